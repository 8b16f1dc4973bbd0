import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { createProjection } from '../../../shared/projection.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';

const request = aRequest();
const check = (at: number, nodes: string) => checked(at, stateBody('in_progress', nodes))[1];
let folder: string;
let store: DatabaseStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-words-'));
  store = openDatabase(folder, () => {});
  store.addRequest(request);
  store.addFacts(request.id, T0, [{ type: 'sent' }, answered(1)[1], WATCH]);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function raw<T>(run: (db: InstanceType<typeof LibsqlDatabase>) => T): T {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    return run(db);
  } finally {
    db.close();
  }
}

/** What it is found by, after all its facts. */
function expected(): string {
  const projection = createProjection(request);
  for (const event of store.events(request.id)) projection.add(event);
  return projection.words();
}
const written = () =>
  raw((db) => (db.prepare('SELECT words FROM summary_words').get() as { words: string }).words);

test('an open request is found by the words of all its answers, whenever they came', () => {
  store.addFact(request.id, T0 + 1, check(2, 'p'));
  expect(written()).toContain('node-a1');
  expect(written()).not.toContain('node-a2');
  store.addFact(request.id, T0 + 2, check(3, 'p'));
  store.addFact(request.id, T0 + 3, check(4, 'pp'));
  expect(written()).toContain('node-a2');
  expect(written()).toBe(expected());
});

test('words that are gone from the database are made of the facts again when a line is added', () => {
  raw((db) => db.exec('DELETE FROM summary_words'));
  store.addFact(request.id, T0 + 1, check(2, 'pp'));
  expect(written()).toContain(request.ereqId);
  expect(written()).toBe(expected());
});
