import type { Database } from 'libsql';
import * as z from 'zod';
import type { Store } from '../../domain/ports.ts';
import {
  EVENT_COLUMNS,
  EventRow,
  REQUEST_COLUMNS,
  RequestRow,
  rawEvents,
  rawRequest,
} from './chain-raw.ts';
import { texts } from './texts.ts';

const Life = z.looseObject({ number: z.number(), began: z.number() });

/** A request's record as its chain hashes it: the very rows, not as a schema of this version reads them. */
export function rawRecord(db: Database): Pick<Store, 'rawRecord'> {
  const stored = texts(db);
  const findRequest = db.prepare(`SELECT ${REQUEST_COLUMNS} FROM requests WHERE id = :id`);
  const findLife = db.prepare(
    `SELECT CAST(number AS INTEGER) AS number, CAST(began AS INTEGER) AS began FROM lives
     WHERE request_id = :id`,
  );
  const findEvents = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE life = :life ORDER BY events.seq`,
  );
  return {
    rawRecord(id) {
      const row = RequestRow.safeParse(findRequest.get({ id })).data;
      if (!row) return null;
      const life = Life.safeParse(findLife.get({ id })).data;
      const read = life && rawEvents(stored, { requestId: id, began: life.began });
      const found = life ? findEvents.all({ life: life.number }) : [];
      const events = read ? found.map((one) => read(EventRow.parse(one))) : [];
      return { request: rawRequest(row), events };
    },
  };
}
