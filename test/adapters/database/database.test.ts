import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DatabaseError } from '../../../electron/adapters/database/database-error.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { DraftId, ManagerId, RequestId } from '../../../shared/ids.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { checked, draft, entity, facts, MANAGER_ID, manager, request } from './samples.ts';

let folder: string;
let store: DatabaseStore;
let warnings: string[];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'spanwatch-database-')), 'data');
  warnings = [];
  store = openDatabase(folder, (message) => warnings.push(message));
});
afterEach(() => {
  store.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

function reopen(): void {
  store.close();
  store = openDatabase(folder, (message) => warnings.push(message));
}

/** What another program, or a fault, does to the file. */
function tamper(sql: string): void {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

function sessions(...ids: string[]) {
  return new Map<InventoryKind, ReturnType<typeof entity>[]>([
    ['sessions', ids.map((id) => entity(id))],
  ]);
}

test('everything that was stored is there after it was closed and opened again', () => {
  store.saveSettings({ ...DEFAULT_SETTINGS, theme: 'dark' });
  store.saveManager(manager);
  store.saveFacts(MANAGER_ID, facts);
  store.saveInventory(MANAGER_ID, 1_790_000_000_002, sessions('s-1', 's-2'));
  store.saveDraft(draft(1, '{ "broken'));
  store.addRequest(request('r-1'));
  store.addFact(RequestId.parse('r-1'), 11, { type: 'sent' });
  reopen();
  expect(store.settings().theme).toBe('dark');
  expect(store.managers()).toEqual([manager]);
  expect(store.facts(MANAGER_ID)).toEqual(facts);
  expect(store.inventory(MANAGER_ID, 'sessions')).toEqual({
    managerId: MANAGER_ID,
    kind: 'sessions',
    asOf: 1_790_000_000_002,
    entities: ['s-1', 's-2'].map((id) => ({ ...entity(id), readAt: 1_790_000_000_002 })),
  });
  expect(store.drafts()).toEqual([draft(1, '{ "broken')]);
  expect(store.requests()).toEqual([request('r-1')]);
  expect(store.events(RequestId.parse('r-1'))).toEqual([
    { requestId: 'r-1', seq: 1, at: 11, fact: { type: 'sent' } },
  ]);
  expect(warnings).toEqual([]);
});

test('an empty database has the default settings and nothing else', () => {
  expect(store.settings()).toEqual(DEFAULT_SETTINGS);
  expect(store.managers()).toEqual([]);
  expect(store.facts(MANAGER_ID)).toBeNull();
  expect(store.inventory(MANAGER_ID, 'sessions')).toMatchObject({ asOf: null, entities: [] });
  expect(store.entity(MANAGER_ID, 'sessions', 's-1')).toBeNull();
  expect(store.draft(DraftId.parse('d-1'))).toBeNull();
  expect(store.request(RequestId.parse('r-1'))).toBeNull();
});

test.skipIf(process.platform === 'win32')(
  'only this user can read the folder and its files',
  () => {
    store.saveManager(manager);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(0);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  },
);

describe('managers and inventory', () => {
  beforeEach(() => store.saveManager(manager));

  test('a manager that is removed takes its facts and inventory along, and leaves requests and drafts', () => {
    store.saveFacts(MANAGER_ID, facts);
    store.saveInventory(MANAGER_ID, 7, sessions('s-1'));
    store.saveDraft(draft(1));
    store.addRequest(request('r-1'));
    store.removeManager(MANAGER_ID);
    expect(store.managers()).toEqual([]);
    expect(store.facts(MANAGER_ID)).toBeNull();
    expect(store.inventory(MANAGER_ID, 'sessions')).toMatchObject({ asOf: null, entities: [] });
    expect(store.requests()).toHaveLength(1);
    expect(store.drafts()).toHaveLength(1);
  });

  test('saving a manager again changes it and keeps its facts', () => {
    store.saveFacts(MANAGER_ID, facts);
    store.saveManager({ ...manager, name: 'Hamburg' });
    expect(store.managers().map((m) => m.name)).toEqual(['Hamburg']);
    expect(store.facts(MANAGER_ID)).toEqual(facts);
  });

  test('what was read of a manager that is gone meanwhile is dropped without an error', () => {
    const gone = ManagerId.parse('gone');
    store.saveFacts(gone, facts);
    store.saveInventory(gone, 7, sessions());
    store.saveEntity({ ...entity('s-1'), managerId: gone });
    expect(store.inventory(gone, 'sessions')).toMatchObject({ asOf: null, entities: [] });
  });

  test('a new inventory replaces the whole of the old one', () => {
    store.saveInventory(MANAGER_ID, 7, sessions('s-1', 's-2'));
    store.saveInventory(MANAGER_ID, 8, sessions('s-3'));
    const copy = store.inventory(MANAGER_ID, 'sessions');
    expect(copy.asOf).toBe(8);
    expect(copy.entities.map((e) => e.id)).toEqual(['s-3']);
  });

  test('an inventory that fails half way leaves the old copy as it was', () => {
    store.saveInventory(MANAGER_ID, 7, sessions('s-1', 's-2'));
    tamper(`CREATE TRIGGER fault BEFORE INSERT ON entities WHEN NEW.id = 's-4'
            BEGIN SELECT RAISE(ABORT, 'fault'); END;`);
    expect(() => store.saveInventory(MANAGER_ID, 8, sessions('s-3', 's-4'))).toThrow('fault');
    const copy = store.inventory(MANAGER_ID, 'sessions');
    expect(copy.asOf).toBe(7);
    expect(copy.entities.map((e) => e.id)).toEqual(['s-1', 's-2']);
  });

  test('one entity is put into the copy, and taken out of it', () => {
    store.saveInventory(MANAGER_ID, 7, sessions('s-1'));
    store.saveEntity({ ...entity('s-1'), name: 'renamed' });
    expect(store.entity(MANAGER_ID, 'sessions', 's-1')?.name).toBe('renamed');
    store.removeEntity(MANAGER_ID, 'sessions', 's-1', 9);
    expect(store.inventory(MANAGER_ID, 'sessions')).toMatchObject({ asOf: 7, entities: [] });
  });
});

describe('drafts', () => {
  test('an older version of a draft never replaces a newer one', () => {
    store.saveDraft(draft(2));
    store.saveDraft(draft(1));
    expect(store.draft(DraftId.parse('d-1'))).toEqual(draft(2));
    store.saveDraft(draft(3));
    expect(store.draft(DraftId.parse('d-1'))?.version).toBe(3);
    store.removeDraft(DraftId.parse('d-1'));
    expect(store.drafts()).toEqual([]);
  });
});

describe('the record', () => {
  const id = RequestId.parse('r-1');
  beforeEach(() => store.addRequest(request('r-1')));

  test('facts are counted from 1 within each request', () => {
    store.addRequest(request('r-2', 9));
    expect(store.addFact(id, 11, { type: 'sent' }).seq).toBe(1);
    expect(store.addFact(RequestId.parse('r-2'), 11, { type: 'sent' }).seq).toBe(1);
    expect(store.addFact(id, 12, checked(1)).seq).toBe(2);
    expect(store.events(id).map((event) => event.fact.type)).toEqual(['sent', 'checked']);
    expect(store.requests().map((r) => r.id)).toEqual(['r-2', 'r-1']);
  });

  test('facts that are added together are all there, or none of them', () => {
    store.addRequest(request('r-2', 9));
    const other = RequestId.parse('r-2');
    const add = (...of: RequestId[]) =>
      store.together(() => of.map((one) => store.addFact(one, 11, checked(1)).seq));
    expect(add(id, other, id)).toEqual([1, 1, 2]);
    expect(() => add(id, RequestId.parse('none'), other)).toThrow(/FOREIGN KEY/);
    expect(store.events(id)).toHaveLength(2);
    expect(store.events(other)).toHaveLength(1);
    expect(add(other, id)).toEqual([2, 3]);
    reopen();
    expect(store.events(id)).toHaveLength(3);
    expect(store.events(other).map(({ fact }) => fact)).toEqual([checked(1), checked(1)]);
  });

  test('a fact needs its request, and a request is put on record once', () => {
    expect(() => store.addFact(RequestId.parse('none'), 1, { type: 'sent' })).toThrow(
      /FOREIGN KEY/,
    );
    expect(() => store.addRequest(request('r-1'))).toThrow(/UNIQUE/);
  });

  test.each([
    ['UPDATE requests SET written_at = 0', 'a request never changes'],
    ['DELETE FROM requests', 'a request is kept'],
    ["UPDATE events SET data = '{}'", 'a fact never changes'],
    ['DELETE FROM events', 'a fact is kept'],
  ])('the database itself refuses: %s', (sql, words) => {
    store.addFact(id, 11, { type: 'sent' });
    expect(() => tamper(sql)).toThrow(words);
    expect(store.events(id)).toHaveLength(1);
  });
});

describe('a row that does not fit', () => {
  test('is left out of its list, counted and told, and the rest is there', () => {
    store.saveManager(manager);
    store.saveManager({ ...manager, id: ManagerId.parse('m-2') });
    tamper(`UPDATE managers SET data = '{"name":"half"}' WHERE id = 'm-2'`);
    expect(store.managers()).toEqual([manager]);
    expect(store.skippedRows()).toBe(1);
    expect(warnings[0]).toContain('managers');
    tamper(`UPDATE managers SET data = 'no json' WHERE id = 'm-2'`);
    expect(store.managers()).toEqual([manager]);
  });

  test('gives the default settings where it is the settings', () => {
    store.saveSettings(DEFAULT_SETTINGS);
    tamper(`UPDATE settings SET data = '{"theme":"pink"}'`);
    expect(store.settings()).toEqual(DEFAULT_SETTINGS);
  });
});

test('once it is closed, the database is whole in its one file', () => {
  store.saveManager(manager);
  store.close();
  for (const end of ['-wal', '-shm']) rmSync(join(folder, DATABASE_FILE + end), { force: true });
  store = openDatabase(folder);
  expect(store.managers()).toEqual([manager]);
});

test('no secret that is handed to the database by mistake is found in any of its files', () => {
  const secret = 'Tr0ub4dor-and-3';
  store.saveManager(manager);
  store.saveEntity(entity('s-1', { psk: secret }));
  store.saveInventory(
    MANAGER_ID,
    1,
    new Map<InventoryKind, ReturnType<typeof entity>[]>([
      ['peer-endpoints', [{ ...entity('p-1', { psk: secret }), kind: 'peer-endpoints' }]],
    ]),
  );
  store.saveDraft({ ...draft(1, `{ "psk": "${secret}", broken`), body: { psk: secret } });
  store.addRequest({ ...request('r-1'), bodyAfter: { nested: [{ psk: secret }] } });
  const id = RequestId.parse('r-1');
  const withHeaders = checked(1, JSON.stringify({ psk: secret }));
  if (withHeaders.type === 'checked') withHeaders.exchange.headers = { 'Set-Cookie': secret };
  expect(JSON.stringify(store.addFact(id, 2, withHeaders))).not.toContain(secret);
  store.addFact(id, 3, checked(2, `cut off: {"psk":"${secret}"`));
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(folder, name)).includes(secret), name).toBe(false);
  }
  expect(store.draft(DraftId.parse('d-1'))?.text).toContain('broken');
});

