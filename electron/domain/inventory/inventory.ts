import type { ManagerId } from '../../../shared/ids.ts';
import type { Entity, InventoryState } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { ENTITY_KINDS, REFERENCE_KINDS } from '../../../shared/nsx/kinds.ts';
import { redactJson } from '../../../shared/redaction.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock' | 'notify'>;
type Use = <T>(
  id: ManagerId,
  call: (connection: Connection) => Promise<Result<T>>,
) => Promise<Result<T>>;

const KINDS: readonly InventoryKind[] = [...ENTITY_KINDS, ...REFERENCE_KINDS];

/** A role may see the VPN and no certificates: the pickers then offer none. */
const mayBeHidden = (kind: InventoryKind) => kind === 'certificates' || kind === 'crls';
const HIDDEN: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'refused', 'not-found']);

/** An entity of the copy from what NSX answered; null where it has no id, so can't be NSX's. */
export function entityOf(
  managerId: ManagerId,
  kind: InventoryKind,
  body: JsonObject,
  readAt: number,
): Entity | null {
  const id = body.id;
  if (typeof id !== 'string' || id === '') return null;
  const name = body.display_name;
  return {
    managerId,
    kind,
    id,
    name: typeof name === 'string' && name !== '' ? name : id,
    body: redactJson(body),
    readAt,
  };
}

/** The last known copy of a manager's entities. */
export function createInventory(
  ports: Needs,
  use: Use,
  bug: (where: string, error: unknown) => void,
) {
  const { nsx, store, clock, notify } = ports;
  const readings = new Map<ManagerId, Promise<Result<InventoryState>>>();
  const failures = new Map<ManagerId, Failure>();

  function state(managerId: ManagerId): InventoryState {
    return {
      managerId,
      ...store.inventoryCounts(managerId),
      reading: readings.has(managerId),
      failure: failures.get(managerId) ?? null,
    };
  }

  async function readAll(managerId: ManagerId): Promise<Result<InventoryState>> {
    const kinds = new Map<InventoryKind, Entity[]>();
    const readAt = clock.now();
    for (const kind of KINDS) {
      const list = await use(managerId, (connection) => nsx.list(connection, kind));
      if (!list.ok && !(mayBeHidden(kind) && HIDDEN.has(list.failure.kind))) return list;
      if (!list.ok) {
        kinds.set(kind, []);
        continue;
      }
      const entities = list.value.map((body) => entityOf(managerId, kind, body, readAt));
      kinds.set(
        kind,
        entities.filter((entity) => entity !== null),
      );
    }
    if (store.managers().some((manager) => manager.id === managerId)) {
      store.saveInventory(managerId, readAt, kinds);
    }
    return ok(state(managerId));
  }

  /** A throw (a disk that is full) must not leave a reading that never ends. */
  async function readSafely(managerId: ManagerId): Promise<Result<InventoryState>> {
    try {
      return await readAll(managerId);
    } catch (error) {
      bug('inventory', error);
      return fail({ kind: 'bug', detail: 'Reading the inventory went wrong inside Spanwatch.' });
    }
  }

  /** Reads everything; a second call while one is running joins it. */
  function refresh(managerId: ManagerId): Promise<Result<InventoryState>> {
    const running = readings.get(managerId);
    if (running) return running;
    const reading = readSafely(managerId).then((result) => {
      readings.delete(managerId);
      if (result.ok) failures.delete(managerId);
      else failures.set(managerId, result.failure);
      const after = state(managerId);
      notify('inventory.changed', after);
      return result.ok ? ok(after) : result;
    });
    readings.set(managerId, reading);
    notify('inventory.changed', state(managerId));
    return reading;
  }

  /** Puts what NSX just answered about one object into the copy; null: it is gone. */
  function learn(
    managerId: ManagerId,
    kind: InventoryKind,
    id: string,
    body: JsonObject | null,
  ): void {
    if (body === null) store.removeEntity(managerId, kind, id, clock.now());
    else {
      const entity = entityOf(managerId, kind, body, clock.now());
      if (entity) store.saveEntity(entity);
    }
    notify('inventory.changed', state(managerId));
  }

  return { state, refresh, learn, list: store.inventory };
}
