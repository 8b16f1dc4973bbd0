import { useState } from 'react';
import type { DraftId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { draftStore } from './drafts.ts';

/** Takes the live object as the draft's base; what was changed stays. */
export function useRebase(draftId: DraftId) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function take() {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const result = await draftStore.getState().rebase(draftId);
    setBusy(false);
    if (!result.ok) setFailure(result.failure);
  }
  return { busy, failure, run: () => void take() };
}
