import { MAX_PACK_REQUESTS } from '../../shared/evidence/pack.ts';
import type {
  DropOutcome,
  DropProgress,
  OldRequest,
  OldRequests,
} from '../../shared/retention-contract.ts';
import { count, MARK_WORDS } from '../../shared/words.ts';

type Dropped = Extract<DropOutcome, { outcome: 'dropped' }>;

/** Older requests that stay all the same, and why; null where there are none. */
export function stayWords({ open, inDoubt, planned }: OldRequests['stay']): string | null {
  const kinds: [number, string][] = [
    [open, 'open'],
    [inDoubt, 'in doubt'],
    [planned, 'in a change plan'],
  ];
  const said = kinds.flatMap(([n, why]) => (n > 0 ? [`${n.toLocaleString('en-US')} ${why}`] : []));
  return said.length === 0 ? null : `Older too, and never dropped: ${said.join(', ')}.`;
}

/** What was said of a request that would go; null where nothing was. */
export function remarkWords({ mark, notes, tags }: OldRequest): string | null {
  const said = [
    ...(mark ? [MARK_WORDS[mark]] : []),
    ...(notes ? [count(notes, 'note')] : []),
    ...(tags ?? []),
  ];
  return said.length === 0 ? null : said.join(' · ');
}

/** How many of those that would go somebody said something of; null where of none. */
export function saidWords({ questioned, noted, tagged }: OldRequests['said']): string | null {
  const said = [
    ...(questioned > 0 ? [`${questioned.toLocaleString('en-US')} questioned`] : []),
    ...(noted > 0 ? [`${noted.toLocaleString('en-US')} with notes`] : []),
    ...(tagged > 0 ? [`${tagged.toLocaleString('en-US')} with tags`] : []),
  ];
  return said.length === 0 ? null : `Among them: ${said.join(', ')}`;
}

/** What is said where one pack has no room for all of them; null where it has. */
export function roomWords(of: number): string | null {
  if (of <= MAX_PACK_REQUESTS) return null;
  const [most, others] = [MAX_PACK_REQUESTS, of - MAX_PACK_REQUESTS].map((n) =>
    n.toLocaleString('en-US'),
  );
  return `One pack holds at most ${most} requests: the oldest ${most} go now, the other ${others} are next.`;
}

/** How far it is, in words; null: nothing was told yet. */
export function progressWords(
  progress: DropProgress | null,
  isExport: boolean,
  isBackingUp = false,
): string {
  if (isBackingUp) return 'Making a backup';
  if (progress === null) return isExport ? 'Choose where to save the pack' : 'Looking once more';
  const { stage, done, total } = progress;
  const of = `${(Math.min(done + 1, total)).toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`;
  switch (stage) {
    case 'reading':
      return `Reading request ${of}`;
    case 'writing':
      return 'Writing the pack';
    case 'checking':
      return 'Reading the pack back, and verifying it';
    case 'dropping':
      return done < total ? `Dropping request ${of}` : 'Taking away what nothing uses any more';
  }
}

/** What is to be said of what has gone, beside how many; null where that is all. */
export function goneWords({ stayed, stopped, pack }: Dropped): string | null {
  const said: string[] = [];
  if (pack) said.push('They were exported to this pack before, and it was read back:');
  if (stayed > 0) {
    const why = stopped
      ? 'it was stopped before their turn'
      : 'something was said of them meanwhile, or they were opened again';
    said.unshift(`${count(stayed, 'request')} stayed: ${why}.`);
  }
  return said.length === 0 ? null : said.join(' ');
}
