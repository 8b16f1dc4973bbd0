import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { CASES, OF_BEFORE } from './not-utf8-cases.ts';
import { oldFile } from './old-file.ts';
import { oneOfEach } from './one-of-each.ts';
import { entity, manager, request } from './samples.ts';
import { unguard } from './tampered.ts';

let folder: string;
let script: string;
let untouched: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-not-utf8-'));
  script = join(folder, 'reader.cjs');
  untouched = join(folder, 'untouched');
  oneOfEach(untouched);
  await build({
    entryPoints: [join(import.meta.dirname, 'not-utf8-reader.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['libsql', 'esbuild', 'vitest'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copyOf(name: string): string {
  const copy = join(folder, name.replaceAll(/[^a-z0-9]/g, '-'));
  cpSync(untouched, copy, { recursive: true });
  return copy;
}

function damaged(name: string, sql: string): string {
  const copy = copyOf(name);
  const db = new LibsqlDatabase(join(copy, DATABASE_FILE));
  try {
    unguard(db, '%never%');
    db.exec(sql);
  } finally {
    db.close();
  }
  return copy;
}

/** In a process of its own, which libsql ends. */
function readElsewhere(data: string, name: string): unknown {
  const child = spawnSync(process.execPath, [script, data, name], {
    encoding: 'utf8',
    env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
  });
  expect(child.stderr).toBe('');
  expect(child.status).toBe(0);
  return JSON.parse(child.stdout);
}

/** As the first version of the file has them: the steps after it take them away. */
const NEVER_CHANGE = ['events', 'requests']
  .map(
    (table) => `CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table}
      BEGIN SELECT RAISE(ABORT, 'never'); END;`,
  )
  .join('');

describe('a text that is not UTF-8 is left out and counted, the rest is read, and the process goes on:', () => {
  test.each(Object.entries(CASES))('%s', (name, { damage, left, skipped }) => {
    expect(readElsewhere(damaged(name, damage), name)).toEqual({ left, skipped });
  });
});

describe('a file of an earlier version with such a text is brought up to date:', () => {
  test.each(Object.entries(OF_BEFORE))('%s', (name, { damage, left, skipped }) => {
    const data = join(folder, `before ${name}`);
    oldFile(data, 3, ({ db, addRequest, addEvent }) => {
      db.prepare('INSERT INTO managers (id, created_at, data) VALUES (:id, 1, :data)').run({
        id: manager.id,
        data: JSON.stringify(manager),
      });
      for (const id of ['s-1', 's-2']) {
        db.prepare(
          'INSERT INTO entities (manager_id, kind, id, data, read_at) VALUES (:managerId, :kind, :id, :data, 5)',
        ).run({ managerId: manager.id, kind: 'sessions', id, data: JSON.stringify(entity(id)) });
      }
      const one = request('r-1');
      addRequest(one);
      for (const seq of [1, 2]) {
        addEvent({ requestId: one.id, seq, at: seq, fact: { type: 'sent' } });
      }
      db.exec('DROP TRIGGER events_never_change; DROP TRIGGER requests_never_change');
      db.exec(damage);
      db.exec(NEVER_CHANGE);
    });
    expect(readElsewhere(data, name)).toEqual({ left, skipped });
  });
});
