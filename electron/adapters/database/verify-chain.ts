import type { Database } from 'libsql';
import * as z from 'zod';
import { chainNext, chainStart, LINK_DIGITS, linkOf } from '../../../shared/chain.ts';
import { type ChainBreak, type ChainCheck, checkChain } from '../../../shared/chain-check.ts';
import type { KeptHead } from '../../../shared/record-fingerprint.ts';
import type { RequestEvent } from '../../../shared/request.ts';
import type { VerifyProblem } from '../../../shared/verify-contract.ts';
import { hexOf, sha256 } from './chain.ts';
import {
  EVENT_COLUMNS,
  EventRow,
  REQUEST_COLUMNS,
  RequestRow,
  rawEvents,
  rawRequest,
} from './chain-raw.ts';
import { Bytes } from './rows.ts';
import type { Remembering } from './texts.ts';
import { summaryChecks } from './verify-summary.ts';

/** What the register has of a request. */
export type Opened = { requestId: string; at: number; head: string };

const Chained = EventRow.extend({ link: Bytes });
const Life = z.looseObject({ number: z.number(), began: z.number() });
/** In one question, so that what is appended meanwhile is in all of it or in nothing. */
const Ends = z.looseObject({
  seq: z.number().nullable(),
  hash: Bytes.nullable(),
  last: z.number().nullable(),
});

/** Rows that are in memory at once. */
const PAGE = 64;
/** So many events behind a break are looked through for what stood there once. */
const LOOKED_THROUGH = 1000;

/** Makes a summary anew of its events, some of them at a time; true once it is made. */
export type Remake = (id: string) => boolean;

/** `end`: where its chain ends, as far as that is known. */
export type RequestCheck = { problems: VerifyProblem[]; end: KeptHead | null };

