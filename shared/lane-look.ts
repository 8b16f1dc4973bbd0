import type { Segment } from './lane.ts';
import type { Verdict } from './realization.ts';
import { VERDICT_FACTS } from './realization.ts';

export type Pattern = 'diagonal' | 'dots' | 'cross' | 'half' | 'rows' | 'hatch';
export type LaneTone = (typeof VERDICT_FACTS)[Verdict]['tone'] | 'neutral';

/** The tone of a stretch: that of what was read, neutral where nothing was. */
export function toneOf(segment: Segment): LaneTone {
  return segment.verdict === null ? 'neutral' : VERDICT_FACTS[segment.verdict].tone;
}

/** The pattern of a stretch, null for plain. A state is told without colour too. */
export function patternOf(segment: Segment): Pattern | null {
  if (segment.kind === 'gap' || segment.kind === 'not-asked') return 'hatch';
  switch (segment.verdict) {
    case 'in-progress':
      return 'diagonal';
    case 'unknown':
      return 'dots';
    case 'failed':
      return 'cross';
    case 'partial':
      return 'half';
    case 'service-disabled':
    case 'missing':
      return 'rows';
    default:
      return null;
  }
}

const LETTERS: Readonly<Partial<Record<Verdict, string>>> = {
  realized: 'R',
  'in-progress': 'I',
  unknown: 'U',
  partial: 'P',
  failed: 'F',
  deleted: 'D',
  missing: 'M',
  'service-disabled': 'S',
};

/** One letter for a state, where its word does not fit; null where nothing was observed. */
export function letterOf(segment: Segment): string | null {
  return segment.verdict === null ? null : (LETTERS[segment.verdict] ?? null);
}

/** A letter needs so much room, px. */
export const LETTER_ROOM_PX = 11;
