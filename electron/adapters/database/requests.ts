import type { Database } from 'libsql';
import * as z from 'zod';
import { Request, RequestEvent } from '../../../shared/request.ts';
import type { Store } from '../../domain/ports.ts';
import { readRow, readRows, type Skipped, seal, sealFact } from './rows.ts';

type Part = Pick<Store, 'addRequest' | 'addFact' | 'request' | 'requests' | 'events'>;

const Seq = z.looseObject({ seq: z.number().int() });

export function requests(db: Database, skipped: Skipped): Part {
  return {
    addRequest(request) {
      db.prepare('INSERT INTO requests (id, written_at, data) VALUES (:id, :at, :data)').run({
        id: request.id,
        at: request.writtenAt,
        data: seal(request),
      });
    },
    addFact(requestId, at, fact) {
      const add = db.transaction((): RequestEvent => {
        const row = db
          .prepare('SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM events WHERE request_id = :id')
          .get({ id: requestId });
        const event = { requestId, seq: Seq.parse(row).seq, at, fact: sealFact(fact) };
        db.prepare(
          'INSERT INTO events (request_id, seq, at, data) VALUES (:id, :seq, :at, :data)',
        ).run({ id: requestId, seq: event.seq, at, data: JSON.stringify(event) });
        return event;
      });
      return add.immediate();
    },
    request(id) {
      const row = db.prepare('SELECT data FROM requests WHERE id = :id').get({ id });
      return readRow(row, Request, 'requests', skipped);
    },
    requests() {
      const rows = db.prepare('SELECT data FROM requests ORDER BY written_at, id').all();
      return readRows(rows, Request, 'requests', skipped);
    },
    events(id) {
      const rows = db
        .prepare('SELECT data FROM events WHERE request_id = :id ORDER BY seq')
        .all({ id });
      return readRows(rows, RequestEvent, 'events', skipped);
    },
  };
}
