import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchPackaged, type PackagedDesktop } from '../support/packaged-desktop.ts';

let dataDir = '';
let desktop: PackagedDesktop | undefined;

test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'spanwatch-packaged-'));
  desktop = await launchPackaged({ dataDir });
});

test.afterEach(async () => {
  await desktop?.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test('the packaged application opens its window on its own origin, without Node in it', async () => {
  const window = desktop?.window;
  if (!window) throw new Error('no window');
  await expect(window).toHaveTitle(/Spanwatch/);
  const inside = await window.evaluate(() => ({
    origin: location.origin,
    node: typeof (globalThis as { process?: unknown }).process,
    door: Object.keys((globalThis as { spanwatch?: object }).spanwatch ?? {}).sort(),
  }));
  expect(inside).toEqual({
    origin: 'app://spanwatch',
    node: 'undefined',
    door: ['call', 'onEvent'],
  });
});
