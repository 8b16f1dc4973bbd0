import type { Database } from 'libsql';
import * as z from 'zod';
import { RequestId } from '../../../shared/ids.ts';
import type { ExportedTo, Store } from '../../domain/ports.ts';
import { hexOf } from './chain.ts';
import { Shape } from './moulds.ts';
import { register } from './register.ts';
import { asBytes, Bytes, fitting, type Skipped, Utf8Text } from './rows.ts';
import { texts } from './texts.ts';

type Part = Pick<Store, 'requestsBefore' | 'dropping'>;

const Id = z.looseObject({ id: Utf8Text.pipe(RequestId) });
const Life = z.looseObject({ number: z.number(), hash: Bytes });
const Length = z.looseObject({ seq: z.number() });
const Used = z.looseObject({ life: z.number(), seq: z.number(), shape: z.number().nullable() });
const Newest = z.looseObject({ newest: z.number().nullable(), oldest: z.number().nullable() });
const Arrived = z.looseObject({ place: z.number(), life: z.number() });
const Numbered = z.looseObject({ number: z.number() });

type When = { at: number; before: number; exported: ExportedTo | null };

/** Rows that are looked at, requests and texts that are taken away, in one step. */
const PAGE = 500;
const REQUESTS_AT_ONCE = 8;
const EVENTS_AT_ONCE = 300;
const TEXTS_AT_ONCE = 200;

/**
 * Drops whole requests, some in a transaction: of each first the register says so, then the database lets go of it.
 * After them go the texts that no event uses any more.
 */
export function registerDrop(db: Database, skipped: Skipped): Part {
  const registered = register(db);
  const OLDER = `SELECT ${asBytes('id')} FROM requests JOIN lives ON request_id = id
     WHERE written_at < :before AND began + COALESCE(
       (SELECT after FROM events WHERE life = number ORDER BY seq DESC LIMIT 1), 0) < :before`;
  const older = db.prepare(
    `${OLDER} AND (written_at, requests.id) > (
       COALESCE((SELECT written_at FROM requests WHERE id = :after), :first), :after)
     ORDER BY written_at, requests.id LIMIT :limit`,
  );
  const isOlder = db.prepare(`${OLDER} AND id = :id`);
  const findLife = db.prepare(
    'SELECT number, seq, hash FROM lives JOIN heads ON life = number WHERE request_id = :id',
  );
  const gone = [
    'DELETE FROM events WHERE life = :number',
    'DELETE FROM heads WHERE life = :number',
    'DELETE FROM lives WHERE number = :number',
  ].map((sql) => db.prepare(sql));
  const unclaim = db.prepare('DELETE FROM claims WHERE request_id = :id');
  const remove = db.prepare('DELETE FROM requests WHERE id = :id');
  const swept = db.prepare('UPDATE sweeps SET count = count + 1');

  function dropOne(id: RequestId, { at, before, exported }: When): boolean {
    // Something may have been said of it since it was found old, here or by another process.
    if (!isOlder.get({ id, before })) return false;
    const life = Life.safeParse(findLife.get({ id })).data;
    if (!life) return false;
    const head = hexOf(life.hash);
    if (exported) {
      // The pack has another record of it: this one is in no file yet.
      if (exported.heads.get(id) !== head) return false;
      registered.add('exported', id, at, exported.pack);
    }
    registered.add('dropped', id, at, head);
    for (const statement of gone) statement.run({ number: life.number });
    unclaim.run({ id });
    remove.run({ id });
    swept.run({});
    return true;
  }

  /** Those of them that went: all in one transaction, since each waits for the disk. */
  const dropSome = db.transaction((ids: readonly RequestId[], when: When): RequestId[] =>
    ids.filter((id) => dropOne(id, when)),
  );

  /** From one on, as many as one transaction takes: nobody waits for those of thousands of events. */
  function howMany(ids: readonly RequestId[], from: number): number {
    let events = 0;
    let n = 0;
    while (from + n < ids.length && n < REQUESTS_AT_ONCE && events < EVENTS_AT_ONCE) {
      events += Length.safeParse(findLife.get({ id: ids[from + n] })).data?.seq ?? 0;
      n += 1;
    }
    return n;
  }

  function* work(
    ids: readonly RequestId[],
    when: When,
    done: RequestId[],
    isStopped: () => boolean,
  ): Generator<null> {
    for (let from = 0; from < ids.length && !isStopped(); ) {
      const some = ids.slice(from, from + howMany(ids, from));
      done.push(...dropSome.immediate(some, when));
      from += some.length;
      yield null;
    }
    if (done.length > 0) yield* sweep(db);
    // The log beside the file holds what was there before.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  return {
    requestsBefore(before, after, limit) {
      const place = { after: after ?? '', first: Number.MIN_SAFE_INTEGER };
      for (let most = limit; ; most += limit) {
        const rows = older.all({ before, ...place, limit: most });
        const found = fitting(rows, Id, 'requests', skipped).map(({ id }) => id);
        // One that can't be read is no end of the list.
        if (found.length >= limit || rows.length < most) return found.slice(0, limit);
      }
    },
    dropping(ids, at, before, exported = null) {
      const done: RequestId[] = [];
      let isStopped = false;
      const steps = work(ids, { at, before, exported }, done, () => isStopped);
      return {
        step: () => !steps.next().done,
        stop() {
          isStopped = true;
        },
        dropped: () => done,
      };
    },
  };
}

