import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ManagerId } from '../../shared/ids.ts';
import type { Entity, InventoryList } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import type { Result } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';
import type { Copy } from '../draft/lookup.ts';
import type { ManagerCopy } from './inventory-store.ts';
import { createInventoryStore } from './inventory-store.ts';

/** Objects in one answer: main is never away for long, whatever the size of the list. */
const AT_ONCE = 500;

type ListPage = { after: string | null; limit: number };

/** A list as a whole, fetched piece by piece. */
async function wholeList(
  managerId: ManagerId,
  kind: InventoryKind,
): Promise<Result<InventoryList>> {
  const entities: Entity[] = [];
  for (let after: string | null = null; ; ) {
    const page: ListPage = { after, limit: AT_ONCE };
    const answer: Result<InventoryList> = await call('inventory.list', { managerId, kind, page });
    if (!answer.ok) return answer;
    for (const entity of answer.value.entities) entities.push(entity);
    after = answer.value.next ?? null;
    if (after === null) return { ok: true, value: { ...answer.value, entities } };
  }
}

/**
 * The managers' copies in the window, wired to main: what the forms look at. The Inventory screen and the pickers ask
 * main for what they show.
 */
export const inventoryStore = createInventoryStore({
  state: (managerId) => call('inventory.state', { managerId }),
  list: wholeList,
  one: (managerId, id) => call('inventory.details', { managerId, id }),
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
