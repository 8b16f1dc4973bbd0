import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestEvent } from '../../../shared/request.ts';
import { again, type Checked } from './captured.ts';
import { checked, request } from './samples.ts';

const id = RequestId.parse('r-1');
const AT = 1_790_000_000_000;
const UUID = '7c6d3c3e-93a5-4e0d-9a3f-0c8d6a1b2c3d';

let folder: string;
let store: DatabaseStore;
let warnings: string[];
let events: RequestEvent[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-damaged-'));
  warnings = [];
  store = openDatabase(folder, (message) => warnings.push(message));
  store.addRequest(request('r-1'));
  const check = (index: number, body: string) =>
    again(checked(1, body) as Checked, AT + index, 12.5, UUID);
  events = [
    store.addFact(id, AT, { type: 'sent' }),
    store.addFact(id, AT + 50, check(1, '{"state":"in_progress"}')),
    store.addFact(id, AT + 60, check(2, '{"state":"in_progress"}')),
    store.addFact(id, AT + 70, check(3, '{"state":"in_sync"}')),
  ];
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What somebody does to the file by hand, against all that keeps it whole. */
function damage(sql: string): void {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  const drop = ['events', 'texts', 'lives'].map(
    (table) => `DROP TRIGGER ${table}_never_change; DROP TRIGGER ${table}_never_go;`,
  );
  try {
    db.exec(`PRAGMA foreign_keys = OFF; ${drop.join(' ')} ${sql}`);
  } finally {
    db.close();
  }
}

describe('a fact that was damaged by hand is left out and counted, and the rest is shown:', () => {
  test.each([
    ['values that end too early', "UPDATE events SET data = x'80' WHERE seq = 3", [1, 2, 4]],
    ['no values', "UPDATE events SET data = x'' WHERE seq = 2", [1, 3, 4]],
    ['too many values', "UPDATE events SET data = data || x'00' WHERE seq = 1", [2, 3, 4]],
    ['values that are a text', "UPDATE events SET data = 'text' WHERE seq = 2", [1, 3, 4]],
    ['values that are a number', 'UPDATE events SET data = 1.5 WHERE seq = 2', [1, 3, 4]],
    ['an unknown shape', 'UPDATE events SET shape = 999 WHERE seq = 4', [1, 2, 3]],
    ['no shape', 'UPDATE events SET shape = NULL WHERE seq = 4', [1, 2, 3]],
    ['bad JSON', "UPDATE events SET shape = NULL, data = '{\"no' WHERE seq = 4", [1, 2, 3]],
    ['a missing body', `DELETE FROM texts WHERE text = '{"state":"in_sync"}'`, [1, 2, 3]],
    [
      'a missing body of several checks',
      `DELETE FROM texts WHERE text = '{"state":"in_progress"}'`,
      [1, 4],
    ],
    [
      'a shape that is no JSON',
      "UPDATE texts SET text = '{' WHERE number = (SELECT shape FROM events WHERE seq = 4)",
      [1, 2, 3],
    ],
    [
      'a shape that is JSON and no shape',
      'UPDATE texts SET text = \'{"rest":1}\' WHERE number = (SELECT shape FROM events WHERE seq = 4)',
      [1, 2, 3],
    ],
    [
      'a shape of another fact',
      'UPDATE events SET shape = (SELECT shape FROM events WHERE seq = 4) WHERE seq = 1',
      [2, 3, 4],
    ],
    ['nodes that are no nodes', "UPDATE texts SET text = '[{}]' WHERE text = '[]'", [1]],
  ])('%s', (_name, sql, left) => {
    damage(sql);
    expect(store.events(id)).toEqual(events.filter(({ seq }) => left.includes(seq)));
    expect(store.skippedRows()).toBe(events.length - left.length);
    expect(warnings).toHaveLength(events.length - left.length);
    expect(warnings[0]).toContain('a row of events');
  });
});

test.each([
  ["UPDATE texts SET text = ''", 'a text never changes'],
  ['DELETE FROM texts', 'a text is kept'],
  ['UPDATE lives SET began = 0', 'a life never changes'],
  ['DELETE FROM lives', 'a life is kept'],
  ["UPDATE events SET data = x''", 'a fact never changes'],
  ['DELETE FROM events', 'a fact is kept'],
])('the database itself refuses: %s', (sql, words) => {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  try {
    expect(() => db.exec(`PRAGMA foreign_keys = OFF; ${sql}`)).toThrow(words);
  } finally {
    db.close();
  }
  expect(store.events(id)).toEqual(events);
});

test('a fact that could not be stored leaves nothing behind, and is stored the next time', () => {
  const tamper = (sql: string) => {
    const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
    db.exec(sql);
    db.close();
  };
  const next = checked(9, '{"state":"a body that is new"}');
  tamper(`CREATE TRIGGER fault BEFORE INSERT ON arrivals BEGIN SELECT RAISE(ABORT, 'fault'); END;`);
  expect(() => store.addFact(id, AT, next)).toThrow('fault');
  expect(store.events(id)).toEqual(events);
  tamper('DROP TRIGGER fault');
  // Another text may have got the number that the first try had given to its body.
  const other = store.addFact(id, AT, checked(10, '{"state":"another body"}'));
  const added = store.addFact(id, AT, next);
  expect(store.events(id)).toEqual([...events, other, added]);
  expect(store.skippedRows()).toBe(0);
});
