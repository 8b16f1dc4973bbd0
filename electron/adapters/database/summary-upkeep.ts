import type { Database } from 'libsql';
import * as z from 'zod';
import type { RequestId } from '../../../shared/ids.ts';
import { PROJECTION_VERSION } from '../../../shared/projection.ts';
import { Request } from '../../../shared/request.ts';
import type { Store } from '../../domain/ports.ts';
import { readRow, type Skipped } from './rows.ts';
import type { Summaries } from './summaries.ts';

type Part = Pick<Store, 'catchUp' | 'indexWords'>;

const Progress = z.looseObject({
  version: z.number(),
  written_at: z.number(),
  request_id: z.string(),
});
const Next = z.looseObject({
  id: z.custom<RequestId>((id) => typeof id === 'string'),
  written_at: z.number(),
  isCurrent: z.number(),
  data: z.string(),
});
const Words = z.looseObject({ number: z.number(), words: z.string() });

/** Later than any request: where the newest is begun with. */
const FROM_THE_NEWEST = Number.MAX_SAFE_INTEGER;
/** Before any: all are done. */
export const DONE = Number.MIN_SAFE_INTEGER;
/** Rows that are in memory at once. */
const BATCH = 100;

/** The place that making summaries anew has come to. */
export function progressOf(db: Database): () => { at: number; id: string } {
  const progress = db.prepare('SELECT version, written_at, request_id FROM summary_progress');
  return () => {
    const row = Progress.safeParse(progress.get({}));
    const isThis = row.success && row.data.version === PROJECTION_VERSION;
    return isThis
      ? { at: row.data.written_at, id: row.data.request_id }
      : { at: FROM_THE_NEWEST, id: '' };
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
    `INSERT INTO summary_progress (id, version, written_at, request_id) VALUES (1, :version, :at, :id)
     ON CONFLICT (id) DO UPDATE SET version = :version, written_at = :at, request_id = :id`,
  );
  const batch = db.prepare(
    `SELECT r.id, r.written_at, r.data, COALESCE(s.version = :version, 0) AS isCurrent
     FROM requests AS r LEFT JOIN summaries AS s ON s.request_id = r.id
     WHERE (r.written_at, r.id) < (:at, :id) ORDER BY r.written_at DESC, r.id DESC LIMIT ${BATCH}`,
  );
  const unindexed = db.prepare(
    'SELECT number, words FROM summary_words WHERE indexed = 0 ORDER BY number LIMIT :limit',
  );
  const index = db.prepare('INSERT INTO summary_trigrams (rowid, words) VALUES (:number, :words)');
  const indexed = db.prepare('UPDATE summary_words SET indexed = 1 WHERE number = :number');

  const slice = db.transaction((until: number): RequestId[] => {
    const unfinished: RequestId[] = [];
    const { at, id } = placeNow();
    if (at === DONE) return unfinished;
    const rows = batch.all({ version: PROJECTION_VERSION, at, id }).map((row) => Next.parse(row));
    let place = rows.length === 0 ? { at: DONE, id: '' } : { at, id };
    for (const row of rows) {
      if (row.isCurrent === 0) {
        const request = readRow(row, Request, 'requests', skipped);
        const made = request && summaries.remake(request, until);
        // Its checks are more than there is time for: it goes on where it was.
        if (request && !made) break;
        if (made && (made.summary.open || made.isInDoubt || made.isCutOff)) unfinished.push(row.id);
      }
      place = { at: row.written_at, id: row.id };
      if (performance.now() > until) break;
    }
    saveProgress.run({ version: PROJECTION_VERSION, ...place });
    return unfinished;
  });

  const indexSlice = db.transaction((ms: number): boolean => {
    const until = performance.now() + ms;
    const rows = unindexed.all({ limit: BATCH }).map((row) => Words.parse(row));
    for (const [at, { number, words }] of rows.entries()) {
      index.run({ number, words });
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
    indexWords: (ms) => unindexed.all({ limit: 1 }).length > 0 && indexSlice.immediate(ms),
  };
}
