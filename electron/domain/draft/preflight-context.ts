import type { Draft } from '../../../shared/draft.ts';
import type { ManagerId } from '../../../shared/ids.ts';
import { checkInContext, type InContext, type Known } from '../../../shared/nsx/context.ts';
import type { EntityKind, InventoryKind } from '../../../shared/nsx/kinds.ts';
import { idIn } from '../../../shared/nsx/references.ts';
import type { Ports } from '../ports.ts';

/** Objects that are read and compared before main looks after others again: some 10 ms. */
export const AT_ONCE = 150;

type Needs = {
  store: Pick<Ports['store'], 'bodies' | 'entity'>;
  clock: Pick<Ports['clock'], 'after'>;
};
type Naming = { kind: InventoryKind; id: string };

/**
 * What the objects around a draft say about it (`shared/nsx/context.ts`). Only those that its rules are about are read,
 * piece by piece: thousands of sessions may stand on one service, and main must not stand still for them.
 */
export async function contextAround(
  { managerId, kind, entityId, body }: Draft,
  ports: Needs,
): Promise<InContext> {
  const { store } = ports;
  const pages = (of: EntityKind, naming: Naming | null) => pagesOf(ports, managerId, of, naming);
  const one = (of: EntityKind, id: unknown): Known[] => {
    const found = typeof id === 'string' && id !== '' ? store.entity(managerId, of, id) : null;
    return found ? [found] : [];
  };
  const check = (known: Partial<Record<EntityKind, readonly Known[]>>) =>
    checkInContext(kind, body, entityId, (of) => known[of] ?? []);
  const itself = entityId === null ? null : { kind, id: entityId };

  if (kind === 'sessions') {
    const peers = one('peer-endpoints', body.peer_endpoint_id);
    const own = one('local-endpoints', body.local_endpoint_id);
    const serviceId = idIn(own[0]?.body.ipsec_vpn_service_id);
    const locals =
      serviceId === null
        ? own
        : await whole(pages('local-endpoints', { kind: 'services', id: serviceId }));
    const known = { 'peer-endpoints': peers, 'local-endpoints': locals };
    const { issues, warnings } = check(known);
    for (const local of serviceId === null ? [] : locals) {
      // One page at a time: reading their subnets is the long part.
      for await (const sessions of pages('sessions', { kind: 'local-endpoints', id: local.id })) {
        warnings.push(...check({ ...known, sessions }).warnings);
      }
    }
    return { issues, warnings };
  }
  if (kind === 'peer-endpoints' && itself) {
    const sessions = await whole(pages('sessions', itself));
    const ids = new Set(sessions.map((session) => session.body.local_endpoint_id));
    return check({
      sessions,
      'local-endpoints': [...ids].flatMap((id) => one('local-endpoints', id)),
    });
  }
  if (kind === 'local-endpoints') {
    const locals = await whole(pages('local-endpoints', null));
    if (!itself) return check({ 'local-endpoints': locals });
    const sessions = await whole(pages('sessions', itself));
    const named = new Set(sessions.map((session) => session.body.peer_endpoint_id));
    const peers: Known[] = [];
    for await (const page of pages('peer-endpoints', null)) {
      peers.push(...page.filter(({ id }) => named.has(id)));
    }
    return check({ 'local-endpoints': locals, sessions, 'peer-endpoints': peers });
  }
  return check(kind === 'services' ? { services: await whole(pages('services', null)) } : {});
}

/** Lets main look after others. */
export function breath(clock: Needs['clock']): Promise<void> {
  return new Promise((resolve) => clock.after(0, resolve));
}

async function* pagesOf(
  { store, clock }: Needs,
  managerId: ManagerId,
  kind: EntityKind,
  naming: Naming | null,
): AsyncGenerator<readonly Known[]> {
  for (let after: string | null = null; ; ) {
    const page: Known[] = store.bodies({ managerId, kind }, naming, { after, limit: AT_ONCE });
    yield page;
    after = page.at(-1)?.id ?? null;
    if (page.length < AT_ONCE) return;
    await breath(clock);
  }
}

async function whole(pages: AsyncGenerator<readonly Known[]>): Promise<Known[]> {
  const all: Known[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
