import { createHash } from 'node:crypto';
import type { Database } from 'libsql';
import * as z from 'zod';
import { type RegisterEntry, registerNext, registerStart } from '../../../shared/chain.ts';
import { type ChainBreak, checkChain } from '../../../shared/chain-check.ts';
import {
  type Kept,
  type KeptHead,
  requestFingerprint,
} from '../../../shared/record-fingerprint.ts';
import {
  type DropRun,
  MOST_DROP_RUNS,
  MOST_PROBLEMS,
  type VerifyProblem,
  type VerifyProgress,
  type VerifyReport,
} from '../../../shared/verify-contract.ts';
import type { Store, Verification } from '../../domain/ports.ts';
import { hexOf, sha256 } from './chain.ts';
import { RegisterHead } from './register.ts';
import { Bytes, bufferOf, TextBytes } from './rows.ts';
import { HASH_BYTES, remembering, texts } from './texts.ts';
import { type Remake, type RequestCheck, requestChecks } from './verify-chain.ts';
import { fingerprintList, keptCheck } from './verify-kept.ts';
import { foreignSummaries } from './verify-summary.ts';

type Part = Pick<Store, 'verifying' | 'chainOf' | 'registerHead'>;

// As blobs and numbers, whatever stands there: see `textOf`.
const ENTRY_COLUMNS = `CAST(place AS INTEGER) AS place, CAST(what AS BLOB) AS what,
  CAST(request_id AS BLOB) AS request_id, CAST(at AS INTEGER) AS at, CAST(head AS BLOB) AS head,
  CAST(link AS BLOB) AS link`;
const Entry = z.looseObject({
  place: z.number(),
  what: TextBytes,
  request_id: TextBytes,
  at: z.number(),
  head: Bytes,
  link: Bytes,
});
const Count = z.looseObject({ count: z.number() });
const Id = z.looseObject({ id: TextBytes });
const Number_ = z.looseObject({ number: z.number().nullable() });
const Text = z.looseObject({ number: z.number(), hash: z.number(), text: Bytes });
const Head = z.looseObject({ seq: z.number(), hash: Bytes });

/** Rows of one question; small, since whoever asks goes on with something else in between. */
const PAGE = 64;
/** Ids of one question that looks for what is not in the register. */
const FOREIGN_PAGE = 500;

/**
 * The record as it stands in the file against its chains. It is verified in steps, each a small piece of work: whoever
 * takes them may do other things in between, or stop.
 */
export function verify(db: Database, remake: Remake = () => true): Part {
  const findHead = db.prepare(
    'SELECT seq, hash FROM lives JOIN heads ON life = number WHERE request_id = :id',
  );
  return {
    verifying: (requestId, kept) => createVerification(db, requestId, remake, kept ?? null),
    registerHead() {
      const row = db.prepare('SELECT id, place, hash FROM register_head').get({});
      const head = RegisterHead.safeParse(row).data;
      return head ? hexOf(head.hash) : null;
    },
    chainOf(id) {
      const found = Head.safeParse(findHead.get({ id })).data;
      return found ? { seq: found.seq, head: hexOf(found.hash) } : null;
    },
  };
}

