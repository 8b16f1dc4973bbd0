import type { Millis } from '../../../shared/ids.ts';
import type { Backup, Holding, StorageCheck } from '../../../shared/storage.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'storage' | 'clock' | 'host' | 'notify'>;

/** After a start the window comes first, and what was under way. */
const FIRST_LOOK_MS = 2_000;
const LOOK_EVERY_MS = 3_600_000;
const A_DAY_MS = 24 * LOOK_EVERY_MS;

/** True where the newest daily copy is a day old and there is something to lose. */
export function isBackupDue(backups: readonly Backup[], holding: Holding, now: Millis): boolean {
  if (holding.requests + holding.drafts + holding.managers === 0) return false;
  const newest = Math.max(...backups.filter(({ why }) => why === 'daily').map(({ at }) => at), 0);
  // A copy of the future was made under a clock that was wrong: it counts for nothing.
  return newest > now || now - newest >= A_DAY_MS;
}

/** Reads the database whole once after a start, and makes a copy of it each day. */
export function createKeeper(
  { storage, clock, host, notify }: Needs,
  bug: (where: string, error: unknown) => void,
) {
  let cancel: (() => void) | null = null;
  let checked: StorageCheck = 'pending';

  async function look(): Promise<void> {
    if (checked !== 'whole') {
      const found = await storage.check();
      if (found.ok && found.value !== null) {
        stop();
        host.damaged(found.value);
        return;
      }
      checked = found.ok ? 'whole' : 'unread';
      notify('storage.checked', checked);
    }
    const view = await storage.view();
    if (!view.ok || !isBackupDue(view.value.backups, view.value.holding, clock.now())) return;
    // What can't be written now is tried again at the next look; the settings say how old the newest is.
    await storage.backUp('daily', clock.now());
  }

  function later(ms: number): void {
    cancel = clock.after(ms, () => {
      look()
        .catch((error: unknown) => bug('storage', error))
        .finally(() => {
          if (cancel !== null) later(LOOK_EVERY_MS);
        });
    });
  }

  function stop(): void {
    cancel?.();
    cancel = null;
  }

  return { start: () => later(FIRST_LOOK_MS), stop, checked: () => checked };
}
