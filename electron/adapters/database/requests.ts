import type { Database } from 'libsql';
import type { RequestId } from '../../../shared/ids.ts';
import { Request, type RequestEvent, type RequestFact } from '../../../shared/request.ts';
import type { Store } from '../../domain/ports.ts';
import { arrivals } from './arrivals.ts';
import { facts } from './facts.ts';
import { readRow, readRows, type Skipped, seal, sealFact } from './rows.ts';

type Part = Pick<
  Store,
  'addRequest' | 'addFact' | 'addFacts' | 'together' | 'request' | 'requests' | 'events'
>;

export function requests(db: Database, skipped: Skipped): Part {
  const kept = facts(db, skipped);
  const arrived = arrivals(db);
  let isWithin = false;

  function add(requestId: RequestId, at: number, fact: RequestFact): RequestEvent {
    const life = kept.lifeOf(requestId, at);
    const event = { requestId, seq: kept.nextSeq(life), at, fact };
    kept.add(life, event, () => JSON.stringify(event));
    arrived.add(life.number);
    return event;
  }

  const transaction = db.transaction((run: () => unknown) => run());

  function together<T>(run: () => T): T {
    if (isWithin) return run();
    isWithin = true;
    try {
      return transaction.immediate(run) as T;
    } catch (error) {
      kept.forget();
      throw error;
    } finally {
      isWithin = false;
    }
  }

  return {
    addRequest(request) {
      db.prepare('INSERT INTO requests (id, written_at, data) VALUES (:id, :at, :data)').run({
        id: request.id,
        at: request.writtenAt,
        data: seal(request),
      });
    },
    addFact(requestId, at, fact) {
      const sealed = sealFact(fact);
      return together(() => add(requestId, at, sealed));
    },
    addFacts: (requestId, at, several) =>
      together(() => several.map((fact) => add(requestId, at, sealFact(fact)))),
    together,
    request(id) {
      const row = db.prepare('SELECT data FROM requests WHERE id = :id').get({ id });
      return readRow(row, Request, 'requests', skipped);
    },
    requests() {
      const rows = db.prepare('SELECT data FROM requests ORDER BY written_at, id').all();
      return readRows(rows, Request, 'requests', skipped);
    },
    events: kept.read,
  };
}
