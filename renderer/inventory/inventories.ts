import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ManagerId } from '../../shared/ids.ts';
import { call, onEvent } from '../bridge.ts';
import type { Copy } from '../draft/lookup.ts';
import type { ManagerCopy } from './inventory-store.ts';
import { createInventoryStore } from './inventory-store.ts';

/** The managers' copies in the window, wired to main. */
export const inventoryStore = createInventoryStore({
  state: (managerId) => call('inventory.state', { managerId }),
  list: (managerId, kind) => call('inventory.list', { managerId, kind }),
  refresh: (managerId) => call('inventory.refresh', { managerId }),
});

let started = false;

/** Keeps the copies up. The first caller starts it; later calls do nothing. */
export function startInventories(): void {
  if (started) return;
  started = true;
  onEvent('inventory.changed', (state) => inventoryStore.getState().take(state));
  onEvent('manager.removed', ({ managerId }) => inventoryStore.getState().drop(managerId));
}

/** A manager's copy; reads the saved one when it is first asked for. */
export function useInventory(managerId: ManagerId | null): ManagerCopy | null {
  useEffect(() => {
    startInventories();
    if (managerId) inventoryStore.getState().open(managerId);
  }, [managerId]);
  return useStore(inventoryStore, (state) =>
    managerId ? (state.managers[managerId] ?? null) : null,
  );
}

const NO_COPY: Copy = {};

export function useCopy(managerId: ManagerId | null): Copy {
  return useInventory(managerId)?.copy ?? NO_COPY;
}