/** Verifies one request: its row, each of its events, its head, and what its summary says. Yields true after each event, false in between. */
export function requestChecks(db: Database, stored: Remembering, remake: Remake) {
  const summaryCheck = summaryChecks(db);
  const findRequest = db.prepare(`SELECT ${REQUEST_COLUMNS} FROM requests WHERE id = :id`);
  const findLife =
    db.prepare(`SELECT CAST(number AS INTEGER) AS number, CAST(began AS INTEGER) AS began FROM lives
     WHERE request_id = :id`);
  const findEnds = db.prepare(
    `SELECT CAST(seq AS INTEGER) AS seq, CAST(hash AS BLOB) AS hash, (SELECT CAST(MAX(seq) AS INTEGER) FROM events WHERE life = :life) AS last
     FROM (SELECT 1) LEFT JOIN heads ON life = :life`,
  );
  const page = db.prepare(
    `SELECT ${EVENT_COLUMNS}, CAST(link AS BLOB) AS link FROM events
     WHERE life = :life AND seq > :after AND seq <= :last ORDER BY events.seq LIMIT ${PAGE}`,
  );

  /** `then`: what its chain had come to at the time of a kept fingerprint. */
  return function* check(
    opened: Opened,
    then: KeptHead | undefined,
  ): Generator<boolean, RequestCheck> {
    const { requestId: id } = opened;
    const row = RequestRow.safeParse(findRequest.get({ id })).data;
    const name = row ? nameOf(row) : null;
    const problem = (what: VerifyProblem['what'], more: Partial<VerifyProblem> = {}) => ({
      what,
      requestId: id,
      name,
      seq: null,
      at: null,
      detail: null,
      ...more,
    });
    if (!row) return { problems: [problem('request-missing', { at: opened.at })], end: null };
    const start = chainStart(rawRequest(row), sha256);
    const problems = start === opened.head ? [] : [problem('request-changed')];
    const life = Life.safeParse(findLife.get({ id })).data;
    if (!life) return { problems: [...problems, problem('event-missing')], end: null };
    const { seq, hash, last } = Ends.parse(findEnds.get({ life: life.number }));
    // Its events are counted from then on, and say so; where there are none nothing else does.
    if (last === null && life.began !== row.written_at) {
      problems.push(problem('head-changed', { seq: 0 }));
    }
    const kept = seq === null || hash === null ? null : { seq, hash: hexOf(hash) };
    const read = rawEvents(stored, { requestId: id, began: life.began });
    const summary = summaryCheck(rawRequest(row));
    const times = new Map<number, number>();
    const chain: ChainCheck<RequestEvent> = checkChain(opened.head, kept, (head, event) =>
      chainNext(head, event, sha256),
    );

    let isAsThen = then?.seq === 0 && then.head === opened.head;
    let after = Number.MIN_SAFE_INTEGER;
    let later: RequestEvent[] = [];
    const links = new Map<number, string>();
    for (;;) {
      const rows = page.all({ life: life.number, after, last: last ?? 0 });
      stored.lookAround();
      for (const one of rows) {
        const found = Chained.parse(one);
        const event = read(found);
        const link = hexOf(found.link);
        chain.add(found.seq, event, link);
        if (found.seq === then?.seq) isAsThen = chain.head() === then.head;
        if (!chain.broken()) summary.add(event, found.shape);
        if (chain.broken() && later.length < LOOKED_THROUGH) {
          later.push(event);
          links.set(found.seq, link);
        }
        times.set(found.seq, event.at);
        if (found.seq <= after) throw new Error('the events are out of their order');
        after = found.seq;
        yield true;
      }
      if (rows.length < PAGE) break;
    }

    const atOf = (of: number) => times.get(of) ?? null;
    const broken = chain.broken();
    const from = broken && cameFrom(broken, later, links);
    for (const each of chain.end()) {
      const moved: ChainBreak =
        each.what === 'changed' && from ? { what: 'moved', seq: each.seq, from } : each;
      problems.push(told(moved));
    }
    later = [];
    // What a summary should say is known where the events are as recorded.
    if (problems.length === 0 && summary.isOther(life.number, newer)) {
      problems.push(problem('summary-changed'));
      while (!remake(id)) yield false;
    }
    if (then && !isAsThen) problems.push(problem('kept-differs', { seq: then.seq }));
    return { problems, end: kept && { seq: kept.seq, head: kept.hash } };

    function newer(one: unknown): RequestEvent {
      stored.lookAround();
      return read(EventRow.parse(one));
    }

    function told(broke: ChainBreak): VerifyProblem {
      const at = atOf(broke.seq);
      switch (broke.what) {
        case 'changed':
          return problem('event-changed', { seq: broke.seq, at });
        case 'moved': {
          const detail = `fact ${broke.from} should stand there`;
          return problem('event-moved', { seq: broke.seq, at, detail });
        }
        case 'missing':
          return problem('event-missing', { seq: broke.seq, at: atOf(broke.seq - 1) });
        case 'added':
          return problem('event-added', { seq: broke.seq, at });
        case 'link':
          return problem('link-changed', { seq: broke.seq, at });
        case 'head':
          return problem('head-changed', { seq: broke.seq, at });
      }
    }
  };
}

/** The place where what belongs at a break stands now: moved with its check bytes, or without them. */
function cameFrom(
  { seq, before, link }: { seq: number; before: string; link: string },
  later: readonly RequestEvent[],
  links: ReadonlyMap<number, string>,
): number | null {
  const here = later[0];
  for (const event of later.slice(1)) {
    const tried = [{ ...event, seq }, ...(here ? [{ ...event, seq, at: here.at }] : [])];
    for (const one of tried) {
      const found = linkOf(chainNext(before, one, sha256)).slice(0, LINK_DIGITS);
      if (found === link || found === links.get(event.seq)) return event.seq;
    }
  }
  return null;
}

const Named = z.looseObject({ method: z.string(), entityName: z.string() });

/** "PUT Berlin 1", as far as its row can be read. */
function nameOf(row: RequestRow): string | null {
  const { data } = Named.safeParse(rawRequest(row));
  return data ? `${data.method} ${data.entityName}` : null;
}
