import { useEffect } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ManagerId } from '../../shared/ids.ts';
import type { InventoryState } from '../../shared/inventory.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { call, onEvent } from '../bridge.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { attentionOf } from './attention-of.ts';

type Summaries = Readonly<Record<string, RequestSummary>>;

let of: { summaries: Summaries; seen: readonly string[] } | null = null;
let found: readonly RequestSummary[] = [];

/** `attentionOf`, worked out once for each change of the history or of what was seen. */
function attention(summaries: Summaries, seen: readonly string[]): readonly RequestSummary[] {
  if (summaries !== of?.summaries || seen !== of.seen) {
    of = { summaries, seen };
    found = attentionOf(Object.values(summaries), Date.now(), seen);
  }
  return found;
}

/** Requests that are open or ask for a person, newest first. */
export function useAttention(): readonly RequestSummary[] {
  const seen = useSettings((state) => state.settings.seen);
  return useHistoryStore((state) => attention(state.summaries, seen));
}

/** Requests that are still followed, on every manager. */
export function useOpenWatches(): readonly RequestSummary[] {
  const seen = useSettings((state) => state.settings.seen);
  return useHistoryStore(
    useShallow((state) => attention(state.summaries, seen).filter((row) => row.open)),
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
