import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { candidatesFor } from '../../../renderer/history/compare-candidates.ts';
import {
  changeSides,
  isLeaving,
  leaveLookBack,
  lookBackInRoute,
  openCompare,
  openObjectHistory,
} from '../../../renderer/history/compare-routes.ts';
import { go, useRouteStore } from '../../../renderer/shell/route-store.ts';
import { requestOf } from '../../../renderer/shell/shown-manager.ts';
import { summarize } from '../../../shared/history.ts';
import type { Request } from '../../../shared/request.ts';
import { aRequest, pictureLife, T0 } from '../../support/request-events.ts';

const summary = (id: string, minutes: number, patch: Partial<Request> = {}) =>
  summarize(
    aRequest({ id, writtenAt: T0 + minutes * 60_000, ...patch } as Partial<Request>),
    pictureLife(),
  );
const route = () => lookBackInRoute(useRouteStore.getState().route.id);
const elsewhere = { managerId: 'manager-2', managerName: 'nsx-fra' } as Partial<Request>;

describe('the way to two requests side by side', () => {
  afterEach(() => go({ screen: 'desk' }));

  it('puts the earlier one at the left, whichever was in front', () => {
    const [early, late] = [summary('early', 1), summary('late', 2)];
    const sides = { is: 'compare', first: 'early', second: 'late' };
    openCompare(late, early);
    expect(route()).toEqual(sides);
    openCompare(early, late);
    expect(route()).toEqual(sides);
  });

  it('leads back to where it was come from, and to the requests where that is not known', () => {
    go({ screen: 'requests', id: 'one' });
    openCompare(summary('a', 1), summary('b', 2));
    openObjectHistory('m', 'e');
    leaveLookBack();
    expect(route()).toEqual({ is: 'compare', first: 'a', second: 'b' });
    leaveLookBack();
    expect(useRouteStore.getState().route).toEqual({ screen: 'requests', id: 'one' });
    openObjectHistory('m', 'e');
    useRouteStore.setState({ past: [] });
    leaveLookBack();
    expect(useRouteStore.getState().route).toEqual({ screen: 'requests' });
  });

  it.each([
    ['Esc leaves', { key: 'Escape' }, false, true],
    ['another key does not', { key: 'Enter' }, false, false],
    ['Esc with another key does not', { key: 'Escape', ctrlKey: true }, false, false],
    [
      'Esc that ends a word being composed does not',
      { key: 'Escape', isComposing: true },
      false,
      false,
    ],
    ['Esc closes a dialog or menu first', { key: 'Escape' }, true, false],
  ])('%s', (_what, held, hasLayer, isIt) => {
    const none = {
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      isComposing: false,
    };
    expect(isLeaving({ ...none, ...held }, hasLayer)).toBe(isIt);
  });

  it('changes the sides without a step of its own', () => {
    openCompare(summary('a', 1), summary('b', 2));
    const steps = useRouteStore.getState().past.length;
    changeSides('a', 'b');
    expect(route()).toEqual({ is: 'compare', first: 'b', second: 'a' });
    expect(useRouteStore.getState().past).toHaveLength(steps);
  });

  it('leads to the object that was meant, whatever stands in its id', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ minLength: 1, unit: 'grapheme' }),
        (managerId, entityId) => {
          openObjectHistory(managerId, entityId);
          expect(route()).toEqual({ is: 'object', managerId, entityId });
        },
      ),
    );
  });

  it.each([
    null,
    undefined,
    '',
    'request-1',
    'compare:',
    'compare:a',
    'compare:a/',
    'compare:a/b/c',
    'object:%/x',
  ])('is not taken for one where the route says %j', (id) =>
    expect(lookBackInRoute(id)).toBeNull(),
  );
});

describe('what a request can be compared with', () => {
  const first = summary('first', 5);
  const other = summary('other', 9, { ...elsewhere, entityName: 'Frankfurt ↔ Leeds' });
  const service = summary('service', 8, { kind: 'services', entityId: 'svc' });
  const same = summary('same', 1);
  const all = [first, other, service, same];
  const ids = (from: typeof first | null) =>
    candidatesFor(from, all).map(({ request }) => request.id);

  it('is the same object’s first, then its kind’s, then all else; never itself', () => {
    expect(ids(first)).toEqual(['same', 'other', 'service']);
  });
  it('is any, newest first, where the first is not chosen yet', () => {
    expect(ids(null)).toEqual(['other', 'service', 'first', 'same']);
  });
});

describe('whose manager is in front of a comparison', () => {
  const summaries = {
    a: summary('a', 1),
    b: summary('b', 2),
    c: summary('c', 3, elsewhere),
  };
  it('is that of both, and nobody’s where they are of two', () => {
    expect(requestOf('compare:a/b', summaries, null)?.managerName).toBe('nsx-ams-vip');
    expect(requestOf('compare:a/c', summaries, null)).toBeNull();
  });
  it('is the object’s own beside its history', () => {
    const id = `object:manager-2/${summaries.c.entityId}`;
    expect(requestOf(id, summaries, null)?.managerName).toBe('nsx-fra');
  });
});
