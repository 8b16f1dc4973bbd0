import type { Backup } from '../../shared/storage.ts';
import { useNow, useZone } from '../ui/clock.ts';
import { relative, whenOf } from '../ui/time.ts';
import { WHY_WORDS } from './words.ts';

/** A backup that was just made is so many seconds old. */
const OFTEN = 5_000;

/** The first two cells of a backup's row: when it was made, and why. */
export function BackupCells({ backup: { at, why } }: { backup: Pick<Backup, 'at' | 'why'> }) {
  const zone = useZone();
  const now = useNow(OFTEN);
  return (
    <>
      <td>
        {/* What has just been made is newer than the minute that is held. */}
        {relative(at, Math.max(now, at))} · {whenOf(at, now, zone)}
      </td>
      <td>{WHY_WORDS[why]}</td>
    </>
  );
}
