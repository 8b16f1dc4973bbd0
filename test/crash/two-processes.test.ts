import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { inProject } from '../../electron/launch/paths.mjs';
import { startPracticeManager } from '../../electron/practice/practice-manager.ts';
import { ManagerId } from '../../shared/ids.ts';
import { entryOf } from './engine.ts';

const EACH = 4;
const PACE = 0.1;
const script = inProject('out', 'test', `one-of-two-${process.pid}.cjs`);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-two-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'one-of-two.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['libsql'],
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(script, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

it('two processes on one data folder lose nothing, send nothing twice, and never both follow one request', async () => {
  const practice = await startPracticeManager({ pace: PACE });
  const sessions = practice.control.entities('sessions').slice(0, 2 * EACH);
  const entry = JSON.stringify(entryOf(practice, ManagerId.parse('manager-1')));
  const children = [sessions.slice(0, EACH), sessions.slice(EACH)].map((own) =>
    spawn(process.execPath, [script, folder, entry, ...own.map(({ id }) => id)], {
      env: {
        ...process.env,
        SPANWATCH_TEST_PASSWORD: practice.password,
        SPANWATCH_TEST_TOTAL: String(2 * EACH),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]));
  expect(codes).toEqual([0, 0]);

  const file = new LibsqlDatabase(join(folder, DATABASE_FILE));
  expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  file.close();
  const store = openDatabase(folder);
  const requests = store.requests();
  expect(requests).toHaveLength(2 * EACH);
  expect(store.drafts()).toEqual([]);
  expect(store.skippedRows()).toBe(0);
  const log = practice.control.requests();
  expect(log.filter(({ method }) => method === 'PUT')).toHaveLength(2 * EACH);
  for (const request of requests) {
    const events = store.events(request.id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const checks = events.filter(({ fact }) => fact.type === 'checked');
    expect(checks.at(-1)?.fact).toMatchObject({ verdict: 'realized' });
    // Each check that reached the manager is on record, once: so nobody else asked.
    const asked = log.filter(({ path }) => path.includes(`${request.entityId}/state`));
    expect(asked).toHaveLength(checks.length);
    expect(events.filter(({ fact }) => fact.type === 'watch-started')).toHaveLength(1);
  }
  store.close();
  await practice.close();
});
