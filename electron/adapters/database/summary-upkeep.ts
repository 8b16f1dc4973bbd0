import type { Database } from 'libsql';
import * as z from 'zod';
import type { RequestId } from '../../../shared/ids.ts';
import { PROJECTION_VERSION } from '../../../shared/projection.ts';
import { Request } from '../../../shared/request.ts';
import type { Store } from '../../domain/ports.ts';
import { asBytes, Bytes, bufferOf, countOf, readRow, type Skipped, textOf } from './rows.ts';
import type { Summaries } from './summaries.ts';

type Part = Pick<Store, 'catchUp' | 'caughtUp' | 'indexWords'>;

// Ids as their bytes: one that can't be read is a place as well.
const Progress = z.looseObject({
  version: z.number(),
  written_at: z.number(),
  request_id: Bytes,
});
const Next = z.looseObject({
  id: Bytes,
  written_at: z.number(),
  isCurrent: z.number(),
});
const Left = z.looseObject({ left_over: z.number() });
const Numbered = z.looseObject({ number: z.number() });

/** Later than any request: where the newest is begun with. */
const FROM_THE_NEWEST = Number.MAX_SAFE_INTEGER;
/** Before any: all are done. */
export const DONE = Number.MIN_SAFE_INTEGER;
/** Rows that are in memory at once. */
const BATCH = 100;

type Place = { at: number; id: Buffer };
const NO_ID = Buffer.alloc(0);

/** The place that making summaries anew has come to. */
export function progressOf(db: Database): () => Place {
  const progress = db.prepare(
    `SELECT version, written_at, ${asBytes('request_id')} FROM summary_progress`,
  );
  return () => {
    const row = Progress.safeParse(progress.get({}));
    const isThis = row.success && row.data.version === PROJECTION_VERSION;
    return isThis
      ? { at: row.data.written_at, id: bufferOf(row.data.request_id) }
      : { at: FROM_THE_NEWEST, id: NO_ID };
  };
}

/** What summaries need beside being written with their facts: those of before, and their index of trigrams. */
export function summaryUpkeep(
  db: Database,
  skipped: Skipped,
  summaries: Pick<Summaries, 'remake' | 'forget'>,
): Part {
  const placeNow = progressOf(db);
  const saveProgress = db.prepare(
    `INSERT INTO summary_progress (id, version, written_at, request_id) VALUES (1, :version, :at, CAST(:id AS TEXT))
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, written_at = excluded.written_at,
       request_id = excluded.request_id`,
  );
  const batch = db.prepare(
    `SELECT ${asBytes('r.id')}, r.written_at, ${asBytes('r.data')}, COALESCE(s.version = :version, 0) AS isCurrent
     FROM requests AS r LEFT JOIN summaries AS s ON s.request_id = r.id
     WHERE (r.written_at, r.id) < (:at, CAST(:id AS TEXT)) ORDER BY r.written_at DESC, r.id DESC LIMIT ${BATCH}`,
  );
  const left = db.prepare(
    'SELECT COUNT(*) AS left_over FROM requests WHERE (written_at, id) < (:at, CAST(:id AS TEXT))',
  );
  const unindexed = db.prepare(
    'SELECT number FROM summary_words WHERE indexed = 0 ORDER BY number LIMIT :limit',
  );
  const index = db.prepare(
    `INSERT INTO summary_trigrams (rowid, words)
     SELECT number, words FROM summary_words WHERE number = :number`,
  );
  const indexed = db.prepare('UPDATE summary_words SET indexed = 1 WHERE number = :number');

  function requestIn(row: z.infer<typeof Next>): Request | null {
    const request = readRow(row, Request, 'requests', skipped);
    if (!request || request.id === textOf(row.id)) return request;
    // There is no such request to have a summary.
    skipped.note('requests', 'id');
    return null;
  }

  const slice = db.transaction((until: number): RequestId[] => {
    const unfinished: RequestId[] = [];
    const { at, id } = placeNow();
    if (at === DONE) return unfinished;
    const rows = batch.all({ version: PROJECTION_VERSION, at, id }).map((row) => Next.parse(row));
    let place = rows.length === 0 ? { at: DONE, id: NO_ID } : { at, id };
    for (const row of rows) {
      if (row.isCurrent === 0) {
        const request = requestIn(row);
        const made = request && summaries.remake(request, until);
        // Its checks are more than there is time for: it goes on where it was.
        if (request && !made) break;
        if (request && made && (made.summary.open || made.isInDoubt || made.isCutOff))
          unfinished.push(request.id);
      }
      place = { at: row.written_at, id: bufferOf(row.id) };
      if (performance.now() > until) break;
    }
    saveProgress.run({ version: PROJECTION_VERSION, ...place });
    return unfinished;
  });

  const indexSlice = db.transaction((ms: number): boolean => {
    const until = performance.now() + ms;
    const rows = unindexed.all({ limit: BATCH }).map((row) => Numbered.parse(row));
    for (const [at, { number }] of rows.entries()) {
      index.run({ number });
      indexed.run({ number });
      if (performance.now() > until) return at + 1 < rows.length || rows.length === BATCH;
    }
    return rows.length === BATCH;
  });

  return {
    catchUp(ms) {
      const until = performance.now() + ms;
      const unfinished: RequestId[] = [];
      try {
        // Asked at every start: nothing is written where nothing is to be done.
        while (placeNow().at !== DONE) {
          unfinished.push(...slice.immediate(until));
          if (performance.now() > until) break;
        }
        return { isDone: placeNow().at === DONE, unfinished };
      } catch (error) {
        summaries.forget();
        throw error;
      }
    },
    caughtUp() {
      const total = countOf(db, 'requests');
      const { left_over } = Left.parse(left.get(placeNow()));
      return { done: total - left_over, total };
    },
    indexWords: (ms) => unindexed.all({ limit: 1 }).length > 0 && indexSlice.immediate(ms),
  };
}
