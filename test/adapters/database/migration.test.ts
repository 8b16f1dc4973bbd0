import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { SCHEMA_VERSION } from '../../../electron/adapters/database/migrate.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { sealFact } from '../../../electron/adapters/database/rows.ts';
import { RequestId } from '../../../shared/ids.ts';
import { RequestEvent, type RequestFact } from '../../../shared/request.ts';
import { anyFact, anyTime } from './arbitrary-facts.ts';
import { again, type Checked, captureCheck } from './captured.ts';
import { oldFile } from './old-file.ts';
import { checked, draft, manager, request } from './samples.ts';

const BEGAN = 1_790_000_000_000;

let top: string;
let folder: string;
let store: DatabaseStore | null;
let warnings: string[];
let check: Checked;

beforeAll(async () => {
  check = await captureCheck();
});
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'spanwatch-migration-'));
  folder = join(top, 'data');
  store = null;
  warnings = [];
});
afterEach(() => {
  store?.close();
  rmSync(top, { recursive: true, force: true });
});

function open(): DatabaseStore {
  store?.close();
  store = openDatabase(folder, (message) => warnings.push(message));
  return store;
}

function tamper<T>(work: (db: InstanceType<typeof LibsqlDatabase>) => T): T {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function event(id: string, seq: number, at: number, fact: RequestFact): RequestEvent {
  return { requestId: RequestId.parse(id), seq, at, fact };
}

const EARLIER = Array.from({ length: SCHEMA_VERSION - 1 }, (_none, index) => [index + 1] as const);

/** A life with all kinds of facts, as the old versions stored them. */
function aLife(id: string): RequestEvent[] {
  const facts: RequestFact[] = [
    { type: 'sent' },
    { type: 'answered', exchange: check.exchange, nsxRequestId: 'n-1', entityId: null },
    { type: 'watch-started', sessionId: 's-1', nsxRequestId: 'n-1', deadlineMs: 60_000 },
    check,
    again(check, BEGAN + 5_000, 12.3, '7c6d3c3e-93a5-4e0d-9a3f-0c8d6a1b2c3d'),
    checked(7),
    {
      type: 'not-asked',
      startedAt: BEGAN + 9_000,
      failure: { kind: 'unreachable', address: 'nsx', reason: 'dns', detail: 'no such host' },
      nextAt: BEGAN + 19_000,
    },
    { type: 'gap', from: BEGAN, to: BEGAN + 9_000, reason: 'asleep' },
    { type: 'timed-out' },
  ];
  return facts.map((fact, index) => event(id, index + 1, BEGAN + index * 1_500, fact));
}

describe.each(EARLIER)('a file of version %i', (version) => {
  test('has the same requests and events as before, and goes on', () => {
    const lives = ['r-1', 'r-2'].map(aLife);
    oldFile(folder, version, ({ db, addRequest, addEvent }) => {
      for (const id of ['r-1', 'r-2', 'r-3']) addRequest(request(id));
      // As two watches at once write them.
      for (const [index, one] of (lives[0] ?? []).entries()) {
        addEvent(one);
        addEvent(lives[1]?.[index] as RequestEvent);
      }
      db.prepare('INSERT INTO managers (id, created_at, data) VALUES (:id, 1, :data)').run({
        id: manager.id,
        data: JSON.stringify(manager),
      });
      db.prepare('INSERT INTO drafts VALUES (:id, 1, :data)').run({
        id: 'd-1',
        data: JSON.stringify(draft(1)),
      });
    });
    for (const opening of [open, open]) {
      const opened = opening();
      expect(opened.requests()).toEqual(['r-1', 'r-2', 'r-3'].map((id) => request(id)));
      expect(opened.events(RequestId.parse('r-1'))).toEqual(lives[0]);
      expect(opened.events(RequestId.parse('r-2'))).toEqual(lives[1]);
      expect(opened.events(RequestId.parse('r-3'))).toEqual([]);
      expect(opened.managers()).toEqual([manager]);
      expect(opened.drafts()).toEqual([draft(1)]);
    }
    expect(warnings).toEqual([]);
    expect(store?.addFact(RequestId.parse('r-1'), BEGAN, { type: 'sent' }).seq).toBe(10);
    expect(store?.addFact(RequestId.parse('r-3'), BEGAN, { type: 'sent' }).seq).toBe(1);
  });
});

test('any facts of an old file read back as they did', () => {
  const lives = fc.array(fc.array(fc.tuple(anyTime, anyFact), { maxLength: 5 }), {
    minLength: 1,
    maxLength: 40,
  });
  let run = 0;
  fc.assert(
    fc.property(lives, (all) => {
      run += 1;
      folder = join(top, `data-${run}`);
      const events = all.map((facts, life) =>
        facts.map(([at, fact], index) => event(`r-${life}`, index + 1, at, sealFact(fact))),
      );
      oldFile(folder, 3, ({ addRequest, addEvent }) => {
        for (const life of all.keys()) addRequest(request(`r-${life}`));
        for (const one of events.flat()) addEvent(one);
      });
      const opened = open();
      for (const [life, its] of events.entries()) {
        const asBefore = its.map((one) => RequestEvent.parse(JSON.parse(JSON.stringify(one))));
        expect(opened.events(RequestId.parse(`r-${life}`))).toStrictEqual(asBefore);
      }
      expect(warnings).toEqual([]);
    }),
    // Each has some hundred facts.
    { numRuns: 40 },
  );
});

test('a large record is brought forward whole, and is a fraction of its size', () => {
  const id = RequestId.parse('r-1');
  const COUNT = 1_234;
  const checks = Array.from({ length: COUNT }, (_none, index) => {
    const at = BEGAN + index * 5_000;
    const requestId = `7c6d3c3e-93a5-4e0d-9a3f-${String(index).padStart(12, '0')}`;
    return event(id, index + 1, at, again(check, at - 20, 12.5, requestId));
  });
  oldFile(folder, 3, ({ addRequest, addEvent }) => {
    addRequest(request('r-1'));
    for (const one of checks) addEvent(one);
  });
  const size = () => statSync(join(folder, DATABASE_FILE)).size;
  const before = size();
  expect(open().events(id)).toEqual(checks);
  store?.close();
  expect(size()).toBeLessThan(before / 20);
  expect(open().events(id)).toEqual(checks);
  const texts = tamper((db) => db.prepare('SELECT text FROM texts').all());
  // Its body, its nodes and its shape.
  expect(texts).toHaveLength(3);
});

test('a row that was no event before is kept as it is, left out and counted as before', () => {
  const [sent, ...others] = aLife('r-1');
  const broken = ['no json', '{"requestId":"r-1","seq":9}', '"\\ud800'];
  const oddlySpaced = JSON.stringify(others[2], null, 1);
  const withMore = { ...others[3], fact: { ...others[3]?.fact, laterField: [1] } };
  oldFile(folder, 3, ({ addRequest, addEvent }) => {
    addRequest(request('r-1'));
    addEvent(sent as RequestEvent);
    addEvent(others[2] as RequestEvent, oddlySpaced);
    addEvent(others[3] as RequestEvent, JSON.stringify(withMore));
    const unknown = { type: 'of-a-later-version', at: [1] } as unknown as RequestFact;
    addEvent(event('r-1', 10, BEGAN, unknown));
    for (const [index, data] of broken.entries()) {
      addEvent(event('r-1', 20 + index, BEGAN, { type: 'sent' }), data);
    }
  });
  const opened = open();
  expect(opened.events(RequestId.parse('r-1'))).toEqual([sent, others[2], others[3]]);
  expect(opened.skippedRows()).toBe(broken.length + 1);
  const kept = tamper((db) => db.prepare('SELECT data FROM events WHERE shape IS NULL').all());
  expect(kept).toEqual([oddlySpaced, ...broken].map((data) => ({ data })));
  expect(opened.addFact(RequestId.parse('r-1'), BEGAN, { type: 'sent' }).seq).toBe(23);
});

test('a fact whose request is gone does not keep the file from being opened, and stays in it', () => {
  oldFile(folder, 3, ({ db, addRequest, addEvent }) => {
    db.exec('COMMIT; PRAGMA foreign_keys = OFF; BEGIN');
    addRequest(request('r-1'));
    addEvent(event('r-1', 1, BEGAN, { type: 'sent' }));
    addEvent(event('r-gone', 1, BEGAN, { type: 'timed-out' }));
  });
  expect(open().events(RequestId.parse('r-1'))).toHaveLength(1);
  const left = tamper((db) => db.prepare('SELECT request_id FROM events_before').all());
  expect(left).toContainEqual({ request_id: 'r-gone' });
});

test('a record that cannot be brought forward is left as it was', () => {
  oldFile(folder, 3, ({ db, addRequest, addEvent }) => {
    addRequest(request('r-1'));
    addEvent(event('r-1', 1, BEGAN, { type: 'sent' }));
    db.exec('CREATE TABLE texts (in_the_way TEXT)');
  });
  expect(() => open()).toThrow(/cannot be opened/);
  expect(tamper((db) => db.prepare('SELECT request_id, seq FROM events').all())).toEqual([
    { request_id: 'r-1', seq: 1 },
  ]);
  tamper((db) => db.exec('DROP TABLE texts'));
  expect(open().events(RequestId.parse('r-1'))).toHaveLength(1);
});
