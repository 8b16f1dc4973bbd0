import { useState } from 'react';
import type { Draft } from '../../../shared/draft.ts';
import type { DraftId } from '../../../shared/ids.ts';
import type { MergeSide } from '../../../shared/merge-record.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { draftStore } from '../drafts.ts';

export type Merger = ReturnType<typeof useMerge>;

/** What a person does about somebody else's change; one at a time, and what fails is shown until the next. */
export function useMerge(id: DraftId) {
  const [busy, setBusy] = useState<'manager' | 'copy' | 'other' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function run(what: typeof busy, work: () => Promise<Result<Draft>>): Promise<boolean> {
    if (busy) return false;
    setBusy(what);
    setFailure(null);
    const result = await work();
    setBusy(null);
    if (!result.ok) setFailure(result.failure);
    return result.ok;
  }
  const drafts = draftStore.getState();
  return {
    busy,
    failure,
    /** Takes the manager's version in: read now, or as the copy has it. */
    merge: (from: 'manager' | 'copy') => run(from, () => drafts.rebase(id, from)),
    /** Never left out, however fast one comes after the other. */
    async choose(label: string, side: MergeSide): Promise<void> {
      setFailure(null);
      const result = await drafts.choose(id, label, side);
      if (!result.ok) setFailure(result.failure);
    },
    restore: (key: number) => run('other', () => drafts.restore(id, key)),
    makeNew: () => run('other', () => drafts.makeNew(id)),
  };
}
