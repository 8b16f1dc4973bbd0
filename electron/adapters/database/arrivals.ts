import type { Database } from 'libsql';
import * as z from 'zod';
import { RequestId } from '../../../shared/ids.ts';
import { asBytes, fitting, type Skipped, Utf8Text } from './rows.ts';

/** In which order facts came, whatever process stored them: the newest thousand or so, to learn what is new from. */
export type Arrivals = {
  /** Notes, within a transaction, that a life has a new fact. */
  add(life: number): void;
  /** The place of the newest. */
  place(): number;
  /** The requests with facts since a place; all of them where that is longer ago than is kept. */
  since(place: number): RequestId[];
};

const KEPT = 1024;
/** The oldest are taken away so many at a time. */
const TIDIED_EVERY = 256;

const Place = z.looseObject({ newest: z.number().nullable(), oldest: z.number().nullable() });
const Changed = z.looseObject({ request_id: Utf8Text.pipe(RequestId) });

export function arrivals(db: Database, skipped: Skipped): Arrivals {
  const insert = db.prepare('INSERT INTO arrivals (life) VALUES (:life)');
  const tidy = db.prepare('DELETE FROM arrivals WHERE place <= :place');
  // Two questions, since SQLite answers each from one end of the table, and both together by reading all of it.
  const ends = db.prepare(
    'SELECT (SELECT MAX(place) FROM arrivals) AS newest, (SELECT MIN(place) FROM arrivals) AS oldest',
  );
  const changed = db.prepare(
    `SELECT ${asBytes('request_id')} FROM lives
     WHERE number IN (SELECT life FROM arrivals WHERE place > :place)`,
  );
  const all = db.prepare(`SELECT ${asBytes('request_id')} FROM lives`);

  const placeNow = () => Place.parse(ends.get({}));
  return {
    add(life) {
      const place = Number(insert.run({ life }).lastInsertRowid);
      if (place % TIDIED_EVERY === 0) tidy.run({ place: place - KEPT });
    },
    place: () => placeNow().newest ?? 0,
    since(place) {
      const { oldest } = placeNow();
      const isKept = oldest === null || place >= oldest - 1;
      const rows = isKept ? changed.all({ place }) : all.all({});
      return fitting(rows, Changed, 'lives', skipped).map((row) => row.request_id);
    },
  };
}
