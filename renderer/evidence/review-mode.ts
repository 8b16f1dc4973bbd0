import { create } from 'zustand';
import type { ReviewMode } from '../../shared/evidence-contract.ts';
import { call, onEvent } from '../bridge.ts';
import { keepTo } from '../shell/route-store.ts';

interface ReviewModeState extends ReviewMode {
  loaded: boolean;
}

/** Whether a pack is in front. The window is begun anew when that changes: it holds for all of its life. */
export const useReviewMode = create<ReviewModeState>(() => ({
  reviewing: null,
  refused: null,
  loaded: false,
}));

/** True in reviewer mode: the record is read and remarked on, and nothing else. */
export const useIsReviewing = () => useReviewMode((state) => state.reviewing !== null);

export async function startReviewMode(): Promise<void> {
  const answer = await call('evidence.mode', null);
  useReviewMode.setState({ ...(answer.ok && answer.value), loaded: true });
  if (!answer.ok || !answer.value.reviewing) return;
  document.documentElement.dataset.reviewing = 'true';
  keepTo('requests');
  onEvent('request.event', ({ fact }) => {
    if (['noted', 'tagged', 'marked'].includes(fact.type)) void countRemarks();
  });
}

/** How many remarks there are now: after each of them. */
async function countRemarks(): Promise<void> {
  const answer = await call('evidence.mode', null);
  if (answer.ok) useReviewMode.setState(answer.value);
}
