import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import type { DropOutcome, DropProgress, OldRequests } from '../../shared/retention-contract.ts';
import type { Backup } from '../../shared/storage.ts';
import { call, onEvent } from '../bridge.ts';

/** What happens before old requests are dropped. */
export type First = 'export' | 'nothing';

interface DropState {
  /** Which requests a person is asked about; null: nobody is. */
  asked: { days: number; old: OldRequests } | null;
  /** What is under way. */
  under: First | null;
  progress: DropProgress | null;
  done: DropOutcome | null;
  failure: Failure | null;
  /** A backup is made before anything goes. */
  wantsBackup: boolean;
  isBackingUp: boolean;
  /** Stopped while the backup is being made, which has no half: nothing goes after it. */
  isStopped: boolean;
  /** The one that was made. */
  backup: Backup | null;
}

const NOTHING = {
  under: null,
  progress: null,
  done: null,
  failure: null,
  isBackingUp: false,
  isStopped: false,
};

/** The dropping of old requests: it goes on, and is told, whatever screen is in front. */
export const useDropStore = create<DropState>(() => ({
  ...{ asked: null, wantsBackup: true, backup: null },
  ...NOTHING,
}));

let listening = false;

/** Asks a person about these requests. */
export function askToDrop(days: number, old: OldRequests): void {
  if (!listening) {
    listening = true;
    onEvent('record.dropping', (progress) => useDropStore.setState({ progress }));
  }
  useDropStore.setState({ asked: { days, old }, wantsBackup: true, backup: null, ...NOTHING });
}

/** Copies everything, where that is wanted and was not done for this question yet. False: nothing may go. */
async function backedUp(): Promise<boolean> {
  const { wantsBackup, backup } = useDropStore.getState();
  if (!wantsBackup || backup !== null) return true;
  useDropStore.setState({ isBackingUp: true });
  const made = await call('storage.back-up', null);
  useDropStore.setState({ isBackingUp: false });
  if (!made.ok) {
    useDropStore.setState({ ...NOTHING, failure: made.failure });
    return false;
  }
  useDropStore.setState({ backup: made.value });
  if (!useDropStore.getState().isStopped) return true;
  useDropStore.setState({ ...NOTHING, done: { outcome: 'cancelled' } });
  return false;
}

/** Drops them, exported first or not; those of `leave` stay. Afterwards it is known how many there are by now. */
export async function dropOld(first: First, leave: readonly RequestId[] = []): Promise<void> {
  const { asked, under } = useDropStore.getState();
  if (!asked || under !== null) return;
  useDropStore.setState({ ...NOTHING, under: first });
  if (!(await backedUp())) return;
  const { days, old } = asked;
  const { count, before } = old;
  const answer = await call('record.drop', { days, before, count, first, leave: [...leave] });
  const now = await call('record.old', { days });
  useDropStore.setState({
    ...NOTHING,
    ...(answer.ok ? { done: answer.value } : { failure: answer.failure }),
    ...(now.ok && { asked: { days, old: now.value } }),
  });
}

/** Stops what is under way; else the question is off the screen. */
export function stopOrClose(): void {
  const { under, isBackingUp } = useDropStore.getState();
  // Main knows of no dropping yet that it could stop.
  if (isBackingUp) useDropStore.setState({ isStopped: true });
  else if (under !== null) void call('record.stop-dropping', null);
  else useDropStore.setState({ asked: null, ...NOTHING });
}

/** Asks about those that are left. */
export function goOnDropping(): void {
  useDropStore.setState(NOTHING);
}
