import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { compact } from '../../../electron/adapters/database/migrations/004-compact.ts';
import { draftVersions } from '../../../electron/adapters/database/migrations/005-draft-versions.ts';
import { plans } from '../../../electron/adapters/database/migrations/006-plans.ts';
import { templates } from '../../../electron/adapters/database/migrations/007-templates.ts';
import { inventorySearch } from '../../../electron/adapters/database/migrations/008-inventory-search.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { createVault } from '../../../electron/adapters/keychain.ts';
import { createDraftSecrets } from '../../../electron/domain/draft/secrets.ts';
import { DraftId, ManagerId } from '../../../shared/ids.ts';
import { oldFile } from './old-file.ts';
import { draft, manager } from './samples.ts';

const id = DraftId.parse('d-1');
const GONE = [{ draftId: 'd-1', field: 'psk' }];
let folder: string;
let store: DatabaseStore;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'spanwatch-keys-')), 'data');
  store = openDatabase(folder, () => {});
});
afterEach(() => {
  store.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

function reopen(): void {
  store.close();
  store = openDatabase(folder, () => {});
}

function inFile<T>(work: (db: InstanceType<typeof LibsqlDatabase>) => T): T {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

test('that a draft has a key is known after it is gone, and after a restart, until it is forgotten', () => {
  store.saveDraft(draft(1));
  store.noteDraftKey(id, 'psk');
  store.noteDraftKey(id, 'psk');
  expect(store.keysOfGoneDrafts()).toEqual([]);
  store.removeDraft(id);
  reopen();
  expect(store.keysOfGoneDrafts()).toEqual(GONE);
  store.forgetDraftKey(id, 'psk');
  expect(store.keysOfGoneDrafts()).toEqual([]);
});

test('a draft that can’t be read is not gone', () => {
  store.saveDraft(draft(1));
  store.noteDraftKey(id, 'psk');
  inFile((db) => db.prepare('UPDATE drafts SET data = :data').run({ data: '{}' }));
  expect(store.draft(id)).toBeNull();
  expect(store.keysOfGoneDrafts()).toEqual([]);
});

test('a file of version 8 opens: each of its drafts may have a key, and a base without a version goes', () => {
  const old = join(folder, '..', 'old');
  oldFile(old, 3, ({ db }) => {
    compact(db);
    for (const sql of [draftVersions, plans, templates]) db.exec(sql);
    inventorySearch(db);
    const data = JSON.stringify(draft(1));
    db.prepare('INSERT INTO drafts VALUES (:id, 1, :data)').run({ id, data });
    for (const number of [1, 2]) {
      db.prepare('INSERT INTO draft_bases VALUES (:number, :id, :data)').run({
        ...{ number, id },
        data: `{"_revision":${number}}`,
      });
    }
    db.prepare(`INSERT INTO draft_versions VALUES (:id, 1, 'point', 'step', 2, :data)`).run({
      id,
      data: JSON.stringify({ at: 1, baseReadAt: null, body: {}, text: null }),
    });
    db.exec('PRAGMA user_version = 8');
  });
  store.close();
  folder = old;
  reopen();
  expect(store.draftVersions(id)).toMatchObject([{ name: 'point', base: { _revision: 2 } }]);
  expect(inFile((db) => db.prepare('SELECT number FROM draft_bases').all())).toEqual([
    { number: 2 },
  ]);
  store.removeDraft(id);
  expect(store.keysOfGoneDrafts()).toEqual(GONE);
});

const service = `spanwatch-test-${randomUUID()}`;
const real = await createVault(service).status();
if (!real.available) {
  console.warn(`skipped: a test of the real keychain, for there is none here (${real.detail})`);
}

test.skipIf(!real.available)(
  'a key in the real keychain is out of it after the start that follows a crash',
  async () => {
    const secrets = () =>
      createDraftSecrets({ store, vault: createVault(service), newKey: randomUUID });
    store.saveDraft(draft(1));
    const kept = await secrets().keep({ draftId: id, field: 'psk', value: 'typed-Key-7' });
    expect(kept).toEqual({ ok: true, value: { where: 'keychain' } });
    store.removeDraft(id);
    reopen();
    const place = () => createVault(service).place(`draft:${id}:psk`);
    expect(await place()).toBe('keychain');
    await secrets().sweep();
    expect(await place()).toBe('none');
    expect(store.keysOfGoneDrafts()).toEqual([]);
  },
);

test('a backup that takes the place of the record lets go of keys of drafts and of passwords of managers that were made since, and of no others', () => {
  const other = DraftId.parse('d-other');
  const since = ManagerId.parse('m-since');
  store.saveDraft(draft(1));
  store.noteDraftKey(id, 'psk');
  const backup = openDatabase(join(folder, '..', 'backup'), () => {});
  try {
    // As the backup was made: with the first draft alone.
    backup.saveDraft(draft(1));
    for (const one of [store, backup]) one.saveManager(manager);
    backup.noteDraftKey(id, 'psk');
    store.saveDraft({ ...draft(1), id: other });
    store.noteDraftKey(other, 'psk');
    store.saveManager({ ...manager, id: since });
    expect(backup.keysOfGoneDrafts()).toEqual([]);
    backup.noteKeys(store.leavingSecrets());
    expect(backup.keysOfGoneDrafts()).toEqual([
      { draftId: other, field: 'psk' },
      { draftId: since, field: 'manager-password' },
    ]);
  } finally {
    backup.close();
  }
});
