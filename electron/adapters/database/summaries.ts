import type { Database } from 'libsql';
import * as z from 'zod';
import { ASKS_FOR_A_PERSON } from '../../../shared/attention.ts';
import { linesOfFact, withLines } from '../../../shared/history-words.ts';
import { RequestId } from '../../../shared/ids.ts';
import { isAside } from '../../../shared/life.ts';
import {
  createProjection,
  type Projected,
  type Projection,
  withAside,
} from '../../../shared/projection.ts';
import type { Request, RequestEvent, RequestSummary } from '../../../shared/request.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, fitting, type Skipped, Utf8Text } from './rows.ts';
import {
  type StoredSummary,
  SUMMARY_COLUMNS,
  SUMMARY_TABLES,
  summaryIn,
  summaryWriter,
  type Written,
} from './summary-rows.ts';

type Part = Pick<
  Store,
  | 'standing'
  | 'unfinished'
  | 'newestRequests'
  | 'asking'
  | 'countRequests'
  | 'requestsOfDraft'
  | 'requestsCalled'
>;

/** Kept up by whoever writes the facts, within the transaction of the facts. */
export type Summaries = Part & {
  /** A request is on record. */
  begin(request: Request): void;
  /** It has one more fact, which is stored already. */
  take(event: RequestEvent): void;
  /** Writes what has changed: the last thing in a transaction. */
  flush(): void;
  /** A transaction was undone. */
  forget(): void;
  /**
   * Makes the summary of a request anew from all its facts. Null where its time (`performance.now()`) was up before
   * the last of them: asked again, it goes on from there.
   */
  remake(request: Request, until?: number): Remade | null;
};

export type Remade = Pick<Projected, 'summary' | 'isInDoubt' | 'isCutOff'>;

type Source = {
  request(id: RequestId): Request | null;
  events(id: RequestId, after?: number, limit?: number): RequestEvent[];
};

/** Facts that are read before it is asked whether the time is up. */
const REMADE_AT_ONCE = 200;

/** A request that is open is held, so that the thousandth check costs what the first did. */
type Live = {
  seq: number;
  sum: Sum;
  /** What it comes to, until there is another fact. */
  projected: Projected | null;
  written: Written | null;
};

/** Of what has ended only what is said of it is added. */
type Sum = Pick<Projection, 'add' | 'now' | 'words' | 'holdsWords' | 'letGoOfWords'>;

function add(held: Live, event: RequestEvent): void {
  held.sum.add(event);
  held.seq = event.seq;
  held.projected = null;
}

function nowOf(held: Live): Projected {
  held.projected ??= held.sum.now();
  return held.projected;
}

const ASKING = JSON.stringify([...ASKS_FOR_A_PERSON]);

const Id = z.looseObject({ request_id: Utf8Text.pipe(RequestId) });
const Words = z.looseObject({ words: Utf8Text });
const Through = z.looseObject({ through: z.number() });
const Counted = z.looseObject({ requests: z.number() });

/** Writes that ended with their answer: what follows from an answer is looked for in the newest of them alone. */
const CUT_OFF_LOOKED_AT = 100;

