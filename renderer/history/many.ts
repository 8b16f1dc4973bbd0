import { ALL_REQUESTS } from '../../shared/history-query.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { RequestSummary, ReviewMark } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { eachOnce } from '../../shared/tags.ts';
import { call } from '../bridge.ts';
import { openCompare } from './compare-routes.ts';

/** Shows two requests side by side; why not, where one of them can't be read. */
export async function compareTwo(one: RequestId, other: RequestId): Promise<Failure | null> {
  const [first, second] = await Promise.all(
    [one, other].map((requestId) => call('history.get', { requestId, withEvents: false })),
  );
  if (!first?.ok) return first?.failure ?? null;
  if (!second?.ok) return second?.failure ?? null;
  openCompare(first.value.summary, second.value.summary);
  return null;
}

type Outcome = { done: number; failure: Failure | null };
type OnDone = (done: number) => void;

/** Does one thing to each of several requests, in turn; how many are done, and why the next is not. */
async function inTurn(
  ids: readonly RequestId[],
  act: (summary: RequestSummary) => Promise<Result<unknown>> | null,
  onDone: OnDone,
): Promise<Outcome> {
  let done = 0;
  for (const requestId of ids) {
    const known = await call('history.get', { requestId, withEvents: false });
    if (!known.ok) return { done, failure: known.failure };
    const answer = await act(known.value.summary);
    if (answer && !answer.ok) return { done, failure: answer.failure };
    done += 1;
    onDone(done);
  }
  return { done, failure: null };
}

/** Adds tags to each of several requests and takes others from it; what else each has stays. */
export function tagMany(
  ids: readonly RequestId[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  onDone: OnDone,
): Promise<Outcome> {
  const tag = ({ request, tags: before = [] }: RequestSummary) => {
    const left = before.filter((one) => !remove.includes(one));
    const tags = eachOnce([...left, ...add]);
    const isSame = tags.length === before.length && tags.every((one) => before.includes(one));
    return isSame ? null : call('history.tag', { requestId: request.id, tags });
  };
  return inTurn(ids, tag, onDone);
}

/** Puts a mark on each of several requests, or takes it away; one that has it already is left as it is. */
export function markMany(
  ids: readonly RequestId[],
  mark: ReviewMark | null,
  onDone: OnDone,
): Promise<Outcome> {
  const put = ({ request, mark: before }: RequestSummary) =>
    (before?.mark ?? null) === mark ? null : call('history.mark', { requestId: request.id, mark });
  return inTurn(ids, put, onDone);
}

/** The tags that any of several requests has, the most frequent first. */
export async function tagsOfMany(ids: readonly RequestId[]): Promise<readonly string[]> {
  const filter = { ...ALL_REQUESTS, only: [...ids] };
  const answer = await call('history.facets', { filter });
  return answer.ok ? answer.value.facets.tags.map(({ value }) => value) : [];
}
