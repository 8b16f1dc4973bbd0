import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { RequestId } from '../../../shared/ids.ts';
import { oldFile } from './old-file.ts';
import { checked, request } from './samples.ts';

const PROCESSES = 3;
const id = RequestId.parse('r-1');

let folder: string;
let script: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-processes-'));
  script = join(folder, 'one-of-several.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'one-of-several.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['libsql'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lets the processes begin once all are ready; what each found when it had opened the database. */
async function runAll(data: string, facts: number): Promise<number[]> {
  const env = { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') };
  const children = Array.from({ length: PROCESSES }, () => {
    const child = spawn(process.execPath, [script, data, String(facts)], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  const line = () => Promise.all(children.map(async ({ lines }) => (await lines.next()).value));
  expect(new Set(await line())).toEqual(new Set(['ready']));
  for (const { child } of children) child.stdin.end();
  return (await line()).map(Number);
}

test('processes that open an old file at once bring it forward once, and all can use it', async () => {
  const data = join(folder, 'old');
  const FACTS = 1_500;
  oldFile(data, 3, ({ addRequest, addEvent }) => {
    addRequest(request('r-1'));
    for (let seq = 1; seq <= FACTS; seq += 1) {
      addEvent({ requestId: id, seq, at: seq, fact: checked(seq, `{"state":"${seq}"}`) });
    }
  });
  expect(await runAll(data, 0)).toEqual([FACTS, FACTS, FACTS]);
});

test('processes that add facts of one request at once leave no gap, and store each text once', async () => {
  const data = join(folder, 'new');
  const FACTS = 80;
  const store = openDatabase(data);
  store.addRequest(request('r-1'));
  await runAll(data, FACTS);
  const events = store.events(id);
  expect(events.map(({ seq }) => seq)).toEqual(
    Array.from({ length: PROCESSES * FACTS }, (_none, index) => index + 1),
  );
  expect(store.skippedRows()).toBe(0);
  store.close();
  const db = new LibsqlDatabase(join(data, DATABASE_FILE));
  const twice = db.prepare('SELECT text FROM texts GROUP BY text HAVING count(*) > 1').all();
  db.close();
  expect(twice).toEqual([]);
});
