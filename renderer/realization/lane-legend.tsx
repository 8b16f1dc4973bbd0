import { GAP_WORDS, type SegmentKind } from '../../shared/lane.ts';
import { letterOf } from '../../shared/lane-look.ts';
import type { Timeline } from '../../shared/timeline.ts';

/** The stretches that say nothing of NSX's states: what is drawn, and what it means. */
const MEANING: readonly { kind: SegmentKind; word: string | null }[] = [
  { kind: 'sending', word: 'sent, no answer yet' },
  { kind: 'accepted', word: 'accepted, not asked yet' },
  // Hatched is also what was sent and not answered: each says itself what it is.
  { kind: 'gap', word: null },
  { kind: 'not-asked', word: 'could not be asked' },
];

/** What the boxes mean that are no state of NSX; only those that are drawn. */
export function LaneLegend({ timeline }: { timeline: Timeline }) {
  const drawn = new Set(timeline.lanes.flatMap(({ segments }) => segments.map(({ kind }) => kind)));
  const shown = MEANING.filter(({ kind }) => drawn.has(kind));
  const letters = lettersOf(timeline);
  if (shown.length === 0) return null;
  return (
    <ul className="lane-legend" aria-label="Legend">
      {shown.map(({ kind, word }) => (
        <li key={kind}>
          <span className="lane-legend-box" data-kind={kind} aria-hidden />
          {word ?? gapWords(timeline)}
        </li>
      ))}
      {drawn.has('cap') && (
        <li>
          <span className="lane-legend-bead" aria-hidden />
          what the last check saw
        </li>
      )}
      {letters.length > 0 && (
        <li title="Where a word has no room its letter stands">
          {letters.map(({ letter, words }) => (
            <span key={letter}>
              <b>{letter}</b> {words}
            </span>
          ))}
        </li>
      )}
      {timeline.ticks.length > 0 && (
        <li>
          <span className="lane-legend-tick" aria-hidden />a check: the longer, the slower its
          answer
        </li>
      )}
    </ul>
  );
}

const NOBODY = new Set<string>(Object.values(GAP_WORDS));

/** What the hatched stretches are: that nobody asked, or what else left nothing to be seen. */
export function gapWords({ lanes }: Timeline): string {
  const gaps = lanes.flatMap(({ segments }) => segments.filter(({ kind }) => kind === 'gap'));
  const words = gaps.map(({ gapReason }) =>
    gapReason === null || NOBODY.has(gapReason) ? 'nobody asked' : gapReason,
  );
  return [...new Set(words)].join('; ');
}

/** The letters that stand for a state where its word has no room, each with the words that it stands for. */
function lettersOf({ lanes }: Timeline): { letter: string; words: string }[] {
  const words = new Map<string, Set<string>>();
  for (const { segments } of lanes) {
    for (const segment of segments) {
      const letter = letterOf(segment);
      if (letter === null) continue;
      words.set(letter, (words.get(letter) ?? new Set()).add(segment.label));
    }
  }
  return [...words].map(([letter, labels]) => ({ letter, words: [...labels].join(', ') }));
}
