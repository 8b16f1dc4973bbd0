import type { Lane, Segment } from './lane.ts';
import type { PlacedTick } from './lane-layout.ts';
import type { Tick } from './timeline.ts';
import { durationText } from './words.ts';

/** A pointer this near to a check's tick reads the check, px. */
const NEAR_PX = 4;

/** Which stretch says what a check saw of this lane; null where it said nothing of it. */
export function stretchOfCheck({ segments }: Lane, { at }: Tick): number | null {
  const found = segments.findLastIndex(
    ({ kind, from, to }) =>
      kind !== 'after' && (from === at || (from < at && (to === null || at < to))),
  );
  return found === -1 ? null : found;
}

/** The check whose tick is under a pointer, the nearest one. */
export function checkNear(ticks: readonly PlacedTick[], x: number): Tick | null {
  let found: PlacedTick | null = null;
  for (const each of ticks) {
    const isNearer = found === null || Math.abs(each.x - x) < Math.abs(found.x - x);
    if (Math.abs(each.x - x) <= NEAR_PX && isNearer) found = each;
  }
  return found?.tick ?? null;
}

/** The check before or after a time, of those that say something of the lane; the last one where there is no other. */
export function checkBeside(
  ticks: readonly Tick[],
  lane: Lane,
  from: { at: number; isCheck: boolean },
  step: -1 | 1,
): Tick | null {
  const isBeyond = (at: number) =>
    step === 1 ? at > from.at || (at === from.at && !from.isCheck) : at < from.at;
  const ordered = step === 1 ? ticks : [...ticks].reverse();
  const next = ordered.find((tick) => isBeyond(tick.at) && stretchOfCheck(lane, tick) !== null);
  return next ?? ticks.find(({ at }) => from.isCheck && at === from.at) ?? null;
}

/** "check at +5.1 s, answered in 2.0 s" */
export function checkText({ at, ok, durationMs }: Tick, start: number): string {
  const when = `at +${durationText(at - start)}`;
  return ok ? `check ${when}, answered in ${durationText(durationMs)}` : `attempt ${when}`;
}

/** What one check said of one lane, in words. */
export function checkTip(tick: Tick, segment: Segment, start: number): string {
  const { label, rawState, gapReason, message } = segment;
  const what = gapReason ?? label;
  const raw = rawState === null ? '' : ` (NSX says ${rawState})`;
  return [`${checkText(tick, start)}: ${what}${raw}`, message].filter(Boolean).join('. ');
}
