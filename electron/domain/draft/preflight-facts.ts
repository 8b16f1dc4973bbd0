import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import type { Millis } from '../../../shared/ids.ts';
import type { Entity, InventoryList } from '../../../shared/inventory.ts';
import type { ManagerView } from '../../../shared/manager.ts';
import { checkInContext, type InContext } from '../../../shared/nsx/context.ts';
import type { EntityKind, InventoryKind } from '../../../shared/nsx/kinds.ts';
import {
  idIn,
  type Reference,
  referencesOf,
  sessionsUsing,
  usersOf,
} from '../../../shared/nsx/references.ts';

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
  users: { kind: EntityKind; name: string }[];
  /** The names of the sessions that a change touches. */
  affected: string[];
  /** When the copy's sessions were read. */
  asOf: Millis | null;
  /** Whether the key that the draft's mark stands for is kept; null where it has no mark. */
  key: boolean | null;
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

type Copy = {
  list(kind: InventoryKind): Pick<InventoryList, 'entities' | 'asOf'>;
  entity(kind: InventoryKind, id: string): Entity | null;
};

/** Gathers what a copy says around a draft. Pure: reads through `copy` alone. */
export function factsAround(
  draft: Draft,
  copy: Copy,
): Pick<
  PreflightFacts,
  'live' | 'references' | 'services' | 'context' | 'users' | 'affected' | 'asOf'
> {
  const { kind, entityId, body } = draft;
  const bodies = (of: EntityKind) => copy.list(of).entities;
  const nameOf = (of: EntityKind, id: string) => copy.entity(of, id)?.name ?? id;
  const sessions = entityId === null ? [] : sessionsUsing(kind, entityId, bodies);
  const references = referencesOf(kind, body).map((one) => ({
    ...one,
    found: copy.entity(one.to, one.id),
  }));
  return {
    live: entityId === null ? null : copy.entity(kind, entityId),
    references,
    services: servicesOf(draft, sessions, copy),
    context:
      draft.operation === 'delete'
        ? { issues: [], warnings: [] }
        : checkInContext(kind, body, entityId, bodies),
    users:
      entityId === null
        ? []
        : usersOf(kind, entityId, bodies).map((one) => ({
            kind: one.kind,
            name: nameOf(one.kind, one.id),
          })),
    affected: kind === 'sessions' ? [] : sessions.map((id) => nameOf('sessions', id)),
    asOf: copy.list('sessions').asOf,
  };
}

/** The service follows from the local endpoint: the draft's own, or those of the sessions that it touches. */
function servicesOf({ kind, body }: Draft, sessions: readonly string[], copy: Copy): Entity[] {
  const ofLocal = (id: unknown): string | null => {
    const local = typeof id === 'string' ? copy.entity('local-endpoints', id) : null;
    return local ? idIn(local.body.ipsec_vpn_service_id) : null;
  };
  const own = {
    sessions: () => [ofLocal(body.local_endpoint_id)],
    'local-endpoints': () => [idIn(body.ipsec_vpn_service_id)],
  }[kind as string];
  const ids = own
    ? own()
    : sessions.map((id) => ofLocal(copy.entity('sessions', id)?.body.local_endpoint_id));
  return [...new Set(ids)].flatMap((id) => {
    const service = id === null ? null : copy.entity('services', id);
    return service ? [service] : [];
  });
}
