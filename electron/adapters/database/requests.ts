import type { Database } from 'libsql';
import * as z from 'zod';
import { chainStart } from '../../../shared/chain.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { sharing } from '../../../shared/json.ts';
import { Request, type RequestEvent, type RequestFact } from '../../../shared/request.ts';
import { createSameText } from '../../../shared/same-text.ts';
import type { Store } from '../../domain/ports.ts';
import { arrivals } from './arrivals.ts';
import { chain, sha256 } from './chain.ts';
import { rawRequest } from './chain-raw.ts';
import { facts } from './facts.ts';
import { register } from './register.ts';
import { asBytes, readRow, readRows, type Skipped, seal, sealFact } from './rows.ts';
import { type Summaries, summaries } from './summaries.ts';
import { summaryUpkeep } from './summary-upkeep.ts';

const Around = z.looseObject({ swept: z.number().nullable(), version: z.number().nullable() });
type Around = z.infer<typeof Around>;

type Part = Pick<
  Store,
  | 'addRequest'
  | 'addFact'
  | 'addFacts'
  | 'together'
  | 'request'
  | 'requests'
  | 'events'
  | 'eventsAfter'
  | 'catchUp'
  | 'caughtUp'
  | 'indexWords'
> &
  Omit<Summaries, 'begin' | 'take' | 'flush' | 'forget' | 'remake'> & {
    /** Makes the summary of a request anew of its events, some of them at a time; true once it is made. */
    remakeSummary(id: string): boolean;
  };

/**
 * A request that is open is held, and is to be small: its bodies before and after are mostly alike, and its ids and
 * names are those of other requests, too.
 */
function createSlim(): (data: string) => Request {
  const same = createSameText();
  const sameTexts = (_key: string, value: unknown) =>
    typeof value === 'string' ? same(value) : value;
  return (data) => {
    const request = Request.parse(JSON.parse(data, sameTexts));
    const { bodyBefore, bodyAfter } = request;
    if (!bodyBefore || !bodyAfter) return request;
    return { ...request, bodyAfter: sharing(bodyAfter, bodyBefore) };
  };
}

export function requests(db: Database, skipped: Skipped): Part {
  const kept = facts(db, skipped);
  const arrived = arrivals(db, skipped);
  const chained = chain(db);
  const registered = register(db);
  const insert = db.prepare('INSERT INTO requests (id, written_at, data) VALUES (:id, :at, :data)');
  const { begin, take, flush, forget, remake, ...known } = summaries(db, skipped, {
    request,
    events: kept.read,
  });
  const slim = createSlim();
  let isWithin = false;
  const around = db.prepare(
    'SELECT (SELECT count FROM sweeps) AS swept, data_version AS version FROM pragma_data_version',
  );
  /** How the file was when last looked: how often texts had gone, and what another connection has written. */
  let before: Around = { swept: null, version: null };

  /** Within a transaction, which keeps others out: what is remembered may be of before. */
  function lookAround(): void {
    const now = Around.parse(around.get({}));
    if (before.swept !== null && now.swept !== before.swept) kept.forget();
    if (now.swept !== before.swept || now.version !== before.version) chained.forget();
    before = now;
  }

  function open(request: Request): void {
    const { id, writtenAt: at } = request;
    const data = seal(request);
    insert.run({ id, at, data });
    const start = chainStart(rawRequest({ id, written_at: at, data }), sha256);
    chained.begin(kept.lifeOf(id, at).number, start);
    registered.add('opened', id, at, start);
    begin(slim(data));
  }

  function request(id: RequestId): Request | null {
    const row = db.prepare(`SELECT ${asBytes('data')} FROM requests WHERE id = :id`).get({ id });
    return readRow(row, Request, 'requests', skipped);
  }

  function add(requestId: RequestId, at: number, fact: RequestFact): RequestEvent {
    const life = kept.lifeOf(requestId, at);
    const head = chained.head(life.number);
    const event = { requestId, seq: head.seq + 1, at, fact };
    kept.add(life, event, () => JSON.stringify(event), chained.append(life.number, head, event));
    arrived.add(life.number);
    take(event);
    return event;
  }

  const transaction = db.transaction((run: () => unknown) => run());

  function together<T>(run: () => T): T {
    if (isWithin) return run();
    isWithin = true;
    try {
      return transaction.immediate(() => {
        lookAround();
        const made = run();
        flush();
        return made;
      }) as T;
    } catch (error) {
      kept.forget();
      chained.forget();
      forget();
      throw error;
    } finally {
      isWithin = false;
    }
  }

  return {
    addRequest: (request) => together(() => open(request)),
    addFact(requestId, at, fact) {
      const sealed = sealFact(fact);
      return together(() => add(requestId, at, sealed));
    },
    addFacts: (requestId, at, several) =>
      together(() => several.map((fact) => add(requestId, at, sealFact(fact)))),
    together,
    request,
    requests() {
      const rows = db
        .prepare(`SELECT ${asBytes('data')} FROM requests ORDER BY written_at, id`)
        .all();
      return readRows(rows, Request, 'requests', skipped);
    },
    events: (id) => kept.read(id),
    eventsAfter: kept.read,
    remakeSummary: (id) =>
      together(() => {
        const found = request(id as RequestId);
        return found === null || remake(found, 0) !== null;
      }),
    ...known,
    ...summaryUpkeep(db, skipped, { remake, forget }),
  };
}
