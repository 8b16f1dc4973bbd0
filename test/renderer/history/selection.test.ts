import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseAlone,
  extend,
  MOST_CHOSEN,
  NONE_CHOSEN,
  placesBetween,
  type Selection,
  toggle,
  withFront,
} from '../../../renderer/history/selection.ts';

const rows = Array.from({ length: 30 }, (_, at) => `r${at}`);
const spot = (index: number) => ({ id: `r${index}`, index });
const ids = ({ ids: chosen }: Selection) => [...chosen];

/** As the list does it: what lies between the anchor and there. */
function extendTo(selection: Selection, index: number, of: readonly string[] = rows): Selection {
  const { from, to } = placesBetween(selection.anchor?.index ?? index, index);
  return extend(selection, of.slice(from, to + 1));
}

describe('what is chosen', () => {
  it('is one after a click, and only the new one after the next', () => {
    expect(ids(chooseAlone(spot(3)))).toEqual(['r3']);
    expect(chooseAlone(spot(5)).anchor).toEqual(spot(5));
  });

  it('grows and shrinks with Ctrl', () => {
    const two = toggle(chooseAlone(spot(3)), spot(7));
    expect(ids(two)).toEqual(['r3', 'r7']);
    expect(ids(toggle(two, spot(3)))).toEqual(['r7']);
  });

  it('reaches with Shift from the anchor to there, and back again', () => {
    const down = extendTo(chooseAlone(spot(3)), 5);
    expect(ids(down)).toEqual(['r3', 'r4', 'r5']);
    expect(ids(extendTo(down, 4))).toEqual(['r3', 'r4']);
    expect(ids(extendTo(down, 1))).toEqual(['r1', 'r2', 'r3']);
  });

  it('starts anew from where Ctrl was pressed last', () => {
    const from9 = toggle(chooseAlone(spot(3)), spot(9));
    expect(ids(extendTo(from9, 10))).toEqual(['r9', 'r10']);
  });

  it('is the new one alone, once one came to the front by itself: it was sent just now', () => {
    const old = chooseAlone(spot(3));
    expect(withFront(old, 'r3', 'r0')).toEqual(NONE_CHOSEN);
    expect(withFront(extendTo(old, 6), 'r6', 'r0')).toEqual(NONE_CHOSEN);
  });

  it('stays while the keys only look at another, and where one of several comes to the front', () => {
    const looking = chooseAlone(spot(3));
    expect(withFront(looking, 'r4', 'r4')).toBe(looking);
    const several = extendTo(looking, 6);
    expect(withFront(several, 'r6', 'r4')).toBe(several);
  });

  it('is never more than can be chosen at once, and the anchor is always in it', () => {
    const many = Array.from({ length: 5000 }, (_, at) => `r${at}`);
    const place = fc.integer({ min: 0, max: many.length - 1 });
    fc.assert(
      fc.property(place, place, (anchor, to) => {
        const chosen = extendTo(chooseAlone(spot(anchor)), to, many);
        expect(chosen.ids.size).toBe(Math.min(Math.abs(anchor - to) + 1, MOST_CHOSEN));
        expect(chosen.ids.has(`r${anchor}`)).toBe(true);
      }),
    );
    const full = many
      .slice(0, MOST_CHOSEN)
      .reduce((all, _, at) => toggle(all, spot(at)), NONE_CHOSEN);
    expect(toggle(full, spot(4000)).ids.size).toBe(MOST_CHOSEN);
  });
});
