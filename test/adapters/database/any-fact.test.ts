import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import {
  filler,
  takeApart,
  unpackValues,
  withLongs,
} from '../../../electron/adapters/database/fact-shape.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { sealFact } from '../../../electron/adapters/database/rows.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { RequestFact } from '../../../shared/request.ts';
import { anyCheck, anyFact, anyTime } from './arbitrary-facts.ts';
import { again } from './captured.ts';
import { request } from './samples.ts';

const RUNS = 1_000;
const PURE_RUNS = 5_000;
/** Beyond, a date has no year of four digits. */
const LAST_DATE = 10 ** 13;

/** Thousands of facts, each on the disk before the next. */
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let store: DatabaseStore;
let requests = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-any-fact-'));
  store = openDatabase(folder, (message) => expect.unreachable(message));
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function aNewRequest(): RequestId {
  requests += 1;
  store.addRequest(request(`r-${requests}`));
  return RequestId.parse(`r-${requests}`);
}

/** As JSON has it: there is no minus zero, and what is undefined is not there. */
const inJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const counted = (sql: string): number => {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    return Number((db.prepare(sql).raw().all([]) as number[][])[0]?.[0]);
  } finally {
    db.close();
  }
};

test('the facts of these tests fit the schema', () => {
  fc.assert(
    fc.property(anyFact, (fact) => {
      expect(RequestFact.safeParse(fact).error?.message).toBeUndefined();
    }),
  );
});

test('any facts read back as exactly what was added, without a gap in their numbers', () => {
  const facts = fc.array(fc.tuple(anyTime, anyFact), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(facts, (added) => {
      const id = aNewRequest();
      const events = added.map(([at, fact]) => store.addFact(id, at, fact));
      expect(events.map(({ at, fact }) => [at, fact])).toEqual(
        added.map(([at, fact]) => [at, sealFact(fact)]),
      );
      expect(events.map(({ seq }) => seq)).toEqual(added.map((_fact, index) => index + 1));
      expect(store.events(id)).toStrictEqual(inJson(events));
    }),
    { numRuns: RUNS },
  );
  expect(store.skippedRows()).toBe(0);
  expect(
    counted('SELECT count(*) FROM (SELECT 1 FROM texts GROUP BY text HAVING count(*) > 1)'),
  ).toBe(0);
});

test('any fact comes back to the letter when it is taken apart and put together', () => {
  fc.assert(
    fc.property(anyFact, anyTime, (any, at) => {
      const fact = inJson(sealFact(any)) as unknown as JsonObject;
      const { rest, holes, longs, data } = takeApart(fact, at);
      const shape = inJson({ rest, holes, longs });
      const fill = filler(withLongs(shape.rest, shape.longs), shape.holes);
      const back = fill(unpackValues(shape.holes, data, at));
      expect(JSON.stringify(back)).toBe(JSON.stringify(fact));
    }),
    { numRuns: PURE_RUNS },
  );
});

test('checks that differ in time, duration and ids alone have the same shape', () => {
  const when = fc.record({
    at: anyTime.filter((at) => Math.abs(at) < LAST_DATE),
    took: fc.nat({ max: 100_000 }).map((tenths) => tenths / 10),
    id: fc.uuid(),
  });
  fc.assert(
    fc.property(anyCheck, when, when, (any, one, other) => {
      const check = {
        ...any,
        exchange: { ...any.exchange, headers: { server: 'NSX', etag: 'W/"0"' } },
      };
      const [first, second] = [one, other].map(({ at, took, id }) => {
        const fact = sealFact(again(check, at, took, id)) as unknown as JsonObject;
        const { rest, holes, longs } = takeApart(fact, at);
        return JSON.stringify({ rest, holes, longs });
      });
      expect(first).toBe(second);
    }),
    { numRuns: RUNS },
  );
});