/** Takes away the texts that nothing uses. What begins to use one meanwhile, here or elsewhere, keeps it. */
function* sweep(db: Database): Generator<null> {
  const stored = texts(db);
  const ends = db.prepare(
    `SELECT (SELECT MAX(place) FROM arrivals) AS newest, (SELECT MIN(place) FROM arrivals) AS oldest`,
  );
  const arrived = db.prepare('SELECT place, life FROM arrivals WHERE place > :place');
  const newestOf = db.prepare(
    'SELECT life, seq, shape FROM events WHERE life = :life ORDER BY seq DESC LIMIT :limit',
  );
  const page = db.prepare(
    `SELECT life, seq, shape FROM events WHERE (life, seq) > (:life, :seq)
     ORDER BY life, seq LIMIT ${PAGE}`,
  );
  const numbers = db.prepare(
    `SELECT number FROM texts WHERE number > :after AND number <= :last ORDER BY number LIMIT ${PAGE}`,
  );
  const last = db.prepare('SELECT COALESCE(MAX(number), 0) AS number FROM texts');
  const open = db.prepare('UPDATE sweeps SET is_open = 1, count = count + 1');
  const close = db.prepare('UPDATE sweeps SET is_open = 0');
  const remove = db.prepare('DELETE FROM texts WHERE number = :number');

  const used = new Set<number>();
  function use(shape: number | null): void {
    if (shape === null || used.has(shape)) return;
    used.add(shape);
    const text = stored.get(shape);
    const parsed = text === null ? null : Shape.safeParse(JSON.parse(text));
    if (parsed && !parsed.success) throw new Error(`shape ${shape} can’t be read`);
    for (const { text: number } of parsed?.data.longs ?? []) used.add(number);
  }

  let place = Newest.parse(ends.get({})).newest ?? 0;
  const highest = Numbered.parse(last.get({})).number;
  for (let life = Number.MIN_SAFE_INTEGER, seq = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all({ life, seq }).map((row) => Used.parse(row));
    for (const { shape } of rows) use(shape);
    const end = rows.at(-1);
    if (!end) break;
    life = end.life;
    seq = end.seq;
    yield null;
  }

  /** What came since is used too; false where more has come than is remembered. */
  function catchUp(): boolean {
    const { newest, oldest } = Newest.parse(ends.get({}));
    if (newest === null) return place === 0;
    if (newest > place && oldest !== null && oldest > place + 1) return false;
    const lives = new Map<number, number>();
    for (const row of arrived.all({ place })) {
      const { life } = Arrived.parse(row);
      lives.set(life, (lives.get(life) ?? 0) + 1);
    }
    for (const [life, limit] of lives) {
      for (const row of newestOf.all({ life, limit })) use(Used.parse(row).shape);
    }
    place = Math.max(place, newest);
    return true;
  }

  const take = db.transaction((some: readonly number[]): boolean => {
    if (!catchUp()) return false;
    const unused = some.filter((number) => !used.has(number));
    if (unused.length === 0) return true;
    open.run({});
    for (const number of unused) remove.run({ number });
    close.run({});
    return true;
  });

  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const some = numbers.all({ after, last: highest }).map((row) => Numbered.parse(row).number);
    for (let from = 0; from < some.length; from += TEXTS_AT_ONCE) {
      // Too much has come meanwhile: what is left goes with the next that are dropped.
      if (!take.immediate(some.slice(from, from + TEXTS_AT_ONCE))) return;
      yield null;
    }
    const end = some.at(-1);
    if (end === undefined) return;
    after = end;
  }
}
