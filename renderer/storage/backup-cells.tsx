import type { Backup } from '../../shared/storage.ts';
import { WHY_WORDS } from '../../shared/storage-words.ts';
import { useNow, useZone } from '../ui/clock.ts';
import { relative, whenOf } from '../ui/time.ts';

/** A backup that was just made is so many seconds old. */
const OFTEN = 5_000;

/** The first two cells of a backup's row: when it was made, and why. */
export function BackupCells({ backup: { at, why } }: { backup: Pick<Backup, 'at' | 'why'> }) {
  return (
    <>
      <MadeCell at={at} />
      <td>{WHY_WORDS[why]}</td>
    </>
  );
}

/** When a copy of the database was made. */
export function MadeCell({ at }: { at: number }) {
  const zone = useZone();
  const now = useNow(OFTEN);
  return (
    <td>
      {/* What has just been made is newer than the time that is held. */}
      {relative(at, Math.max(now, at))} · {whenOf(at, now, zone)}
    </td>
  );
}

/** The last two heads of a table of copies: how big each is, and what can be done with it. */
export function SizeAndActHeads() {
  return (
    <>
      <th scope="col" className="num">
        Size
      </th>
      <th scope="col">
        <span className="visually-hidden">Act</span>
      </th>
    </>
  );
}
