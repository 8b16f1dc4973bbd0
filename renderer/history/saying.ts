import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';
import type { RequestSummary, ReviewMark } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { putSummary } from './history-store.ts';

/** What is being said of a request: shown as if it were on record already, until main has answered. */
export type Saying = {
  /** How much of it main has not answered yet. */
  left: number;
  tags?: readonly string[];
  mark?: ReviewMark | null;
  failure: Failure | null;
};

const NOTHING: Saying = { left: 0, failure: null };

/** Sayings by request. */
const useSayings = create<Readonly<Record<string, Saying>>>(() => ({}));
/** One after the other, in the order in which they were said: who types fast waits for nothing and loses nothing. */
const queues = new Map<RequestId, Promise<unknown>>();

/** What is being said of a request, for as long as it is shown. */
export const useSaying = (id: RequestId): Saying => useSayings((all) => all[id] ?? NOTHING);

/** What is being said of a request now. */
export const sayingOf = (id: RequestId): Saying => useSayings.getState()[id] ?? NOTHING;

const put = (id: RequestId, change: Partial<Saying>) =>
  useSayings.setState({ [id]: { ...sayingOf(id), ...change } });

async function say(
  id: RequestId,
  change: Pick<Saying, 'tags' | 'mark'>,
  ask: () => Promise<Result<RequestSummary>>,
): Promise<boolean> {
  put(id, { ...change, left: sayingOf(id).left + 1, failure: null });
  const answered = (queues.get(id) ?? Promise.resolve()).then(ask);
  queues.set(id, answered);
  const answer = await answered;
  if (answer.ok) putSummary(answer.value);
  const { left, ...rest } = sayingOf(id);
  const failure = answer.ok ? rest.failure : answer.failure;
  // The last is answered: from now on it is what the record says.
  if (left > 1) put(id, { left: left - 1, failure });
  else {
    queues.delete(id);
    useSayings.setState({ [id]: { left: 0, failure } });
  }
  return answer.ok;
}

/** Says which tags it has from now on. */
export function sayTags(requestId: RequestId, tags: readonly string[]): Promise<boolean> {
  return say(requestId, { tags }, () => call('history.tag', { requestId, tags: [...tags] }));
}

/** Says the mark that it has from now on; null takes it back. */
export function sayMark(requestId: RequestId, mark: ReviewMark | null): Promise<boolean> {
  return say(requestId, { mark }, () => call('history.mark', { requestId, mark }));
}

/** Adds a note. */
export function sayNote(requestId: RequestId, text: string): Promise<boolean> {
  return say(requestId, {}, () => call('history.note', { requestId, text }));
}