describe('a file that cannot be used', () => {
  const path = () => join(folder, DATABASE_FILE);

  function problemOfOpening(): string {
    const before = readFileSync(path());
    try {
      openDatabase(folder).close();
      return 'none';
    } catch (error) {
      expect(readFileSync(path()).equals(before), 'the file was left as it was').toBe(true);
      return error instanceof DatabaseError ? error.problem : String(error);
    }
  }

  test('says that it is damaged where it is no database at all', () => {
    store.close();
    writeFileSync(path(), 'this is not a database, whatever its name says'.repeat(10));
    expect(problemOfOpening()).toBe('corrupt');
    writeFileSync(path(), 'short');
    expect(problemOfOpening()).toBe('corrupt');
  });

  test('says that it is damaged where its first page is', () => {
    store.saveManager(manager);
    store.close();
    const bytes = readFileSync(path());
    bytes.fill(0xff, 100, 4096);
    writeFileSync(path(), bytes);
    expect(problemOfOpening()).toBe('corrupt');
  });

  test.each(['config', 'data'])(
    'says that it is damaged where the index of words is: %s',
    (part) => {
      const table = `summary_trigrams_${part}`;
      store.saveManager(manager);
      store.close();
      const db = new LibsqlDatabase(path());
      const at = db
        .prepare('SELECT rootpage FROM sqlite_master WHERE name = :table')
        .get({ table });
      db.close();
      const bytes = readFileSync(path());
      const end = (at as { rootpage: number }).rootpage * 4096;
      bytes.fill(0, end - 4096, end);
      writeFileSync(path(), bytes);
      expect(problemOfOpening()).toBe('corrupt');
    },
  );

  test('says that it is of a newer version, before anything is changed', () => {
    tamper('PRAGMA user_version = 99');
    store.close();
    expect(problemOfOpening()).toBe('newer-version');
  });
});
