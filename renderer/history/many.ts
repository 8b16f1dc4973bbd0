import { ALL_REQUESTS, MAX_HISTORY_PAGE, NEWEST_FIRST } from '../../shared/history-query.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { RequestSummary, ReviewMark } from '../../shared/request.ts';
import { type Failure, ok, type Result } from '../../shared/result.ts';
import { eachOnce } from '../../shared/tags.ts';
import { count } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { wordsOf } from '../ui/failure.tsx';
import { toast, untoast } from '../ui/toast.ts';
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

type Outcome = {
  done: number;
  /** Of how many something was said; the others were so already, or are left as they are. */
  said: number;
  failure: Failure | null;
  /** Takes back what was done to each, and leaves what was said of it since; null where nothing was. */
  undo: (() => Promise<Outcome>) | null;
};
/** Hears how many are done; where it answers with false it goes no further. */
type OnDone = (done: number) => unknown;
/** What is said of a request as it stands; null: nothing. */
type Act = (summary: RequestSummary) => Promise<Result<unknown>> | null;
type Step = { act: Promise<Result<unknown>>; back: Act };

/** Does one thing to each of several requests, in turn; how many are done, and why the next is not. */
async function inTurn(
  ids: readonly RequestId[],
  stepOf: (summary: RequestSummary) => Step | null,
  onDone: OnDone,
): Promise<Outcome> {
  const backs = new Map<RequestId, Act>();
  const undo = () => {
    const again = (summary: RequestSummary): Step | null => {
      const act = backs.get(summary.request.id)?.(summary);
      return act ? { act, back: () => null } : null;
    };
    return inTurn([...backs.keys()], again, () => undefined);
  };
  const outcome = (done: number, failure: Failure | null) => ({
    ...{ done, failure, said: backs.size },
    undo: backs.size > 0 ? undo : null,
  });
  let done = 0;
  for (const requestId of ids) {
    const known = await call('history.get', { requestId, withEvents: false });
    if (!known.ok) return outcome(done, known.failure);
    const step = stepOf(known.value.summary);
    const answer = await step?.act;
    if (answer && !answer.ok) return outcome(done, answer.failure);
    if (step) backs.set(requestId, step.back);
    done += 1;
    if (onDone(done) === false) break;
  }
  return outcome(done, null);
}

/** Says its tags with some more and some less; null where they are so already. */
function tagged(
  { request, tags: before = [] }: RequestSummary,
  add: readonly string[],
  remove: readonly string[],
): Step | null {
  const left = before.filter((one) => !remove.includes(one));
  const tags = eachOnce([...left, ...add]);
  const gave = tags.filter((one) => !before.includes(one));
  const took = before.filter((one) => !tags.includes(one));
  if (gave.length + took.length === 0) return null;
  return {
    act: call('history.tag', { requestId: request.id, tags }),
    back: (now) => tagged(now, took, gave)?.act ?? null,
  };
}

/** Adds tags to each of several requests and takes others from it; what else each has stays. */
export function tagMany(
  ids: readonly RequestId[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  onDone: OnDone,
): Promise<Outcome> {
  return inTurn(ids, (summary) => tagged(summary, add, remove), onDone);
}

/**
 * Puts a mark on each of several requests, or takes it away; one that has it already is left as it is. `by`: in whose
 * name; where somebody else's mark stood before, it is not given again in that name when all is taken back: there the mark
 * that was put is taken off, so that nothing stays signed off by mistake.
 */
export function markMany(
  ids: readonly RequestId[],
  mark: ReviewMark | null,
  onDone: OnDone,
  by: string | null = null,
): Promise<Outcome> {
  const markOf = ({ mark: its }: RequestSummary) => its?.mark ?? null;
  const put = (summary: RequestSummary): Step | null => {
    const requestId = summary.request.id;
    const before = markOf(summary);
    if (before === mark) return null;
    const isOthers = by !== null && summary.mark !== undefined && summary.mark.by !== by;
    return {
      act: call('history.mark', { requestId, mark }),
      back: (now) => {
        const was = isOthers ? null : before;
        return markOf(now) === mark && was !== mark
          ? call('history.mark', { requestId, mark: was })
          : null;
      },
    };
  };
  return inTurn(ids, put, onDone);
}

/** "3 requests", or "2 of 3 requests" where it was stopped. */
export function doneWords(done: number, of: number): string {
  const requests = count(of, 'request');
  return done < of ? `${done.toLocaleString('en-US')} of ${requests}` : requests;
}

/** What was taken back, and of how many; one of which something was said since is left. */
export function backWords(taken: number, of: number): string {
  return `Taken back: ${doneWords(taken, of)}`;
}

/** Says what was done to several requests, with the way to take it back; `left`: what that does not reach. */
export function sayDone(
  title: string,
  message: string | undefined,
  { undo, said }: Outcome,
  left = 'The record has both',
): void {
  const about = 'many';
  const act = undo && {
    label: 'Undo',
    run: () => {
      untoast(about);
      void undo().then(({ failure, said: taken }) => {
        if (failure) toast({ title: wordsOf(failure).title, tone: 'danger' });
        else toast({ title: backWords(taken, said), message: left, tone: 'ok' });
      });
    },
  };
  toast({ title, message, tone: 'ok', about, ...(act && { act }) });
}

/** What a mark would stand over: `who`, the others' names, each once. */
export type MarksThere = { own: number; others: number; same: number; who: readonly string[] };

/** The marks that several requests have, beside one that somebody is about to put on all of them. */
export async function marksThere(
  ids: readonly RequestId[],
  mark: ReviewMark | null,
  by: string,
): Promise<Result<MarksThere>> {
  const rows: RequestSummary[] = [];
  const filter = { ...ALL_REQUESTS, only: [...ids] };
  for (;;) {
    const answer = await call('history.find', {
      filter,
      sort: NEWEST_FIRST,
      offset: rows.length,
      limit: MAX_HISTORY_PAGE,
      locate: null,
    });
    if (!answer.ok) return answer;
    rows.push(...answer.value.rows);
    if (answer.value.rows.length === 0 || rows.length >= answer.value.total) break;
  }
  const isSame = (one: RequestSummary) => (one.mark?.mark ?? null) === mark;
  const over = rows.filter((one) => !isSame(one)).flatMap((one) => one.mark ?? []);
  const others = over.filter((one) => one.by !== by);
  return {
    ok: true,
    value: {
      own: over.length - others.length,
      others: others.length,
      same: mark === null ? 0 : rows.filter(isSame).length,
      who: eachOnce(others.map((one) => (one.by === '' ? 'no name' : one.by))),
    },
  };
}

/** The tags that any of several requests has, the most frequent first. */
export async function tagsOfMany(ids: readonly RequestId[]): Promise<Result<readonly string[]>> {
  const filter = { ...ALL_REQUESTS, only: [...ids] };
  const answer = await call('history.facets', { filter });
  return answer.ok ? ok(answer.value.facets.tags.map(({ value }) => value)) : answer;
}
