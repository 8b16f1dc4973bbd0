import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DraftId, RequestId } from '../../../shared/ids.ts';

let folder: string;
let script: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-killed-'));
  script = join(folder, 'fact-writer.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'fact-writer.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['libsql'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Enough to be in the middle of the work, beyond the first pages of the log. */
const ENOUGH = 60;

test.each([[1], [2], [3]])(
  'whatever was acknowledged is there after a kill -9 (round %i)',
  async (round) => {
    const data = join(folder, `data-${round}`);
    const child = spawn(process.execPath, [script, data], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.split('\n').length > ENOUGH) child.kill('SIGKILL');
    });
    const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    const acknowledged = said.split('\n').length - 1;
    expect(acknowledged).toBeGreaterThanOrEqual(ENOUGH);

    const store = openDatabase(data);
    try {
      const events = store.events(RequestId.parse('r-1'));
      expect(events.length).toBeGreaterThanOrEqual(acknowledged);
      expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index + 1));
      const version = store.draft(DraftId.parse('d-1'))?.version ?? 0;
      expect(version).toBeGreaterThanOrEqual(acknowledged);
      expect(store.skippedRows()).toBe(0);
    } finally {
      store.close();
    }
  },
);
