import { describe, expect, it } from 'vitest';
import { settleByListing, settleByReading } from '../../electron/domain/send/settle.ts';
import type { JsonObject } from '../../shared/json.ts';
import { GUIDE_SESSION, SESSION_BODY } from '../support/fakes.ts';
import { aRequest } from '../support/request-events.ts';

const T = 1_700_000_000_000;
const AFTER: JsonObject = {
  ...SESSION_BODY,
  display_name: 'New name',
  tags: [
    { scope: 'a', tag: '1' },
    { scope: 'b', tag: '2' },
  ],
};
const put = aRequest({
  method: 'PUT',
  entityId: GUIDE_SESSION,
  bodyBefore: { ...SESSION_BODY, description: 'was here' },
  bodyAfter: AFTER,
  writtenAt: T,
});
const post = aRequest({ ...put, method: 'POST', entityId: null, bodyBefore: null });
const remove = aRequest({ ...put, method: 'DELETE', bodyAfter: null });

describe('reading back a write without an answer', () => {
  const reversed = { ...AFTER, tags: [...(AFTER.tags as JsonObject[])].reverse(), _revision: 4 };
  it.each([
    ['a PUT, still at the old revision', put, SESSION_BODY, 'not-applied'],
    ['a PUT, as it was sent', put, { ...AFTER, _revision: 4 }, 'applied'],
    ['a PUT, as it was sent but for the order of tags', put, reversed, 'applied'],
    ['a PUT, with fields of NSX’s own beside', put, { ...AFTER, _revision: 4, ttl: 1 }, 'applied'],
    ['a PUT, changed by someone else', put, { ...AFTER, enabled: false, _revision: 5 }, 'unclear'],
    [
      'a PUT that took a field away, which is still there',
      put,
      { ...AFTER, description: 'was here', _revision: 4 },
      'unclear',
    ],
    ['a PUT, the object is gone', put, null, 'unclear'],
    ['a DELETE, gone', remove, null, 'applied'],
    ['a DELETE, still there', remove, SESSION_BODY, 'not-applied'],
  ] as const)('%s', (_name, request, live, outcome) => {
    expect(settleByReading(request, live).outcome).toBe(outcome);
  });

  const made = { ...AFTER, id: 'new', _revision: 0, _create_time: T + 1000 };
  const older = { ...made, _create_time: T - 86_400_000 };
  const other = { ...SESSION_BODY, display_name: 'Other', _create_time: T - 86_400_000 };
  it.each([
    ['one just like it, made since', [other, made], 'applied'],
    ['one just like it, tags in another order', [{ ...made, tags: reversed.tags }], 'applied'],
    ['two just like it', [made, { ...made, id: 'two' }], 'unclear'],
    ['one of the name that reads otherwise', [{ ...made, enabled: false }], 'unclear'],
    ['one of the name from before', [older], 'unclear'],
    ['another one, made just now', [{ ...other, _create_time: T + 10 }], 'unclear'],
    ['only others, from before', [other], 'not-applied'],
    ['nothing', [], 'not-applied'],
  ] as const)('a POST, listed: %s', (_name, listed, outcome) => {
    expect(settleByListing(post, listed).outcome).toBe(outcome);
  });

  it('knows the id of what a POST has made', () => {
    expect(settleByListing(post, [made]).entityId).toBe('new');
  });
});
