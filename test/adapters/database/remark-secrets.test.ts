import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { RequestId } from '../../../shared/ids.ts';
import { MAX_NOTE, MAX_TAG, type RequestFact } from '../../../shared/request.ts';
import { request } from './samples.ts';

const ID = RequestId.parse('r-1');
let folder: string;
let store: DatabaseStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-remark-secrets-'));
  store = openDatabase(folder);
  store.addRequest(request('r-1', 1000));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each<[string, RequestFact]>([
  ['note', { type: 'noted', text: 'the psk: Hunter2-Hunter2', by: 'Ada' }],
  ['tag', { type: 'tagged', tags: ['psk=Hunter2-Hunter2', 'x'], by: 'Ada' }],
  [
    'merged tag',
    { type: 'tagged', tags: ['x'], change: { added: ['psk=Hunter2'], removed: [] }, by: 'Ada' },
  ],
  ['merged note', { type: 'noted', text: 'psk=Hunter2', by: 'Ada', review: { id: 'a', at: 1 } }],
])('a key in a %s is in no file, whoever hands it to the database', (_name, fact) => {
  store.addFact(ID, 2000, fact);
  store.close();
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(files.join('')).not.toContain('Hunter2');
});

test('what was replaced in makes no remark that can’t be read back', () => {
  store.addFact(ID, 2000, { type: 'tagged', tags: [`${'x'.repeat(MAX_TAG - 7)} psk=a1`], by: '' });
  store.addFact(ID, 2001, { type: 'noted', text: 'psk=a1\n'.repeat(MAX_NOTE / 7), by: '' });
  store.close();
  store = openDatabase(folder);
  expect(store.events(ID)).toHaveLength(2);
  expect(store.skippedRows()).toBe(0);
});
