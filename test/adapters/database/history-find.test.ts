import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import {
  ALL_REQUESTS,
  type HistoryFilter,
  type HistorySort,
  NEWEST_FIRST,
} from '../../../shared/history-query.ts';
import { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { Request, RequestFact } from '../../../shared/request.ts';
import { must } from '../../support/fakes.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { plainArchive } from '../../support/plain-archive.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';
import { anyFilter, anyRecord, type Life, put } from './record-of.ts';
import { manager } from './samples.ts';

let top: string;
let opened: DatabaseStore[];
let folders = 0;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'spanwatch-find-'));
  opened = [];
});
afterEach(() => {
  for (const one of opened) one.close();
  rmSync(top, { recursive: true, force: true });
});

function open(folder = join(top, `data-${++folders}`)): DatabaseStore {
  const store = openDatabase(folder);
  opened.push(store);
  return store;
}

const SORTS: HistorySort['by'][] = [
  'written',
  'manager',
  'entity',
  'kind',
  'method',
  'verdict',
  'duration',
  'checks',
  'user',
];
const anySort = fc.record({ by: fc.constantFrom(...SORTS), descending: fc.boolean() });
const PAGE = { sort: NEWEST_FIRST, offset: 0, limit: 50, locate: null };

/** What both say of one question; ids stand for the rows. */
async function answersOf(
  archive: DatabaseStore['archive'],
  filter: HistoryFilter,
  sort: HistorySort,
  id: RequestId,
) {
  const page = must(await archive.find({ filter, sort, offset: 1, limit: 3, locate: id }));
  const { rows } = must(await archive.find({ ...PAGE, filter, sort }));
  return {
    ...page,
    all: rows.map(({ request }) => request.id),
    counts: must(await archive.facets(filter)),
    usual: must(await archive.usual(id)),
  };
}

