import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
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

/** Adds tags to each of several requests; what each has stays. The number that has them now, and why the next has not. */
export async function tagMany(
  ids: readonly RequestId[],
  tags: readonly string[],
  onDone: (done: number) => void,
): Promise<{ done: number; failure: Failure | null }> {
  let done = 0;
  for (const requestId of ids) {
    const known = await call('history.get', { requestId, withEvents: false });
    if (!known.ok) return { done, failure: known.failure };
    const before = known.value.summary.tags ?? [];
    const all = [...new Set([...before, ...tags])];
    if (all.length > before.length) {
      const answer = await call('history.tag', { requestId, tags: all });
      if (!answer.ok) return { done, failure: answer.failure };
    }
    done += 1;
    onDone(done);
  }
  return { done, failure: null };
}
