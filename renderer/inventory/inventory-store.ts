import { createStore } from 'zustand/vanilla';
import type { ManagerId } from '../../shared/ids.ts';
import type {
  Entity,
  EntityDetails,
  InventoryChange,
  InventoryList,
  InventoryState,
} from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { InventoryKind as InventoryKinds } from '../../shared/nsx/kinds.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Copy } from '../draft/lookup.ts';

export type InventoryPorts = {
  state(managerId: ManagerId): Promise<Result<InventoryState>>;
  list(managerId: ManagerId, kind: InventoryKind): Promise<Result<InventoryList>>;
  refresh(managerId: ManagerId): Promise<Result<InventoryState>>;
  /** One object, where main has learnt of it alone. */
  one(managerId: ManagerId, id: string): Promise<Result<Pick<EntityDetails, 'entity'>>>;
};

/** One manager's copy, as the window has it. */
export type ManagerCopy = {
  phase: 'loading' | 'ready' | 'failed';
  /** Why the saved copy itself could not be read; `state.failure` is about the last reading from the manager. */
  failure: Failure | null;
  state: InventoryState | null;
  copy: Copy;
};

export type InventoriesState = { managers: Record<string, ManagerCopy> };

export type InventoryActions = {
  /** Reads the saved copy, once; later calls do nothing. */
  open(managerId: ManagerId): void;
  reload(managerId: ManagerId): Promise<void>;
  /** Asks the manager for everything. */
  refresh(managerId: ManagerId): Promise<void>;
  take(state: InventoryChange): void;
  drop(managerId: ManagerId): void;
};

export type InventoryStore = ReturnType<typeof createInventoryStore>;

const NOTHING: ManagerCopy = { phase: 'loading', failure: null, state: null, copy: {} };

/** The managers' copies in the window: filled from main's saved copy, and again when main has read a newer one. */
export function createInventoryStore(ports: InventoryPorts) {
  return createStore<InventoriesState & InventoryActions>()((set, get) => {
    const rounds = new Map<string, number>();

    function put(managerId: ManagerId, over: Partial<ManagerCopy>) {
      set((was) => ({
        managers: {
          ...was.managers,
          [managerId]: { ...(was.managers[managerId] ?? NOTHING), ...over },
        },
      }));
    }

    async function readCopy(managerId: ManagerId) {
      const round = (rounds.get(managerId) ?? 0) + 1;
      rounds.set(managerId, round);
      const [state, ...lists] = await Promise.all([
        ports.state(managerId),
        ...InventoryKinds.options.map((kind) => ports.list(managerId, kind)),
      ]);
      // A newer reading has begun: what this one brought may be older than what it will bring.
      if (rounds.get(managerId) !== round) return;
      const failed = [state, ...lists].find((result) => !result.ok);
      if (failed && !failed.ok) return put(managerId, { phase: 'failed', failure: failed.failure });
      const copy: Copy = {};
      for (const list of lists) if (list.ok) copy[list.value.kind] = byId(list.value.entities);
      put(managerId, {
        phase: 'ready',
        failure: null,
        copy,
        ...(state.ok ? { state: state.value } : {}),
      });
    }

    async function readOne(
      managerId: ManagerId,
      { kind, id }: { kind: InventoryKind; id: string },
    ) {
      const round = rounds.get(managerId);
      const answer = await ports.one(managerId, id);
      const known = get().managers[managerId];
      // The whole is being read anew, or must be: this is in it.
      if (!known || rounds.get(managerId) !== round) return;
      if (!answer.ok) return readCopy(managerId);
      const { [id]: _before, ...others } = known.copy[kind] ?? {};
      const { entity } = answer.value;
      const ofKind = entity ? { ...others, [id]: entity } : others;
      put(managerId, { copy: { ...known.copy, [kind]: ofKind } });
    }

    return {
      managers: {},

      open(managerId) {
        if (get().managers[managerId]) return;
        put(managerId, {});
        void readCopy(managerId);
      },

      reload: readCopy,

      async refresh(managerId) {
        const known = get().managers[managerId]?.state;
        if (known?.reading) return;
        if (known) put(managerId, { state: { ...known, reading: true } });
        const result = await ports.refresh(managerId);
        await readCopy(managerId);
        const now = get().managers[managerId]?.state;
        if (!now) return;
        const state = result.ok
          ? result.value
          : { ...now, reading: false, failure: result.failure };
        put(managerId, { state });
      },

      take({ learned, ...state }) {
        const known = get().managers[state.managerId];
        if (!known) return;
        put(state.managerId, { state });
        if (state.reading) return;
        // A write taught main about one object: the others are as they were.
        if (learned && known.phase === 'ready') void readOne(state.managerId, learned);
        else void readCopy(state.managerId);
      },

      drop(managerId) {
        rounds.delete(managerId);
        set((was) => {
          const { [managerId]: _gone, ...managers } = was.managers;
          return { managers };
        });
      },
    };
  });
}

function byId(entities: readonly Entity[]): Record<string, Entity> {
  return Object.fromEntries(entities.map((entity) => [entity.id, entity]));
}