export function summaries(db: Database, skipped: Skipped, source: Source): Summaries {
  let write = summaryWriter(db);
  const live = new Map<RequestId, Live>();
  const dirty = new Set<RequestId>();
  /** Those that are being made anew, and have not all their facts yet: nobody is told of them. */
  const partly = new Map<RequestId, Live>();

  const select = (where: string) =>
    db.prepare(`SELECT ${SUMMARY_COLUMNS} FROM ${SUMMARY_TABLES} ${where}`);
  const one = select('WHERE s.request_id = :id');
  const newest = select('ORDER BY s.written_at DESC, s.request_id DESC LIMIT :limit');
  const asking = select(
    `WHERE s.written_at >= :since AND s.open = 0 AND s.verdict IN (SELECT value FROM json_each(:verdicts))
     AND NOT EXISTS (SELECT 1 FROM summaries AS later WHERE later.entity_id = s.entity_id AND later.kind = s.kind
       AND later.manager_id = s.manager_id AND later.written_at > s.written_at)
     ORDER BY s.written_at DESC LIMIT :limit`,
  );
  const ofDraft = select('WHERE s.draft_id = :draft ORDER BY s.written_at, s.request_id');
  // Between a prefix and the last text that begins with it: the indexes know these.
  const called = (column: string) =>
    select(`WHERE ${column} >= :head AND ${column} < :head || char(1114111) LIMIT :limit`);
  const calledOurs = called('s.request_id');
  const calledTheirs = called('s.nsx_request_id');
  const throughOf = db.prepare('SELECT through FROM summaries WHERE request_id = :id');
  const wordsOf = db.prepare(
    `SELECT ${asBytes('words')} FROM summary_words WHERE number = :number`,
  );
  const count = db.prepare('SELECT COUNT(*) AS requests FROM requests');
  const ids = (where: string) =>
    db.prepare(`SELECT ${asBytes('request_id')} FROM summaries WHERE ${where}`);
  const open = ids('open = 1');
  const inDoubt = ids('doubt = 1');
  // A draft that is still there may be done; and without one, only what has just been written may be half done.
  const cutOff = db.prepare(
    `SELECT ${asBytes('request_id')} FROM summaries WHERE cut_off = 1 AND draft_id IN (SELECT id FROM drafts)
     UNION SELECT ${asBytes('request_id')} FROM (SELECT request_id FROM summaries WHERE cut_off = 1
       ORDER BY number DESC LIMIT ${CUT_OFF_LOOKED_AT})`,
  );

  function hold(request: Request): Live {
    const held = begun(request);
    live.set(request.id, held);
    return held;
  }

  const begun = (request: Request): Live => ({
    seq: 0,
    sum: createProjection(request),
    projected: null,
    written: null,
  });

  function replay(request: Request): Live {
    const held = hold(request);
    for (const event of source.events(request.id)) add(held, event);
    return held;
  }

  /** As they are stored; null where they can't be read. */
  const wordsIn = (number: number) =>
    fitting([wordsOf.get({ number })], Words, 'summary_words', skipped)[0]?.words ?? null;

  function wordsAnew(request: Request): string {
    const projection = createProjection(request);
    for (const event of source.events(request.id)) projection.add(event);
    return projection.words();
  }

  /** What ended keeps its summary alone, with what is said of it since; null where its words can't be read. */
  function holdEnded(stored: StoredSummary): Live | null {
    const { number, summary } = stored;
    let words = wordsIn(number);
    if (words === null) return null;
    let projected: Projected = { ...stored, nodes: new Map() };
    const sum: Sum = {
      add(event) {
        projected = withAside(projected, event);
        words = withLines(words ?? '', linesOfFact(event.fact));
      },
      now: () => projected,
      words: () => words ?? '',
      holdsWords: () => true,
      letGoOfWords: () => {},
    };
    // Only its tags, data and words can become others: written as if they had been none.
    const written: Written = { number, said: '', tags: '', nodes: new Map() };
    const held: Live = { seq: stored.through, sum, projected: null, written };
    live.set(summary.request.id, held);
    return held;
  }

  function heldFor(event: RequestEvent): Live | null {
    const known = live.get(event.requestId);
    if (known?.seq === event.seq - 1) return known;
    const row = one.get({ id: event.requestId });
    const stored = row ? summaryIn(row, skipped) : null;
    const isRemark = isAside(event.fact) && stored?.summary.open === false;
    const isNext = isRemark && stored?.through === event.seq - 1;
    const ended = stored && isNext ? holdEnded(stored) : null;
    if (ended) return ended;
    const request = stored?.summary.request ?? source.request(event.requestId);
    if (!request) return null;
    const held = hold(request);
    for (const each of source.events(event.requestId)) if (each.seq < event.seq) add(held, each);
    return held;
  }

  function put(id: RequestId, held: Live): void {
    const projected = nowOf(held);
    const { sum, seq } = held;
    const words = sum.holdsWords() ? sum.words() : null;
    if (held.written) write.changes(held.written, projected, seq, words);
    else held.written = write.whole(projected, seq, words ?? sum.words());
    const { number } = held.written;
    const { request, open } = projected.summary;
    if (!open) live.delete(id);
    else if (words !== null) sum.letGoOfWords(() => wordsIn(number) ?? wordsAnew(request));
  }

  /** What is held is of before: another process has put more on record. */
  function isOld(id: RequestId): boolean {
    const held = live.get(id);
    if (!held) return false;
    return Through.safeParse(throughOf.get({ id })).data?.through !== held.seq;
  }

  function stored(id: RequestId): StoredSummary | null {
    const row = one.get({ id });
    return row ? summaryIn(row, skipped) : null;
  }

  const read = (rows: unknown[]): RequestSummary[] =>
    rows.flatMap((row) => summaryIn(row, skipped)?.summary ?? []);
  const idsIn = (rows: unknown[]) =>
    fitting(rows, Id, 'summaries', skipped).map((row) => row.request_id);

  return {
    begin(request) {
      hold(request);
      dirty.add(request.id);
    },
    take(event) {
      const held = heldFor(event);
      if (!held) return;
      add(held, event);
      dirty.add(event.requestId);
    },
    flush() {
      for (const id of dirty) {
        const held = live.get(id);
        if (held) put(id, held);
      }
      dirty.clear();
    },
    forget() {
      dirty.clear();
      live.clear();
      partly.clear();
      // A statement that has failed says so once more when it is used next.
      write = summaryWriter(db);
    },
    remake(request, until = Number.POSITIVE_INFINITY) {
      const { id } = request;
      const held = partly.get(id) ?? begun(request);
      partly.set(id, held);
      for (let isMore = true; isMore; ) {
        const some = source.events(id, held.seq, REMADE_AT_ONCE);
        for (const event of some) add(held, event);
        isMore = some.length === REMADE_AT_ONCE;
        if (isMore && performance.now() > until) return null;
      }
      // Beyond a row that can't be read, if there is one.
      for (const event of source.events(id, held.seq)) add(held, event);
      partly.delete(id);
      live.set(id, held);
      put(id, held);
      const { summary, isInDoubt, isCutOff } = nowOf(held);
      return { summary, isInDoubt, isCutOff };
    },
    standing(id, isFresh = false) {
      if (isFresh && !dirty.has(id) && isOld(id)) live.delete(id);
      const held = live.get(id);
      if (held) {
        const { summary, isInDoubt } = nowOf(held);
        return { summary, isInDoubt, newestFact: held.seq };
      }
      const found = stored(id);
      if (found) {
        const { summary, isInDoubt, through } = found;
        return { summary, isInDoubt, newestFact: through };
      }
      // Of before, and its turn has not come; or it can't be read as it was stored.
      const request = source.request(id);
      if (!request) return null;
      const made = replay(request);
      live.delete(id);
      const { summary, isInDoubt } = nowOf(made);
      return { summary, isInDoubt, newestFact: made.seq };
    },
    unfinished: () => ({
      open: idsIn(open.all({})),
      inDoubt: idsIn(inDoubt.all({})),
      cutOff: idsIn(cutOff.all({})),
    }),
    newestRequests: (limit) => read(newest.all({ limit })),
    asking: (since, limit) => read(asking.all({ since, limit, verdicts: ASKING })),
    countRequests: () => Counted.parse(count.get({})).requests,
    requestsOfDraft: (draft) => read(ofDraft.all({ draft })),
    requestsCalled(head, limit) {
      const all = [...calledOurs.all({ head, limit }), ...calledTheirs.all({ head, limit })];
      const found = new Map(read(all).map((summary) => [summary.request.id, summary]));
      return [...found.values()].slice(0, limit);
    },
  };
}
