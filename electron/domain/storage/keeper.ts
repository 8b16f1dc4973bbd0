import type { Millis } from '../../../shared/ids.ts';
import type { Backup, Holding } from '../../../shared/storage.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'storage' | 'clock' | 'host'>;

/** After a start the window comes first, and what was under way. */
const FIRST_LOOK_MS = 5_000;
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
  { storage, clock, host }: Needs,
  bug: (where: string, error: unknown) => void,
) {
  let cancel: (() => void) | null = null;
  let isChecked = false;

  async function look(): Promise<void> {
    if (!isChecked) {
      const checked = await storage.check();
      if (checked.ok && checked.value !== null) {
        stop();
        host.damaged(checked.value);
        return;
      }
      isChecked = checked.ok;
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

  return { start: () => later(FIRST_LOOK_MS), stop };
}
