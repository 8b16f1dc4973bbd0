import { create } from 'zustand';
import type { ReadReview, Refused } from '../../shared/evidence-contract.ts';
import type { RequestId } from '../../shared/ids.ts';

type Review = Exclude<ReadReview, { outcome: 'cancelled' }>;

interface EvidenceDialogs {
  /** The requests that are to be exported; null while nobody exports. */
  exporting: readonly RequestId[] | null;
  refused: Refused | null;
  /** A reviewer's file that was read, to be merged or not. */
  review: Review | null;
  /** What a person asked for that begins the window anew, while a note was begun. */
  losing: 'leave' | 'open' | null;
}

/** Which of the dialogs of evidence is open. */
export const useEvidenceDialogs = create<EvidenceDialogs>(() => ({
  exporting: null,
  refused: null,
  review: null,
  losing: null,
}));

/** Opens the export of these requests: a button, the palette and a selection of the list do. */
export function openExportDialog(ids: readonly RequestId[]): void {
  if (ids.length > 0) useEvidenceDialogs.setState({ exporting: ids });
}
