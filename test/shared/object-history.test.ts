import { describe, expect, it } from 'vitest';
import { summarize } from '../../shared/history.ts';
import type { JsonObject } from '../../shared/json.ts';
import { objectHistory } from '../../shared/object-history.ts';
import type { Request, RequestFact } from '../../shared/request.ts';
import { answered, aRequest, life, T0 } from '../support/request-events.ts';

type End = 'taken' | 'refused' | 'lost' | 'not-sent';
const LOST: RequestFact = {
  type: 'lost',
  failure: { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: '' },
};
const NOT_SENT: RequestFact = { ...LOST, type: 'not-sent' };
const LIVES = {
  taken: life([0, { type: 'sent' }], answered(0.4)),
  refused: life([0, { type: 'sent' }], answered(0.4, 412, '{}')),
  lost: life([0, { type: 'sent' }], [5, LOST]),
  'not-sent': life([0, NOT_SENT]),
};

let written = 0;
function summary(patch: Partial<Request>, end: End = 'taken') {
  written += 1;
  const request = aRequest({
    id: `request-${written}` as Request['id'],
    writtenAt: (T0 + written) as Request['writtenAt'],
    ...patch,
  });
  return summarize(request, LIVES[end]);
}

const at = (revision: number, name: string): JsonObject => ({
  display_name: name,
  _revision: revision,
});
const put = (revision: number, from: string, to: string, end: End = 'taken') =>
  summary({ bodyBefore: at(revision, from), bodyAfter: at(revision, to) }, end);

const CREATED = () =>
  summary({ method: 'POST', bodyBefore: null, bodyAfter: { display_name: 'a' } });

type Case = { says: string; of: () => ReturnType<typeof put>[]; between: (string | null)[] };
/** `between`, newest first: revisions, and the fields that differ; `?` where it need not have been someone else. */
const CASES: Case[] = [
  {
    says: 'nothing in between where each begins where the one before ended',
    of: () => [CREATED(), put(0, 'a', 'b'), put(1, 'b', 'c')],
    between: [null, null, null],
  },
  {
    says: 'what others changed where the revision jumped',
    of: () => [put(3, 'a', 'b'), put(6, 'x', 'y')],
    between: ['4→6 display_name', null],
  },
  {
    says: 'a jump that left every field as it was',
    of: () => [put(3, 'a', 'b'), put(5, 'b', 'c')],
    between: ['4→5', null],
  },
  {
    says: 'that a refused one changed nothing: what moved the object on was someone else',
    of: () => [put(3, 'a', 'b'), put(4, 'b', 'c', 'refused'), put(5, 'x', 'y')],
    between: ['4→5 display_name', null, null],
  },
  {
    says: 'that one which was never sent changed nothing',
    of: () => [put(3, 'a', 'b'), put(4, 'b', 'c', 'not-sent'), put(4, 'b', 'd')],
    between: [null, null, null],
  },
  {
    says: 'no certainty after one in doubt',
    of: () => [put(3, 'a', 'b'), put(4, 'b', 'c', 'lost'), put(5, 'c', 'd')],
    between: ['?4→5 display_name', null, null],
  },
  {
    says: 'one of elsewhere that is followed as one revision, without fields',
    of: () => [
      put(3, 'a', 'b'),
      summary({ origin: 'elsewhere', bodyBefore: null, bodyAfter: null }),
      put(5, 'q', 'r'),
    ],
    between: [null, null, null],
  },
  {
    says: 'nothing of what was before the first one',
    of: () => [put(9, 'a', 'b')],
    between: [null],
  },
  {
    says: 'an object without a revision as one of which no jump is known',
    of: () => [
      summary({ bodyBefore: { a: 1 }, bodyAfter: { a: 2 } }),
      summary({ bodyBefore: { a: 5 }, bodyAfter: { a: 6 } }),
    ],
    between: [null, null],
  },
];

describe('the history of an object shows', () => {
  it.each(CASES)('$says', ({ of, between }) => {
    const requests = of();
    const steps = objectHistory([...requests].reverse());
    expect(steps.map(({ summary }) => summary.request.id)).toEqual(
      requests.map(({ request }) => request.id).reverse(),
    );
    const said = steps.map((step) => {
      if (step.between === null) return null;
      const { fromRevision, toRevision, changes, isElsewhere } = step.between;
      const fields = changes.map(({ label }) => label).join();
      return `${isElsewhere ? '' : '?'}${fromRevision}→${toRevision} ${fields}`.trim();
    });
    expect(said).toEqual(between);
  });
});

it('says who made the last change in between, and when, where the object says it', () => {
  const moved = { ...at(5, 'x'), _last_modified_user: 'eve@example.net', _last_modified_time: 7 };
  const lastOf = (bodyBefore: JsonObject) => {
    const requests = [put(3, 'a', 'b'), summary({ bodyBefore, bodyAfter: at(5, 'y') })];
    return objectHistory(requests)[0]?.between?.last;
  };
  expect(lastOf(moved)).toEqual({ by: 'eve@example.net', at: 7 });
  expect(lastOf(at(5, 'x'))).toBeNull();
});
