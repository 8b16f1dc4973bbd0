import { beforeEach, describe, expect, it } from 'vitest';
import { chosenBefore, heldFront } from '../../../renderer/history/held-front.ts';
import {
  clearFilter,
  forgetDropped,
  setFilter,
  setShow,
  setSort,
  useRequests,
} from '../../../renderer/history/requests-state.ts';
import {
  chooseAlone,
  NONE_CHOSEN,
  toggle,
  withFront,
} from '../../../renderer/history/selection.ts';
import { ALL_REQUESTS, NEWEST_FIRST, WHOLE_RECORD } from '../../../shared/history-query.ts';

const ASK = { filter: ALL_REQUESTS, sort: NEWEST_FIRST };
const spot = (index: number) => ({ id: `r${index}`, index });

it('what nobody chose stays in front, whatever comes over it in the same list', () => {
  const held = heldFront(null, ASK, 'r1', null);
  expect(held?.id).toBe('r1');
  expect(heldFront(held, ASK, 'newer', null)).toBe(held);
  expect(heldFront(held, ASK, null, null)).toBe(held);
});

it('another list has its own first in front', () => {
  const held = heldFront(null, ASK, 'r1', null);
  expect(heldFront(held, { ...ASK }, 'failed', null)?.id).toBe('failed');
  expect(heldFront(held, { ...ASK }, null, null)).toBeNull();
});

describe('one who comes back to the list', () => {
  beforeEach(() => useRequests.setState({ selection: NONE_CHOSEN, front: null }));

  /** The request that the page shows, where the way to the screen names none. */
  const page = () => heldFront(null, ASK, 'r1', chosenBefore(useRequests.getState()))?.id ?? null;
  /** As the list draws its rows. */
  const highlighted = () => {
    const { ids } = useRequests.getState().selection;
    return ids.size > 0 ? [...ids] : [page()];
  };
  const choose = (index: number) =>
    useRequests.setState({ front: `r${index}`, selection: chooseAlone(spot(index)) });

  it('has the request in front that is highlighted: the one chosen before, and not the first', () => {
    choose(4);
    expect(page()).toBe('r4');
    expect(highlighted()).toEqual(['r4']);
    const held = heldFront(null, ASK, 'r1', 'r4');
    expect(heldFront(held, ASK, 'newer', 'r4')).toBe(held);
    expect(heldFront(held, { ...ASK }, 'newer', 'r4')?.id).toBe('r4');
  });

  it('finds what was opened from elsewhere, which is what was chosen last', () => {
    choose(4);
    const { selection, front } = useRequests.getState();
    useRequests.setState({ front: 'r9', selection: withFront(selection, front, 'r9') });
    expect(page()).toBe('r9');
    expect(highlighted()).toEqual(['r9']);
  });

  it('has one of several chosen in front, also where the one that was in front is not among them', () => {
    choose(4);
    const several = toggle(useRequests.getState().selection, spot(6));
    useRequests.setState({ selection: several });
    expect(page()).toBe('r4');
    useRequests.setState({ selection: toggle(several, spot(4)) });
    expect(page()).toBe('r6');
    expect(highlighted()).toEqual(['r6']);
  });

  it.each([
    ['another filter', () => setFilter({ ...WHOLE_RECORD, text: 'Leeds' })],
    ['only those to look at', () => setShow('to-look-at')],
    ['another order', () => setSort({ by: 'written', descending: false })],
    ['the whole record again', clearFilter],
    ['a record it was dropped from', () => forgetDropped(new Set(['r4']))],
  ])('has the first in front of %s, of which nothing was chosen', (_what, change) => {
    choose(4);
    change();
    expect(page()).toBe('r1');
    expect(highlighted()).toEqual(['r1']);
  });
});
