import { create } from 'zustand';
import type { CatchingUp } from '../../shared/catching-up.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type {
  Backup,
  Holding,
  Restored,
  StorageCheck,
  StorageTrouble,
  StorageUpdate,
  StorageView,
} from '../../shared/storage.ts';
import { bytesText } from '../../shared/storage-words.ts';
import { call, onEvent } from '../bridge.ts';
import { toast } from '../ui/toast.ts';

interface StorageState {
  /** Why nothing can be put on record at the moment; null while it can. */
  failing: Failure | null;
  /** Whether the file was read whole since the start; null until that is known. */
  check: StorageCheck | null;
  /** What the window began anew with, until it is closed. */
  restored: Restored | null;
  view: StorageView | null;
  viewFailure: Failure | null;
  reading: boolean;
  /** What is wrong with data that can't be opened, once it was looked at. */
  trouble: StorageTrouble | null;
  troubleFailure: Failure | null;
  /** How far the record is, while what an earlier version made of it is made anew. */
  catchingUp: CatchingUp | null;
  /** How far bringing the data up to date is; null where it is not that. */
  update: StorageUpdate | null | 'not asked';
}

export const useStorageStore = create<StorageState>(() => ({
  failing: null,
  check: null,
  restored: null,
  view: null,
  viewFailure: null,
  reading: false,
  trouble: null,
  troubleFailure: null,
  catchingUp: null,
  update: 'not asked',
}));

/** Hears when the disk takes nothing any more, and when it does again. Once, at start. */
export function startStorage(): void {
  onEvent('storage.failing', (failing) => useStorageStore.setState({ failing }));
  onEvent('storage.updating', (update) => useStorageStore.setState({ update }));
  onEvent('record.catching-up', (catchingUp) => useStorageStore.setState({ catchingUp }));
  onEvent('storage.checked', (check) => useStorageStore.setState({ check }));
}

/** What there is to say of the files, asked after the start, which it must not hold up. */
export async function loadCheck(): Promise<void> {
  const answer = await call('storage.check', null);
  if (answer.ok) useStorageStore.setState({ check: answer.value });
  const restored = await call('storage.restored', null);
  if (restored.ok) useStorageStore.setState({ restored: restored.value });
}

export function forgetRestored(): void {
  useStorageStore.setState({ restored: null });
  void call('storage.forget-restored', null);
}

/** Reads how big everything is: seconds, where there is much. */
export async function loadStorage(): Promise<void> {
  if (useStorageStore.getState().reading) return;
  useStorageStore.setState({ reading: true });
  const answer = await call('storage.view', null);
  useStorageStore.setState({
    reading: false,
    ...(answer.ok ? { view: answer.value, viewFailure: null } : { viewFailure: answer.failure }),
  });
}

/** What a copy holds, and anew what there is now, which it is held against; null where it is not whole. */
export async function lookAtCopy(name: string): Promise<Holding | null> {
  const [looked] = await Promise.all([call('storage.look', { name }), loadStorage()]);
  return looked.ok ? looked.value : null;
}

/** Copies everything, and reads how big it is then. */
export async function backUpNow(): Promise<Result<Backup>> {
  const answer = await call('storage.back-up', null);
  if (answer.ok) toast({ title: `Backed up: ${bytesText(answer.value.bytes)}`, tone: 'ok' });
  await loadStorage();
  return answer;
}

export async function loadTrouble(): Promise<void> {
  const answer = await call('storage.trouble', null);
  useStorageStore.setState(
    answer.ok
      ? { trouble: answer.value, troubleFailure: null }
      : { troubleFailure: answer.failure },
  );
}

export async function loadUpdate(): Promise<void> {
  const answer = await call('storage.update', null);
  useStorageStore.setState({ update: answer.ok ? answer.value : null });
}
