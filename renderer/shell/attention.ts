import { useEffect } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ManagerId } from '../../shared/ids.ts';
import type { InventoryState } from '../../shared/inventory.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { call, onEvent } from '../bridge.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { attentionOf } from './attention-of.ts';

type Summaries = Readonly<Record<string, RequestSummary>>;

let seen: Summaries | null = null;
let found: readonly RequestSummary[] = [];

/** `attentionOf`, worked out once for each change of the history. */
function attention(summaries: Summaries): readonly RequestSummary[] {
  if (summaries !== seen) {
    seen = summaries;
    found = attentionOf(Object.values(summaries), Date.now());
  }
  return found;
}

/** Requests that are open or ask for a person, newest first. */
export function useAttention(): readonly RequestSummary[] {
  return useHistoryStore((state) => attention(state.summaries));
}

/** Requests that are still followed, on every manager. */
export function useOpenWatches(): readonly RequestSummary[] {
  return useHistoryStore(
    useShallow((state) => attention(state.summaries).filter((row) => row.open)),
  );
}

/** How old each manager's inventory is; the lists themselves are the Inventory screen's. */
const useInventoryAges = create<Readonly<Record<string, InventoryState>>>(() => ({}));

function takeAge(state: InventoryState) {
  useInventoryAges.setState({ [state.managerId]: state });
}

/** Keeps the ages up. Once, at start. */
export function startInventoryAges(): void {
  onEvent('inventory.changed', takeAge);
}

/** When a manager's inventory was read; asked for when it first comes to the front. */
export function useInventoryAge(managerId: ManagerId): InventoryState | null {
  useEffect(() => {
    void call('inventory.state', { managerId }).then((answer) => {
      if (answer.ok) takeAge(answer.value);
    });
  }, [managerId]);
  return useInventoryAges((ages) => ages[managerId] ?? null);
}
