import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';

/** What else can be done with several requests; null: there is no such part, and no button. */
export const withMany: {
  exportThem: ((ids: readonly RequestId[]) => void) | null;
  compareTwo: ((first: RequestId, second: RequestId) => void) | null;
} = { exportThem: null, compareTwo: null };

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