function createVerification(
  db: Database,
  requestId: string | null,
  remake: Remake,
  kept: Kept | null,
): Verification {
  const then = keptCheck(kept);
  const listing = fingerprintList();
  let list: string | null = null;
  const stored = remembering(db, texts(db));
  const checkRequest = requestChecks(db, stored, remake);
  const report: VerifyReport = {
    requestId,
    requests: 0,
    events: 0,
    dropped: 0,
    dropRunCount: 0,
    dropRuns: [],
    problems: [],
    problemCount: 0,
    fingerprint: null,
    kept: kept && { fingerprint: kept.fingerprint, requests: kept.requests.size, dropped: 0 },
    cancelled: false,
  };
  const progress: VerifyProgress = { done: 0, total: 0 };

  const page = db.prepare(
    `SELECT ${ENTRY_COLUMNS} FROM register
     WHERE place > :after AND place <= :last ORDER BY register.place LIMIT ${PAGE}`,
  );
  const entriesOf = db.prepare(
    `SELECT ${ENTRY_COLUMNS} FROM register
     WHERE request_id = :id ORDER BY register.place`,
  );
  const isRequest = db.prepare('SELECT 1 AS count FROM requests WHERE id = :id');
  const isDropped = db.prepare(
    "SELECT 1 AS count FROM register WHERE request_id = :id AND what = 'dropped'",
  );

  function note(what: VerifyProblem['what'], more: Partial<VerifyProblem>): void {
    noteAll([{ what, requestId: null, name: null, seq: null, at: null, detail: null, ...more }]);
  }
  function noteAll(problems: readonly VerifyProblem[]): void {
    report.problemCount += problems.length;
    const room = MOST_PROBLEMS - report.problems.length;
    report.problems.push(...problems.slice(0, Math.max(0, room)));
  }

  /** What SQLite itself can't read is a finding like any other, and the rest is looked at all the same. */
  function* guarded<T>(
    where: Partial<VerifyProblem>,
    work: () => Generator<null, T>,
  ): Generator<null, T | null> {
    try {
      return yield* work();
    } catch (error) {
      const detail = error instanceof z.ZodError ? 'a column of the wrong kind' : String(error);
      note('unreadable', { ...where, detail });
      return null;
    }
  }

  function* request(opened: { requestId: string; at: number; head: string }) {
    report.requests += 1;
    const { requestId } = opened;
    const checked = yield* guarded<RequestCheck>({ requestId }, function* () {
      const steps = checkRequest(opened, then.of(requestId));
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
        if (step.value) {
          report.events += 1;
          progress.done += 1;
        }
        yield null;
      }
    });
    // Dropped while this was looking at it: the register says so by now.
    const hasGone = (checked?.problems.length ?? 0) > 0 && isDropped.get({ id: requestId });
    if (checked && !hasGone) noteAll(checked.problems);
    if (hasGone) then.dropped(requestId);
    else then.met(requestId);
    // Any problem, here or elsewhere, and there is no fingerprint.
    if (!hasGone && checked?.end) listing.add(requestId, checked.end);
    return checked;
  }

  function* wholeRegister(): Generator<null, KeptHead | null> {
    const end = RegisterHead.safeParse(
      db
        .prepare(
          `SELECT id, CAST(place AS INTEGER) AS place, CAST(hash AS BLOB) AS hash FROM register_head`,
        )
        .get({}),
    ).data;
    const headNow = end && end.id === 1 ? { seq: end.place, hash: hexOf(end.hash) } : null;
    const chain = checkChain<RegisterEntry>(registerStart(sha256), headNow, (head, entry) =>
      registerNext(head, entry, sha256),
    );
    const times = new Map<number, { at: number; requestId: string }>();
    // Entries that came after this began are for the next time.
    const last = Math.max(headNow?.seq ?? 0, highest('SELECT MAX(place) AS number FROM register'));
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = page.all({ after, last });
      for (const raw of rows) {
        const row = Entry.parse(raw);
        const { place, at, request_id: requestId } = row;
        const what = row.what as RegisterEntry['what'];
        const head = hexOf(row.head);
        const entry = { place, what, requestId, at, head } as RegisterEntry;
        chain.add(place, entry, hexOf(row.link));
        then.passed(place, chain.head());
        if (times.size < PAGE || chain.broken()) times.set(place, { at, requestId });
        after = later(after, place);
        yield* entryOf(row.what, { requestId, at, head });
        yield null;
      }
      if (rows.length < PAGE) break;
    }
    // Where nothing was put on record yet there is no end of the register either.
    const isEmpty = !end && last === 0 && highest('SELECT COUNT(*) AS number FROM requests') === 0;
    if (!isEmpty) for (const broken of chain.end()) tellRegister(broken, times);
    for (const id of then.missing()) note('kept-missing', { requestId: id });
    const other = then.otherRegister();
    if (other !== null) note('kept-register', { seq: other });
    return headNow ? { seq: headNow.seq, head: headNow.hash } : null;
  }

  function* entryOf(
    what: string,
    opened: { requestId: string; at: number; head: string },
  ): Generator<null> {
    const { requestId } = opened;
    if (what === 'exported') {
      runOf(opened.at).pack = opened.head;
      return;
    }
    if (what === 'dropped') {
      report.dropped += 1;
      runOf(opened.at).requests += 1;
      if (isRequest.get({ id: requestId })) {
        const detail = 'The register says that it was dropped, and it is there.';
        note('request-added', { requestId, detail });
      }
      return;
    }
    // What was dropped since is no hole.
    if (!isRequest.get({ id: requestId }) && isDropped.get({ id: requestId })) {
      then.dropped(requestId);
      return;
    }
    yield* request(opened);
  }

  /** What goes in one go has one time in the register. */
  function runOf(at: number): DropRun {
    const known = report.dropRuns.find((run) => run.at === at);
    if (known) return known;
    const run: DropRun = { at, requests: 0, pack: null };
    report.dropRunCount += 1;
    report.dropRuns.unshift(run);
    report.dropRuns.splice(MOST_DROP_RUNS);
    return run;
  }

  function tellRegister(
    broken: ChainBreak,
    known: ReadonlyMap<number, { at: number; requestId: string }>,
  ): void {
    const here = known.get(broken.seq);
    const isHead = broken.what === 'head';
    const isMissing = broken.what === 'missing';
    const at = isMissing ? known.get(broken.seq - 1)?.at : here?.at;
    note(isMissing ? 'register-missing' : 'register-changed', {
      seq: isHead ? null : broken.seq,
      at: at ?? null,
      requestId: isMissing ? null : (here?.requestId ?? null),
    });
  }

  /** What is in the file and belongs to nothing that was put on record. */
  function* foreign(): Generator<null> {
    const requests = db.prepare(
      `SELECT CAST(id AS BLOB) AS id,
         id IN (SELECT request_id FROM register WHERE what <> 'exported') AS count FROM requests
       WHERE id > :after ORDER BY requests.id LIMIT ${FOREIGN_PAGE}`,
    );
    for (let after = ''; ; ) {
      const rows = requests.all({ after }).map((row) => Id.extend(Count.shape).parse(row));
      for (const { id, count } of rows) {
        if (count === 0) note('request-added', { requestId: id });
      }
      yield null;
      const last = rows.at(-1);
      if (!last) break;
      if (last.id <= after) throw new Error(OUT_OF_ORDER);
      after = last.id;
    }
    const lives = db.prepare(
      `SELECT number, CAST(request_id AS BLOB) AS id, request_id IN (SELECT id FROM requests) AS count
       FROM lives WHERE number > :after ORDER BY number LIMIT ${FOREIGN_PAGE}`,
    );
    yield* walked(lives);
    const heads = db.prepare(
      `SELECT life AS number, NULL AS id, life IN (SELECT number FROM lives) AS count
       FROM heads WHERE life > :after ORDER BY life LIMIT ${FOREIGN_PAGE}`,
    );
    yield* walked(heads);
    // From request to request, without reading their events.
    const next = db.prepare('SELECT MIN(life) AS number FROM events WHERE life > :after');
    const isLife = db.prepare('SELECT 1 AS count FROM lives WHERE number = :number');
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const { number } = Number_.parse(next.get({ after }));
      if (number === null) return;
      if (!isLife.get({ number })) note('event-added', {});
      after = later(after, number);
      yield null;
    }
  }

  /** Rows with a number; those that belong to nothing have a count of none. */
  function* walked(rows: ReturnType<Database['prepare']>): Generator<null> {
    const Row = Count.extend({ number: z.number(), id: TextBytes.nullable() });
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const found = rows.all({ after }).map((row) => Row.parse(row));
      for (const { id, count } of found) {
        if (count === 0) note('event-added', { requestId: id });
      }
      yield null;
      const last = found.at(-1);
      if (!last) return;
      after = later(after, last.number);
    }
  }

  function* allTexts(): Generator<null> {
    const some = db.prepare(
      `SELECT number, CAST(hash AS INTEGER) AS hash, CAST(text AS BLOB) AS text FROM texts
       WHERE number > :after ORDER BY number LIMIT 4`,
    );
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = some.all({ after }).map((row) => Text.parse(row));
      for (const { number, hash, text } of rows) {
        const digest = createHash('sha256').update(bufferOf(text)).digest();
        if (digest.readUIntBE(0, HASH_BYTES) !== hash) note('text-damaged', { seq: number });
        progress.done += 1;
        yield null;
      }
      const last = rows.at(-1);
      if (!last) return;
      after = later(after, last.number);
    }
  }

  const highest = (sql: string) => Number_.safeParse(db.prepare(sql).get({})).data?.number ?? 0;

  function* whole(): Generator<null> {
    progress.total =
      highest('SELECT SUM(seq) AS number FROM heads') +
      highest('SELECT COUNT(*) AS number FROM texts');
    const register = yield* guarded({}, wholeRegister);
    yield* guarded({}, foreign);
    yield* guarded({}, function* () {
      for (const one of foreignSummaries(db)) {
        if (one) note('summary-changed', one);
        yield null;
      }
    });
    yield* guarded({}, allTexts);
    if (report.problemCount > 0) return;
    // Where nothing was ever put on record there is no register either.
    const made = listing.end(register ?? { seq: 0, head: registerStart(sha256) });
    report.fingerprint = made.fingerprint;
    list = made.list;
  }

  function* one(id: string): Generator<null> {
    const entries = entriesOf.all({ id }).map((row) => Entry.parse(row));
    const opened = entries.find(({ what }) => what === 'opened');
    if (!opened) {
      note('request-added', { requestId: id });
      return;
    }
    progress.total = highestOf(id);
    const head = hexOf(opened.head);
    const checked = yield* request({ requestId: id, at: opened.at, head });
    if (report.problemCount > 0 || !checked?.end) return;
    report.fingerprint = requestFingerprint(checked.end);
  }

  function highestOf(id: string): number {
    const found = db
      .prepare('SELECT seq AS number FROM lives JOIN heads ON life = number WHERE request_id = :id')
      .get({ id });
    return Number_.safeParse(found).data?.number ?? 0;
  }

  const steps = requestId === null ? whole() : guarded({ requestId }, () => one(requestId));
  return {
    step: () => (steps.next().done ? null : progress),
    report: () => ({
      ...report,
      kept: report.kept && { ...report.kept, dropped: then.howManyDropped() },
    }),
    list: () => list,
  };
}

const OUT_OF_ORDER = 'the rows are out of their order';

/** In a damaged file a table can lead back to where it was: that is a finding, and no way to go on. */
function later(before: number, next: number): number {
  if (next <= before) throw new Error(OUT_OF_ORDER);
  return next;
}
