import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { compact } from '../../../electron/adapters/database/migrations/004-compact.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { type DraftVersion, STEPS_KEPT } from '../../../shared/draft-version.ts';
import { DraftId } from '../../../shared/ids.ts';
import { REDACTED } from '../../../shared/redaction.ts';
import { oldFile } from './old-file.ts';
import { draft } from './samples.ts';

const id = DraftId.parse('d-1');
let folder: string;
let store: DatabaseStore;
let warnings: string[];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'spanwatch-versions-')), 'data');
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

function version(key: number, more: Partial<DraftVersion> = {}): DraftVersion {
  return {
    key,
    at: 1_790_000_000_000 + key,
    name: null,
    reason: 'step',
    base: { id: 's-1', _revision: 3 },
    baseReadAt: 5,
    body: { id: 's-1', display_name: `typed ${key}` },
    text: null,
    ...more,
  };
}

/** What is in the file, behind the adapter. */
function rows(sql: string): unknown[] {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

test('versions of a draft are there after a restart, oldest first, with their names and bases', () => {
  const other = version(3, { base: { id: 's-1', _revision: 9 }, reason: 'before-merge' });
  const fresh = version(5, { base: null, baseReadAt: null, text: '{ "half' });
  store.saveDraft(draft(2), version(1));
  store.saveDraft(draft(4), other);
  store.saveDraft(draft(6), fresh);
  store.nameDraftVersion(id, 1, 'before lunch');
  reopen();
  expect(store.draftVersions(id)).toEqual([version(1, { name: 'before lunch' }), other, fresh]);
  expect(rows('SELECT * FROM draft_bases')).toHaveLength(2);
});

test('a version that is kept again stays what it was, and keeps its name', () => {
  store.saveDraft(draft(2), version(1, { name: 'point' }));
  store.saveDraft(draft(3), version(1));
  store.saveDraft(draft(4), version(1, { reason: 'before-merge' }));
  store.saveDraft(draft(5), version(1));
  expect(store.draftVersions(id)).toEqual([version(1, { name: 'point', reason: 'before-merge' })]);
});

test('the oldest steps go; what was named, and what a merge was made from, stays', () => {
  store.saveDraft(draft(1), version(1, { name: 'point' }));
  store.saveDraft(draft(2), version(2, { reason: 'before-merge' }));
  for (let key = 3; key < STEPS_KEPT + 8; key += 1) store.saveDraft(draft(key), version(key));
  const keys = store.draftVersions(id).map(({ key }) => key);
  expect(keys).toHaveLength(STEPS_KEPT + 2);
  expect(keys.slice(0, 3)).toEqual([1, 2, 8]);
  expect(rows('SELECT * FROM draft_bases')).toHaveLength(1);
});

test('a base goes with the last version that was made from it', () => {
  const based = (key: number, revision: number) =>
    version(key, { base: { id: 's-1', _revision: revision } });
  store.saveDraft(draft(1), based(1, 1));
  store.saveDraft(draft(2), { ...based(2, 2), name: 'point' });
  store.saveDraft(draft(3), based(3, 2));
  const bases = () =>
    rows('SELECT data FROM draft_bases ORDER BY number').map(
      (row) => JSON.parse((row as { data: string }).data)._revision,
    );
  expect(bases()).toEqual([1, 2]);
  for (let key = 4; key < STEPS_KEPT + 4; key += 1) store.saveDraft(draft(key), based(key, 9));
  expect(bases()).toEqual([2, 9]);
  expect(store.draftVersion(id, 2)).toEqual({ ...based(2, 2), name: 'point' });
});

test('the versions go with their draft', () => {
  store.saveDraft(draft(1), version(1));
  store.removeDraft(id);
  expect(store.draftVersions(id)).toEqual([]);
  for (const table of ['draft_versions', 'draft_bases']) {
    expect(rows(`SELECT * FROM ${table}`)).toEqual([]);
  }
});

test('a draft and what it was are stored together or not at all', () => {
  store.saveDraft(draft(1));
  const broken = version(1, { key: 1.5 });
  expect(() => store.saveDraft(draft(2), broken)).toThrow();
  expect(store.draft(id)).toEqual(draft(1));
  expect(store.draftVersions(id)).toEqual([]);
});

test('how an object stands is told, never stored', () => {
  store.saveDraft({ ...draft(1), standing: { state: 'gone', readAt: 1 } });
  expect(store.draft(id)).toEqual(draft(1));
});

test('no key that is in a version by mistake is found in any file', () => {
  const secret = 'Tr0ub4dor-and-3';
  const leaky = { body: { psk: secret }, base: { psk: secret }, text: `{"psk":"${secret}",` };
  store.saveDraft(draft(1), version(1, leaky));
  expect(store.draftVersions(id)[0]).toMatchObject({ body: { psk: REDACTED } });
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(folder, name)).includes(secret), name).toBe(false);
  }
});

test('a version that does not fit is left out and counted', () => {
  store.saveDraft(draft(1), version(1));
  store.saveDraft(draft(2), version(2));
  rows(`UPDATE draft_versions SET data = '{}' WHERE key = 1 RETURNING key`);
  expect(store.draftVersions(id)).toEqual([version(2)]);
  expect(store.skippedRows()).toBe(1);
});

test('a file of version 4 opens with its drafts, and keeps their versions from then on', () => {
  const old = join(folder, '..', 'old');
  oldFile(old, 3, ({ db }) => {
    compact(db);
    db.prepare('INSERT INTO drafts VALUES (:id, 1, :data)').run({
      id,
      data: JSON.stringify(draft(1)),
    });
    db.exec('PRAGMA user_version = 4');
  });
  store.close();
  folder = old;
  store = openDatabase(old, (message) => warnings.push(message));
  expect(store.drafts()).toEqual([draft(1)]);
  expect(store.draftVersions(id)).toEqual([]);
  store.saveDraft(draft(2), version(1));
  expect(store.draftVersions(id)).toEqual([version(1)]);
  expect(warnings).toEqual([]);
});
