import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type CommandName, commands, type Input, type Output } from '../../shared/contract.ts';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../shared/history-query.ts';
import { linesOf } from '../cli/running.ts';
import {
  launchPackaged,
  type PackagedDesktop,
  packagedTerminal,
} from '../support/packaged-desktop.ts';

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

type Door = { call: (name: string, input: unknown) => Promise<unknown> };

/** Gives main a command through the window's own door; a failure is the test's. */
async function call<N extends CommandName>(
  window: Page,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const words: { name: string; input: unknown } = { name, input };
  const answer: unknown = await window.evaluate((given) => {
    const { spanwatch } = globalThis as unknown as { spanwatch: Door };
    return spanwatch.call(given.name, given.input);
  }, words);
  expect(answer, name).toMatchObject({ ok: true });
  return commands[name].output.parse((answer as { value: unknown }).value) as Output<N>;
}

function opened(): Page {
  if (desktop === undefined) throw new Error('The packaged application was not started.');
  return desktop.window;
}

test('the packaged application opens its window on its own origin, without Node in it', async () => {
  const window = opened();
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

test('the packaged application sends one change to the practice manager and sees it realized', async () => {
  const window = opened();
  const manager = await call(window, 'practice.open', null);
  const managerId = manager.manager.id;
  await call(window, 'inventory.refresh', { managerId });
  const sessions = async () =>
    (await call(window, 'inventory.list', { managerId, kind: 'sessions' })).entities;
  await expect.poll(async () => (await sessions()).length).toBeGreaterThan(0);
  const [session] = await sessions();
  if (session === undefined) throw new Error('The practice manager has no session.');
  const draft = await call(window, 'draft.create', {
    managerId,
    kind: 'sessions',
    operation: 'change',
    entityId: session.id,
    body: { ...session.body, description: 'Changed by the packaged application' },
  });
  const sent = await call(window, 'send.draft', {
    draftId: draft.id,
    version: draft.version,
    typedName: null,
  });
  const requestId = sent.request.id;
  const verdict = async () => (await call(window, 'history.get', { requestId })).summary.verdict;
  await expect.poll(verdict, { timeout: 60_000 }).toBe('realized');
  const { summary } = await call(window, 'history.get', { requestId });
  expect(summary.nsxRequestId).not.toBeNull();
  expect(summary.nodesDone).toBe(summary.nodesTotal);
  // Found by the thread, which is a file of the package too.
  const filter = { ...ALL_REQUESTS, text: summary.nsxRequestId?.slice(4, 20) ?? '' };
  const page = { filter, sort: NEWEST_FIRST, offset: 0, limit: 10, locate: null };
  expect((await call(window, 'history.find', page)).total).toBe(1);
});

test('the packaged application takes the terminal’s words after --cli, without a window or a display', async () => {
  const words = ['managers', '--json', '--data-dir', dataDir];
  const empty = await packagedTerminal(words);
  expect(empty).toMatchObject({ code: 0, stdout: '' });
  await call(opened(), 'practice.open', null);
  const listed = await packagedTerminal(words);
  expect(linesOf(listed)).toMatchObject([{ event: 'manager', practice: true }]);
  const wrong = await packagedTerminal(['frob']);
  expect(wrong.code).toBe(64);
  expect(wrong.stderr).toContain('“frob” is no command');
});

test('the packaged terminal does the main job on a practice manager', async () => {
  const { code, ...ended } = await packagedTerminal(['demo', '--json']);
  expect(linesOf({ code, ...ended }).at(-1)).toMatchObject({ verdict: 'realized' });
  expect(code).toBe(0);
});
