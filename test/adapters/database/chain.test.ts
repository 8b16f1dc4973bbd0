import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../electron/adapters/database/chain.ts';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import {
  chainNext,
  chainStart,
  linkOf,
  registerNext,
  registerStart,
} from '../../../shared/chain.ts';
import { arrived, type FactsText } from '../../../shared/evidence/carried.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestFact } from '../../../shared/request.ts';
import { must } from '../../support/fakes.ts';
import { anyFact, anyTime } from './arbitrary-facts.ts';
import { oldFile } from './old-file.ts';
import { checked, request } from './samples.ts';

let folder: string;
let store: DatabaseStore | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-chain-'));
  store = null;
});
afterEach(() => {
  store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const R1 = RequestId.parse('r-1');

function open(owner?: string): DatabaseStore {
  const opened = openDatabase(folder, () => {}, owner);
  store = opened;
  return opened;
}

type Row = { request_id: string; head: string; seq: number; links: string };

/** What the file has of each chain. */
function rows(): Row[] {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    return db
      .prepare(
        `SELECT request_id, lower(hex(hash)) AS head, heads.seq,
           (SELECT lower(group_concat(hex(link), ',' ORDER BY events.seq)) FROM events WHERE events.life = number) AS links
         FROM lives JOIN heads ON heads.life = number ORDER BY number`,
      )
      .all() as Row[];
  } finally {
    db.close();
  }
}

/** The same, made anew from what the store reads back. */
function expected(opened: DatabaseStore): Row[] {
  return opened.requests().map((one) => {
    let head = chainStart(one, sha256);
    const events = opened.events(one.id);
    const links = events.map((event) => {
      head = chainNext(head, event, sha256);
      return linkOf(head);
    });
    const seq = events.at(-1)?.seq ?? 0;
    return { request_id: one.id, head, seq, links: links.length === 0 ? null : links.join(',') };
  }) as Row[];
}

test('each event is chained to those before it, and each request is in the register', () => {
  const opened = open();
  for (const id of ['r-1', 'r-2', 'r-3']) opened.addRequest(request(id, 10));
  const facts: RequestFact[] = [{ type: 'sent' }, checked(1), checked(2), { type: 'timed-out' }];
  for (const fact of facts) {
    opened.addFact(R1, 30, fact);
    opened.addFacts(RequestId.parse('r-2'), 40, [fact, { type: 'stopped' }]);
  }
  expect(rows()).toEqual(expected(opened));

  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  const head = db.prepare('SELECT place, lower(hex(hash)) AS hash FROM register_head').get();
  db.close();
  const hash = opened.requests().reduce((before, one, index) => {
    const entry = { what: 'opened' as const, requestId: one.id, at: one.writtenAt };
    const start = chainStart(one, sha256);
    return registerNext(before, { place: index + 1, ...entry, head: start }, sha256);
  }, registerStart(sha256));
  expect(head).toMatchObject({ place: 3, hash });
});

test('any facts are chained as what is read back of them', () => {
  const all = fc.array(fc.tuple(anyTime, anyFact), { maxLength: 12 });
  let run = 0;
  const opened = open();
  fc.assert(
    fc.property(all, (facts) => {
      run += 1;
      const id = RequestId.parse(`r-${run}`);
      opened.addRequest(request(id, run));
      for (const [at, fact] of facts) opened.addFact(id, at, fact);
    }),
    { numRuns: 60 },
  );
  expect(opened.skippedRows()).toBe(0);
  expect(rows()).toEqual(expected(opened));
});

test.each([[1], [3], [4], [8]])('facts of a file of version %i are chained', (version) => {
  oldFile(folder, version, ({ addRequest, addEvent }) => {
    for (const id of ['r-1', 'r-2', 'r-3']) addRequest(request(id));
    for (let seq = 1; seq <= 450; seq += 1) {
      addEvent({ requestId: R1, seq, at: 20 + seq, fact: checked(seq % 7) });
      if (seq <= 3) {
        const requestId = RequestId.parse('r-2');
        addEvent({ requestId, seq, at: 20 + seq, fact: { type: 'sent' } });
      }
    }
  });
  const opened = open();
  const inOrder = (list: Row[]) => list.sort((a, b) => (a.request_id < b.request_id ? -1 : 1));
  expect(inOrder(rows())).toEqual(inOrder(expected(opened)));
  opened.addFact(R1, 900, { type: 'timed-out' });
  opened.addFact(RequestId.parse('r-3'), 900, { type: 'sent' });
  expect(inOrder(rows())).toEqual(inOrder(expected(opened)));
});

test('two processes that append to one request make one chain', () => {
  const one = open('one');
  const other = openDatabase(folder, () => {}, 'other');
  try {
    one.addRequest(request('r-1', 10));
    for (let at = 20; at < 40; at += 1) (at % 2 === 0 ? one : other).addFact(R1, at, checked(at));
    expect(one.events(R1).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 20 }, (_none, index) => index + 1),
    );
    expect(rows()).toEqual(expected(one));
  } finally {
    other.close();
  }
});

test('of a request that could not be put on record whole, nothing is there', () => {
  const opened = open();
  opened.addRequest(request('r-1'));
  expect(() => opened.addRequest(request('r-1'))).toThrow();
  expect(rows()).toHaveLength(1);
  opened.addRequest(request('r-2'));
  expect(rows()).toEqual(expected(opened));
});

/** A record as an export reads it. */
async function carried(opened: DatabaseStore, id: RequestId, limit: number) {
  const facts: FactsText[] = [];
  for (let after = 0; ; ) {
    const page = must(await opened.archive.record(id, after, limit));
    const { request, rawRequest, through, isLast } = page;
    facts.push(page.facts);
    after = through;
    if (isLast) return arrived({ request, rawRequest, nodeNames: {}, facts });
  }
}

test('a record that is read page by page is whole, and what its chain is a chain of, also where a schema of another day reads less of it', async () => {
  const fact = fc.tuple(anyTime, anyFact, fc.boolean());
  const facts = fc.array(fact, { maxLength: 5 });
  let n = 0;
  const opened = open();
  await fc.assert(
    fc.asyncProperty(facts, fc.boolean(), async (added, isOfAnotherDay) => {
      const id = RequestId.parse(`raw-${++n}`);
      const more = (is: boolean) => (is ? { ofAnotherDay: true } : {});
      opened.addRequest({ ...request(id), ...more(isOfAnotherDay) });
      for (const [at, fact, isMore] of added) opened.addFact(id, at, { ...fact, ...more(isMore) });
      const record = await carried(opened, id, 2);
      expect(record.request).toEqual(opened.request(id));
      expect(record.events).toEqual(opened.events(id));
      const isRaw = isOfAnotherDay || added.some(([, , isMore]) => isMore);
      expect(record.raw !== undefined).toBe(isRaw);
      const raw = record.raw ?? record;
      const head = raw.events.reduce(
        (before, event) => chainNext(before, event, sha256),
        chainStart(raw.request, sha256),
      );
      expect(head).toBe(opened.chainOf(id)?.head);
    }),
    { numRuns: 40 },
  );
  const none = await opened.archive.record(RequestId.parse('none'), 0, 1);
  expect(none).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
});
