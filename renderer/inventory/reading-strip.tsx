import type { ManagerId } from '../../shared/ids.ts';
import type { InventoryState, ReadingProgress } from '../../shared/inventory.ts';
import { KIND_PLURAL } from '../../shared/nsx/kinds.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { useProgress } from './found.ts';

const number = new Intl.NumberFormat('en-US');

/** "3,000 of 10,013 peer endpoints" */
export function progressWords({ kind, objects, expected }: ReadingProgress): string {
  const name = inSentence(KIND_PLURAL[kind]);
  if (expected !== null && expected > 0) {
    return `${number.format(objects)} of ${number.format(expected)} ${name}`;
  }
  return objects > 0 ? `${number.format(objects)} ${name}` : name;
}

/** How much of the whole has been read, 0 to 1: each kind counts the same, for nobody knows their sizes before. */
export function progressPart({ kindsRead, kinds, objects, expected }: ReadingProgress): number {
  const ofKind = expected !== null && expected > 0 ? Math.min(1, objects / expected) : 0;
  return Math.min(1, (kindsRead + ofKind) / kinds);
}

const ABBREVIATED = /^(IKE|DPD) /;
/** "Peer endpoints" inside a sentence; "IKE profiles" stays. */
export function inSentence(name: string): string {
  return ABBREVIATED.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** Stops the reading, and says what stands now. */
async function cancel(managerId: ManagerId, { asOf }: InventoryState): Promise<void> {
  const answer = await call('inventory.cancel', { managerId });
  if (!answer.ok) return;
  toast({
    title: 'The reading was cancelled',
    message:
      asOf === null
        ? 'Nothing of it was kept.'
        : 'Nothing of it was kept: the copy of before stands.',
  });
}

/** What is being read of the manager, and the way to stop it; the copy stays as it is meanwhile. */
export function ReadingStrip({
  managerId,
  state,
}: {
  managerId: ManagerId;
  state: InventoryState;
}) {
  const progress = useProgress(managerId, state.progress);
  const part = progress ? Math.round(progressPart(progress) * 100) : 0;
  return (
    <div className="reading">
      <div className="reading-words">
        <span className="truncate">
          Reading {progress ? progressWords(progress) : 'the inventory'}
        </span>
        <Button kind="quiet" size="small" onClick={() => void cancel(managerId, state)}>
          Cancel
        </Button>
      </div>
      <div
        className="reading-bar"
        role="progressbar"
        aria-label="Reading the inventory"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={part}
        aria-valuetext={progress ? progressWords(progress) : 'it begins'}
      >
        <div style={{ width: `${part}%` }} />
      </div>
    </div>
  );
}

/** Why the last reading came to nothing, and at which kind. */
export function ReadingFailure({ state }: { state: InventoryState }) {
  if (!state.failure || state.reading) return null;
  return (
    <div className="inventory-failure">
      <FailureBanner failure={state.failure} next={false} />
      <p className="field-hint">
        {state.failedKind ? `${KIND_PLURAL[state.failedKind]} could not be read. ` : ''}
        {state.asOf === null ? 'Nothing was kept.' : 'The copy stayed as it was.'}
      </p>
    </div>
  );
}
