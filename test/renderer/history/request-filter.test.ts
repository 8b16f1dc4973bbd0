import { describe, expect, it } from 'vitest';
import { withEvent } from '../../../renderer/history/history-store.ts';
import { filterRequests, managersOf, NO_FILTER } from '../../../renderer/history/request-filter.ts';
import { summarize } from '../../../shared/history.ts';
import { isNotRealized } from '../../../shared/history-keys.ts';
import type { Request } from '../../../shared/request.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  pictureLife,
  stateBody,
  WATCH,
} from '../../support/request-events.ts';

function realized(id: string, patch: Partial<Request> = {}) {
  return summarize(aRequest({ id, ...patch } as Partial<Request>), pictureLife());
}

const open = summarize(
  aRequest({ id: 'open', entityName: 'Frankfurt ↔ Leeds' } as Partial<Request>),
  life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH]),
);
const refused = summarize(
  aRequest({ id: 'refused', managerId: 'm2', managerName: 'nsx-lab' } as Partial<Request>),
  life([0, { type: 'sent' }], answered(0.4, 400)),
);
const all = [open, refused, realized('good')];
const ids = (list: typeof all) => list.map(({ request }) => request.id);

describe('the filters of the requests', () => {
  it('show open ones, and those that ended otherwise than meant', () => {
    expect(ids(filterRequests(all, { ...NO_FILTER, show: 'open' }))).toEqual(['open']);
    expect(ids(filterRequests(all, { ...NO_FILTER, show: 'not-realized' }))).toEqual(['refused']);
    expect(isNotRealized(open)).toBe(false);
  });

  it('find by every typed word: name, id, field, verdict, manager', () => {
    const typed = (words: string) => ids(filterRequests(all, { ...NO_FILTER, typed: words }));
    expect(typed('leeds')).toEqual(['open']);
    expect(typed('LAB refused')).toEqual(['refused']);
    expect(typed('e550100d destinations realized')).toEqual(['good']);
    expect(typed('leeds refused')).toEqual([]);
  });

  it('keep to one manager', () => {
    expect(managersOf(all).map(({ name }) => name)).toEqual(['nsx-ams-vip', 'nsx-lab']);
    expect(ids(filterRequests(all, { ...NO_FILTER, managerId: 'm2' }))).toEqual(['refused']);
  });
});

describe('facts that come one by one', () => {
  const facts = life(
    [0, { type: 'sent' }],
    answered(0.4),
    [0.5, WATCH],
    checked(2, stateBody('in_sync', 's')),
  );

  it('are put in their place, each once', () => {
    const [first, second, third] = facts;
    if (!first || !second || !third) throw new Error('no facts');
    expect(withEvent([first, second], second)).toEqual({ events: [first, second], whole: true });
    expect(withEvent([first, third], second)).toEqual({
      events: [first, second, third],
      whole: true,
    });
  });

  it('are known to be not whole where one was missed', () => {
    const [first, , third] = facts;
    if (!first || !third) throw new Error('no facts');
    expect(withEvent([first], third).whole).toBe(false);
  });
});
