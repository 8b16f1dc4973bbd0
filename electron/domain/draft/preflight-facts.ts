import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import type { ManagerId, Millis } from '../../../shared/ids.ts';
import type { Entity } from '../../../shared/inventory.ts';
import type { ManagerView } from '../../../shared/manager.ts';
import type { InContext } from '../../../shared/nsx/context.ts';
import { EntityKind, type InventoryKind } from '../../../shared/nsx/kinds.ts';
import { idIn, type Reference, referencesOf } from '../../../shared/nsx/references.ts';
import type { Ports } from '../ports.ts';
import { AT_ONCE, breath, contextAround } from './preflight-context.ts';

/** What the copy says around a draft, gathered before deciding. */
export type PreflightFacts = {
  draft: Draft;
  view: ManagerView;
  /** The same object in the copy now; null for a create, or where it is gone. */
  live: Entity | null;
  references: (Reference & { found: Entity | null })[];
  /** The services on which the draft is realized. */
  services: Entity[];
  context: InContext;
  /** What names the object itself. */
  users: { named: { kind: EntityKind; name: string }[]; count: number };
  /** The sessions that a change touches: how many, and the names of the first. */
  affected: { count: number; names: string[] };
  /** When the copy's sessions were read. */
  asOf: Millis | null;
  /** Whether the key that the draft's mark stands for is kept, and long enough; null where it has no mark. */
  key: boolean | 'short' | null;
  /** A write of this object whose answer was lost. */
  inDoubt: boolean;
  now: Millis;
};

/** One line of the card. */
export function line(
  id: string,
  level: PreflightLine['level'],
  title: string,
  detail: string,
  at: Millis | null,
): PreflightLine {
  return { id, level, title, detail, at };
}

type Copy = Pick<
  Ports['store'],
  | 'bodies'
  | 'countSessionsOn'
  | 'entity'
  | 'inventoryCounts'
  | 'servicesUnder'
  | 'sessionsOn'
  | 'usersOf'
>;
type Around = Pick<
  PreflightFacts,
  'live' | 'references' | 'services' | 'context' | 'users' | 'affected' | 'asOf'
>;

/** So many sessions are named on a line; the confirmation names them all. */
const AFFECTED_NAMED = 5;
/** Users that are looked at one by one; there may be thousands, of which the number is enough. */
const USERS_READ = 200;

/** Gathers what a copy says around a draft: asks for what the draft touches alone, however large the copy is. */
export async function factsAround(
  draft: Draft,
  ports: { store: Copy; clock: Pick<Ports['clock'], 'after'> },
): Promise<Around> {
  const { managerId, kind, entityId, body, operation } = draft;
  const { store } = ports;
  const entity = (of: InventoryKind, id: string) => store.entity(managerId, of, id);
  const isShared = kind !== 'sessions' && entityId !== null;
  const count = isShared ? store.countSessionsOn(managerId, kind, entityId) : 0;
  // Thousands are walked each time that they are asked about: some 40 ms for 10,000, and main looks after others between.
  const rest = async () => {
    if (count > AT_ONCE) await breath(ports.clock);
  };
  await rest();
  const sessions = isShared ? store.sessionsOn(managerId, kind, entityId, AFFECTED_NAMED) : [];
  await rest();
  const references = referencesOf(kind, body).map((one) => ({
    ...one,
    found: entity(one.to, one.id),
  }));
  const services = servicesOf(draft, store);
  await rest();
  return {
    live: entityId === null ? null : entity(kind, entityId),
    references,
    services,
    context:
      operation === 'delete' ? { issues: [], warnings: [] } : await contextAround(draft, ports),
    users:
      isShared && operation === 'delete' ? usersOf(store, managerId, kind, entityId) : NO_USERS,
    affected: { count, names: sessions.map(({ name }) => name) },
    asOf: store.inventoryCounts(managerId).asOf,
  };
}

const NO_USERS: PreflightFacts['users'] = { named: [], count: 0 };

/** What names it itself. The service of a session follows from its local endpoint: that one names it. */
function usersOf(
  store: Copy,
  managerId: ManagerId,
  kind: EntityKind,
  id: string,
): PreflightFacts['users'] {
  const { users, count } = store.usersOf(managerId, kind, id, USERS_READ);
  const own = users.filter((one) => kind !== 'services' || one.kind !== 'sessions');
  const named = own.flatMap(({ kind: of, name, id: user }) => {
    const entityKind = EntityKind.safeParse(of);
    return entityKind.success ? [{ kind: entityKind.data, name: name ?? user }] : [];
  });
  return { named, count: count > users.length ? count : named.length };
}

/** The service follows from the local endpoint: the draft's own, or that which names a service the sessions stand on. */
function servicesOf({ managerId, kind, entityId, body }: Draft, store: Copy): Entity[] {
  const entity = (of: InventoryKind, id: unknown) =>
    typeof id === 'string' ? store.entity(managerId, of, id) : null;
  const serviceOf = (localId: unknown) =>
    idIn(entity('local-endpoints', localId)?.body.ipsec_vpn_service_id);
  const ids: (string | null)[] =
    kind === 'sessions'
      ? [serviceOf(body.local_endpoint_id)]
      : kind === 'local-endpoints'
        ? [idIn(body.ipsec_vpn_service_id)]
        : entityId === null || kind === 'services'
          ? []
          : store.servicesUnder(managerId, kind, entityId);
  return [...new Set(ids)].flatMap((id) => {
    const service = entity('services', id);
    return service ? [service] : [];
  });
}
