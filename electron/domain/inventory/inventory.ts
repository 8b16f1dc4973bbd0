import type { ManagerId, Millis } from '../../../shared/ids.ts';
import type {
  InventoryChange,
  InventoryState,
  ReadingProgress,
} from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import { CANCELLED, entityOf, isDue, readEverything, unlessCancelled } from './reading.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock' | 'notify'>;
type Use = <T>(
  id: ManagerId,
  call: (connection: Connection) => Promise<Result<T>>,
) => Promise<Result<T>>;

type Reading = {
  work: Promise<Result<InventoryState>>;
  cancel: AbortController;
  progress: ReadingProgress | null;
};
type Failed = { failure: Failure; kind: InventoryKind | null };

const OF_LINK: ReadonlySet<Failure['kind']> = new Set([
  'unreachable',
  'untrusted',
  'unauthorized',
  'halted',
  'no-credential',
  'keychain',
]);
/** About the way to the manager, which is shown wherever the manager is. */
const isOfLink = ({ kind }: Failure) => OF_LINK.has(kind);

/** The last known copy of a manager's entities. `reachable`: the last call to it was answered, or none was made yet. */
export function createInventory(
  ports: Needs,
  use: Use,
  bug: (where: string, error: unknown) => void,
  reachable: (id: ManagerId) => boolean,
) {
  const { nsx, store, clock, notify } = ports;
  const readings = new Map<ManagerId, Reading>();
  const failures = new Map<ManagerId, Failed>();
  const triedAt = new Map<ManagerId, Millis>();

  function state(managerId: ManagerId): InventoryState {
    const reading = readings.get(managerId);
    const failed = failures.get(managerId);
    return {
      managerId,
      ...store.inventoryCounts(managerId),
      reading: reading !== undefined,
      progress: reading?.progress ?? null,
      failure: failed?.failure ?? null,
      failedKind: failed?.kind ?? null,
    };
  }

  const tell = (managerId: ManagerId, learned?: InventoryChange['learned']) =>
    notify('inventory.changed', { ...state(managerId), ...(learned ? { learned } : {}) });

  async function readAll(managerId: ManagerId, signal: AbortSignal): Promise<Failed | null> {
    const readAt = clock.now();
    const read = await readEverything(managerId, readAt, signal, {
      list: (kind, stop, onPage) =>
        use(managerId, async (connection) =>
          unlessCancelled(stop, await nsx.list(connection, kind, stop, onPage)),
        ),
      progress(now) {
        const reading = readings.get(managerId);
        if (reading) reading.progress = now;
        notify('inventory.progress', now);
      },
    });
    if (!read.ok) return read.half;
    if (store.managers().some((manager) => manager.id === managerId)) {
      const { kinds, hidden } = read.value;
      const staged = store.stageInventory(managerId, readAt, kinds, hidden);
      while (staged.more()) {
        await new Promise<void>((resolve) => clock.after(0, resolve));
        if (!signal.aborted) continue;
        staged.drop();
        return { failure: CANCELLED, kind: null };
      }
      staged.save();
    }
    return null;
  }

  /** A throw (a disk that is full) must not leave a reading that never ends. */
  async function readSafely(managerId: ManagerId, signal: AbortSignal): Promise<Failed | null> {
    try {
      return await readAll(managerId, signal);
    } catch (error) {
      bug('inventory', error);
      const detail = 'Reading the inventory went wrong inside Spanwatch.';
      return { failure: { kind: 'bug', detail }, kind: null };
    }
  }

  /**
   * Reads everything; a second call while one is running joins it. `unasked`: nobody waits for it, so a manager that
   * can't be reached is no failure of the inventory; its own state says so.
   */
  function refresh(
    managerId: ManagerId,
    { unasked = false } = {},
  ): Promise<Result<InventoryState>> {
    const running = readings.get(managerId);
    if (running) return running.work;
    triedAt.set(managerId, clock.now());
    const cancel = new AbortController();
    // The reading is on the table before its first step: a cancel, or a second call, finds it.
    const work = Promise.resolve()
      .then(() => readSafely(managerId, cancel.signal))
      .then((half): Result<InventoryState> => {
        readings.delete(managerId);
        // What a person cancelled is no failure to be shown.
        const isShown = half && !cancel.signal.aborted && !(unasked && isOfLink(half.failure));
        if (isShown) failures.set(managerId, half);
        else failures.delete(managerId);
        tell(managerId);
        return half ? fail(half.failure) : ok(state(managerId));
      });
    readings.set(managerId, { work, cancel, progress: null });
    tell(managerId);
    return work;
  }

  /** Ends a reading that is under way; the copy stays as it was. */
  async function cancel(managerId: ManagerId): Promise<Result<InventoryState>> {
    const running = readings.get(managerId);
    running?.cancel.abort();
    await running?.work;
    return ok(state(managerId));
  }

  /** The copy is being looked at: where it is stale and the manager can be reached, it is read anew meanwhile. */
  function look(managerId: ManagerId): Result<InventoryState> {
    const { asOf, reading } = state(managerId);
    const facts = { now: clock.now(), asOf, reading, reachable: reachable(managerId) };
    if (isDue({ ...facts, triedAt: triedAt.get(managerId) ?? null })) {
      void refresh(managerId, { unasked: true });
    }
    return ok(state(managerId));
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
    tell(managerId, { kind, id });
  }

  return {
    state,
    refresh: (managerId: ManagerId) => refresh(managerId),
    cancel,
    look,
    learn,
    list: store.inventory,
  };
}
