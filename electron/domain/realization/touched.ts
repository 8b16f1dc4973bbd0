import type { ManagerId, Millis } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntityKind, WriteMethod } from '../../../shared/nsx/kinds.ts';
import { sessionsUsing } from '../../../shared/nsx/references.ts';
import type { Result } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import type { Followed } from './watches.ts';

type Needs = Pick<Ports, 'nsx' | 'store'>;
type Deps = {
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
};
type Of = { managerId: ManagerId; kind: EntityKind; method: WriteMethod };

/** `copyOf`: when the lists that say so were read, where they could not be read anew; null: never. */
export type Touched = { sessions: Followed[]; copyOf?: Millis | null };

/** The lists that name the users of an object of a kind, in this order; of all others the session names itself. */
const LISTS: Partial<Record<EntityKind, readonly EntityKind[]>> = {
  services: ['local-endpoints', 'sessions'],
  'ike-profiles': ['peer-endpoints', 'sessions'],
  'dpd-profiles': ['peer-endpoints', 'sessions'],
  'tunnel-profiles': ['peer-endpoints', 'sessions'],
};
const listsOf = (kind: EntityKind) => LISTS[kind] ?? ['sessions'];

/** Which sessions a write touches: its request id is realized on each of them. */
export function createTouched({ nsx, store }: Needs, deps: Deps) {
  /** By the copy as it is. */
  function byCopy({ managerId, kind, method }: Of, entityId: string): Followed[] {
    if (kind === 'sessions') return [{ id: entityId }];
    if (method !== 'PUT') return [];
    return store.sessionsOn(managerId, kind, entityId);
  }

  /** By lists that are read now: a session that was added since the copy would never be asked. */
  async function now(of: Of, entityId: string): Promise<Touched> {
    const { managerId, kind, method } = of;
    if (kind === 'sessions' || method !== 'PUT') return { sessions: byCopy(of, entityId) };
    const lists = new Map<EntityKind, { id: string; name: string; body: JsonObject }[]>();
    for (const list of listsOf(kind)) {
      const read = await deps.use(managerId, (connection) => nsx.list(connection, list));
      if (!read.ok)
        return { sessions: byCopy(of, entityId), copyOf: store.inventoryCounts(managerId).asOf };
      lists.set(list, read.value.flatMap(named));
    }
    const ids = new Set(sessionsUsing(kind, entityId, (one) => lists.get(one) ?? []));
    const sessions = (lists.get('sessions') ?? []).filter(({ id }) => ids.has(id));
    return { sessions: sessions.map(({ id, name }) => ({ id, name })) };
  }

  return { byCopy, now };
}

/** The same as watches begin with it. */
export function followedOf({ sessions, copyOf }: Touched): Followed[] {
  return copyOf === undefined || copyOf === null
    ? [...sessions]
    : sessions.map((session) => ({ ...session, copyOf }));
}

function named(body: JsonObject) {
  const { id, display_name: name } = body;
  if (typeof id !== 'string' || id === '') return [];
  return [{ id, name: typeof name === 'string' && name !== '' ? name : id, body }];
}
