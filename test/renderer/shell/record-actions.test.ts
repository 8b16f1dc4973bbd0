import { describe, expect, test } from 'vitest';
import { lookBackInRoute } from '../../../renderer/history/compare-routes.ts';
import { useReplayAsked } from '../../../renderer/realization/replay-store.ts';
import { mayBeReplayed } from '../../../renderer/realization/replayable.ts';
import { recordActions } from '../../../renderer/shell/record-actions.tsx';
import { type Route, useRouteStore } from '../../../renderer/shell/route-store.ts';
import { summarize } from '../../../shared/history.ts';
import { aRequest, pictureLife } from '../../support/request-events.ts';

const request = summarize(aRequest(), pictureLife());
const REQUESTS: Route = { screen: 'requests', id: request.request.id };
type Front = Parameters<typeof recordActions>[0];
const front = (of: Partial<Front>): Front => ({
  route: { screen: 'desk' },
  request: null,
  managerId: 'manager-1',
  ...of,
});
const labels = (of: Partial<Front>, isReviewing = false) =>
  recordActions(front(of), isReviewing).map(({ label }) => label);
const press = (of: Partial<Front>, label: string) => {
  const action = recordActions(front(of), false).find((one) => one.label === label);
  action?.onClick?.({} as never);
};

describe('the palette offers of the record', () => {
  const whole = ['Verify the record', 'Back up now', 'Storage'];

  test('the whole of it wherever one is', () => {
    expect(labels({})).toEqual(whole);
  });

  test('the request in front and the list around it', () => {
    expect(labels({ route: REQUESTS, request })).toEqual([
      'History of this object',
      'Replay',
      'Save the list as CSV',
      'Save the list as JSON',
      ...whole,
    ]);
  });

  test('in reviewer mode only what a reader can do', () => {
    expect(labels({ route: REQUESTS, request }, true)).toEqual([
      'History of this object',
      'Replay',
    ]);
  });

  test('the history of the object that is looked at in the inventory', () => {
    const of = { route: { screen: 'inventory', id: 'entity-1' } as Route };
    expect(labels(of)).toEqual(['History of this object', ...whole]);
    press(of, 'History of this object');
    expect(lookBackInRoute(useRouteStore.getState().route.id)).toEqual({
      is: 'object',
      managerId: 'manager-1',
      entityId: 'entity-1',
    });
  });

  test('no replay of what was refused: its page draws none, and could not end it', () => {
    const refused = { ...request, verdict: 'refused' as const, open: false, sessions: [] };
    expect(labels({ route: REQUESTS, request: refused })).not.toContain('Replay');
    expect(mayBeReplayed(refused, 5)).toBe(false);
    expect(mayBeReplayed(request, 1)).toBe(false);
    expect(mayBeReplayed(request, 2)).toBe(true);
  });

  test('a replay, which the request’s page begins', () => {
    press({ route: REQUESTS, request }, 'Replay');
    expect(useReplayAsked.getState().id).toBe(request.request.id);
  });
});