test('what is found, counted, sorted and usual is what looking through every request gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRecord,
      fc.array(fc.tuple(anyFilter, anySort), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      async (lives, questions, isIndexed) => {
        const [real, plain] = [open(), memoryStore()];
        // Half of the record before the index is made, so that what changes after it is found too.
        put(real, lives.map(half));
        if (isIndexed) real.indexWords(1000);
        for (const life of lives) rest(real, life);
        put(plain, lives);
        for (const [filter, sort] of questions) {
          const id = lives[0]?.request.id as RequestId;
          expect(await answersOf(real.archive, filter, sort, id)).toEqual(
            await answersOf(plainArchive(plain), filter, sort, id),
          );
        }
        expect(real.skippedRows()).toBe(0);
        real.close();
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

const half = (life: Life): Life => ({ ...life, facts: life.facts.slice(0, 3) });
function rest(store: DatabaseStore, { request, facts }: Life): void {
  for (const [at, fact] of facts.entries()) {
    if (at >= 3) store.addFact(request.id, request.writtenAt + at * 1000, fact);
  }
}

function life(id: string, of: Partial<Request>, ...facts: RequestFact[]): Life {
  return {
    request: aRequest({ id: RequestId.parse(id), bodyBefore: null, bodyAfter: null, ...of }),
    facts,
  };
}

const REALIZED = [
  { type: 'sent' } as const,
  answered(0.4)[1],
  WATCH,
  checked(9, stateBody('in_sync', 'ss'))[1],
];
const LAB = {
  managerId: ManagerId.parse('lab'),
  managerName: 'nsx-lab',
  managerAddress: '10.0.0.7',
};

const RECORD = [
  life('old', { entityName: 'Lyon ↔ Turin', writtenAt: T0 - 1000 }, ...REALIZED),
  life(
    'open',
    { entityName: 'Frankfurt ↔ Leeds abc bcde', entityId: 's-2', changedFields: [] },
    { type: 'sent' },
  ),
  life('lab', { ...LAB, kind: 'peer-endpoints', method: 'DELETE' }, answered(1, 400)[1]),
  life('new', { writtenAt: T0 + 5000, bodyAfter: { subnet: '172.20.77.0/24' } }, ...REALIZED),
];

describe('of four requests', () => {
  test.each<[what: string, change: Partial<HistoryFilter>, ids: string[]]>([
    ['all, the newest first', {}, ['new', 'open', 'lab', 'old']],
    ['a piece of NSX’s request id', { text: '0d-f722-40c' }, ['new', 'lab', 'old']],
    ['a word of two letters', { text: 'fr' }, ['open']],
    ['letters without their accents, in any case', { text: 'OSAKA' }, ['new', 'lab']],
    ['a subnet of a body', { text: '172.20.77.0/24' }, ['new']],
    ['an address of a manager', { text: '10.0.0.7' }, ['lab']],
    ['every word, in whatever order', { text: 'leeds frankfurt' }, ['open']],
    ['words that stand in no one request', { text: 'leeds turin' }, []],
    ['all trigrams of a word, but not the word', { text: 'abcde' }, []],
    ['quotes and wildcards for themselves', { text: '"%" OR *' }, []],
    ['an underscore for itself', { text: '_' }, ['new', 'lab', 'old']],
    ['a percent sign for itself', { text: '%' }, []],
    ['what is open', { show: 'open' }, ['open']],
    ['what ended otherwise than was meant', { show: 'not-realized' }, ['lab']],
    ['one manager', { managers: [LAB.managerId] }, ['lab']],
    ['a kind', { kinds: ['peer-endpoints'] }, ['lab']],
    ['an object', { entities: ['s-2'] }, ['open']],
    ['a method', { methods: ['DELETE'] }, ['lab']],
    ['two verdicts', { verdicts: ['realized', 'refused'] }, ['new', 'lab', 'old']],
    ['two facets, which both must fit', { verdicts: ['realized'], managers: [LAB.managerId] }, []],
    ['a node', { nodes: ['node-a2'] }, ['new', 'old']],
    ['from a time on', { from: T0 + 1 }, ['new']],
    ['before a time', { until: T0 }, ['old']],
    [
      'those that are named',
      { only: ['lab', 'new'].map((id) => RequestId.parse(id)) },
      ['new', 'lab'],
    ],
    ['none of those that are named', { only: [] }, []],
    ['no mark', { marks: ['none'], methods: ['DELETE'] }, ['lab']],
  ])('%s', async (_what, change, ids) => {
    const store = open();
    put(store, RECORD);
    for (const isIndexed of [false, true]) {
      if (isIndexed) store.indexWords(1000);
      const filter = { ...ALL_REQUESTS, ...change };
      const { rows, total } = must(await store.archive.find({ ...PAGE, filter }));
      const found = rows.map(({ request }) => request.id);
      expect(found).toEqual(ids);
      expect(total).toBe(found.length);
    }
  });

  test('a row says which text has the word that it does not show itself, and no other row does', async () => {
    const store = open();
    put(store, RECORD);
    const why = async (text: string) =>
      must(await store.archive.find({ ...PAGE, filter: { ...ALL_REQUESTS, text } })).why;
    expect(await why('20.77')).toEqual({ new: { before: '172.', match: '20.77', after: '.0/24' } });
    expect(await why('leeds')).toEqual({});
    expect(await why('')).toBeUndefined();
    // A word of an answer: the record is searched by its folded text.
    expect(Object.keys((await why('in_sync')) ?? {}).sort()).toEqual(['new', 'old']);
  });

  test('a list that is asked for again has what was put on record meanwhile, by this process or another', async () => {
    const folder = join(top, 'shared');
    const [store, other] = [open(folder), open(folder)];
    put(store, RECORD);
    const list = async (text: string) => {
      const found = must(await store.archive.find({ ...PAGE, filter: { ...ALL_REQUESTS, text } }));
      return [
        found.total,
        ...found.rows.map(({ request, notes }) => `${request.id} ${notes ?? 0}`),
      ];
    };
    expect(await list('')).toEqual([4, 'new 0', 'open 0', 'lab 0', 'old 0']);
    for (const [at, by] of [store, other].entries()) {
      expect(await list('turin nsx later')).toHaveLength(1 + at);
      const text = at === 0 ? 'later' : 'later still';
      by.addFact(RequestId.parse('old'), T0 + at, { type: 'noted', text, by: 'ada' });
      put(by, [life(`more-${at}`, { writtenAt: T0 + 6000 + at }, { type: 'sent' })]);
      expect(await list('turin nsx later')).toEqual([1, `old ${at + 1}`]);
    }
    const all = ['more-1 0', 'more-0 0', 'new 0', 'open 0', 'lab 0', 'old 2'];
    expect(await list('')).toEqual([6, ...all]);
  });

  test('a transport node’s name finds the requests that it was asked for, also those of before it was known', async () => {
    const store = open();
    put(store, RECORD);
    store.saveManager({ ...manager, id: LAB.managerId });
    const node = { managerId: LAB.managerId, kind: 'transport-nodes' as const, id: 'node-a2' };
    const entity = { ...node, name: 'Edge-FRA-03', body: { ip: '192.0.2.200' }, readAt: T0 };
    store.saveInventory(LAB.managerId, T0, new Map([[node.kind, [entity]]]));
    const find = async (text: string) =>
      must(await store.archive.find({ ...PAGE, filter: { ...ALL_REQUESTS, text } }));
    const { rows, why } = await find('fra-03');
    expect(rows.map(({ request }) => request.id)).toEqual(['new', 'old']);
    expect(why?.new).toEqual({ before: 'Edge-', match: 'FRA-03', after: '' });
    // What else the node is found by in the inventory is nothing that the request shows.
    expect((await find('192.0.2.200')).total).toBe(0);
  });

  test('each facet is counted without its own choice, and within the others', async () => {
    const store = open();
    put(store, RECORD);
    const filter = { ...ALL_REQUESTS, managers: [LAB.managerId], methods: ['PUT' as const] };
    const { total, facets } = must(await store.archive.facets(filter));
    expect(total).toBe(0);
    expect(facets.managers).toEqual([{ value: 'manager-1', label: 'nsx-ams-vip', count: 3 }]);
    expect(facets.methods).toEqual([{ value: 'DELETE', label: 'DELETE', count: 1 }]);
  });

  test('a manager that was removed keeps its requests, with the name and address that it had', async () => {
    const store = open();
    put(store, RECORD);
    store.removeManager(LAB.managerId);
    const filter = { ...ALL_REQUESTS, text: 'nsx-lab 10.0.0.7' };
    const { rows } = must(await store.archive.find({ ...PAGE, filter }));
    expect(rows.map(({ request }) => [request.managerName, request.managerAddress])).toEqual([
      ['nsx-lab', '10.0.0.7'],
    ]);
  });
});

/** Everything that is derived, as it lies in the file. */
function derived(folder: string): unknown {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    const tables = ['summaries', 'summary_data', 'summary_tags', 'summary_nodes', 'summary_words'];
    return tables.map((table) =>
      db
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => {
          const { number: _n, indexed: _i, data = '{}', ...rest } = row as Record<string, unknown>;
          return canonicalJson({ ...rest, data: JSON.parse(String(data)) });
        })
        .sort(),
    );
  } finally {
    db.close();
  }
}

test('summaries kept up fact by fact are those that all facts give at once', () => {
  fc.assert(
    fc.property(anyRecord, (lives) => {
      const folder = join(top, `data-${++folders}`);
      const first = open(folder);
      put(first, lives);
      first.indexWords(1000);
      first.close();
      const kept = derived(folder);
      const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
      // As a file that an earlier version has written.
      db.exec(
        "DELETE FROM summary_progress; UPDATE summaries SET version = 0, verdict = 'stopped'",
      );
      db.close();
      const again = open(folder);
      expect(again.catchUp(10_000).isDone).toBe(true);
      again.close();
      expect(derived(folder)).toEqual(kept);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a fact and what it comes to are stored together, or neither is', async () => {
  const folder = join(top, 'broken');
  const store = open(folder);
  put(store, RECORD);
  const id = RequestId.parse('open');
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec(
    `CREATE TRIGGER no BEFORE UPDATE ON summaries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  );
  const before = { events: store.events(id), standing: store.standing(id) };
  expect(() => store.addFact(id, T0, answered(1)[1])).toThrow(/full/);
  expect({ events: store.events(id), standing: store.standing(id) }).toEqual(before);
  db.exec('DROP TRIGGER no');
  db.close();
  store.addFact(id, T0, answered(1)[1]);
  expect(store.events(id)).toHaveLength(2);
  expect(store.standing(id)?.summary.verdict).toBe('accepted');
});

test('a record of before is summed up in slices, the newest first, and goes on where it was left', () => {
  const folder = join(top, 'old');
  const first = open(folder);
  put(
    first,
    Array.from({ length: 250 }, (_, at) =>
      life(`r-${1000 + at}`, { writtenAt: T0 + at }, ...REALIZED),
    ),
  );
  first.close();
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec('DELETE FROM summary_progress; DELETE FROM summaries');
  db.close();
  const again = open(folder);
  expect(again.catchUp(0)).toEqual({ isDone: false, unfinished: [] });
  expect(again.newestRequests(10).map(({ request }) => request.id)).toEqual(['r-1249']);
  expect(again.caughtUp()).toEqual({ done: 1, total: 250 });
  // One that has no summary yet is known all the same.
  expect(again.standing(RequestId.parse('r-1000'))?.summary.verdict).toBe('realized');
  again.close();
  const third = open(folder);
  while (!third.catchUp(5).isDone);
  expect(third.caughtUp()).toEqual({ done: 250, total: 250 });
  expect(third.newestRequests(1000)).toHaveLength(250);
  expect(third.countRequests()).toBe(250);
});
