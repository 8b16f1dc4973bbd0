import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readPack } from '../../electron/adapters/pack/read-pack.ts';
import { launchDesktop } from '../support/desktop.ts';
import { ask, expect, goTo, type Spanwatch, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { haveOldRequests } from './steps/old-requests.ts';
import { takePictures } from './steps/pictures.ts';

const OLD = [
  { name: 'Amsterdam ↔ Osaka', daysAgo: 420, note: 'Peer agreed to the new subnet' },
  { name: 'Berlin ↔ Lyon', daysAgo: 410 },
  { name: 'Cork ↔ Perth', daysAgo: 400 },
];
const OTHERS = [
  { name: 'In doubt for ever', daysAgo: 405, inDoubt: true as const },
  { name: 'Last week', daysAgo: 7 },
];

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-retention-'));
  folders.push(folder);
  return folder;
}
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The system's save dialog can't be clicked by a test: it answers as a person would; null cancels it. */
async function savesTo({ desktop }: Spanwatch, path: string | null): Promise<void> {
  await desktop.app.evaluate(({ dialog }, file) => {
    dialog.showSaveDialog = async () =>
      file === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: file };
  }, path);
}

const namesOnRecord = async (window: Page) =>
  (await ask(window, 'history.list', null)).map(({ request }) => request.entityName);
const ALL = [...OLD, ...OTHERS].map(({ name }) => name);
const LEFT = OTHERS.map(({ name }) => name);
const byName = (names: string[]) => [...names].sort();

/** Has requests kept for a year, and opens the question which would go. */
async function askWhichGo(spanwatch: Spanwatch): Promise<Page> {
  await haveOldRequests(spanwatch, [...OLD, ...OTHERS]);
  const window = await spanwatch.start();
  expect(byName(await namesOnRecord(window))).toEqual(byName(ALL));
  await goTo(window, 'Settings');
  const record = window.getByRole('region', { name: 'Record' });
  await record.getByText('For some days', { exact: true }).click();
  await expect(record.getByLabel('Days that requests are kept')).toHaveValue('365');
  await expect(record.getByText('3 requests', { exact: true })).toBeVisible();
  await record.getByRole('button', { name: 'Drop them…' }).click();
  return window;
}

test('requests older than the days that are kept are shown, exported to a pack that opens, and dropped; the record says so', async ({
  spanwatch,
}) => {
  const window = await askWhichGo(spanwatch);
  const dialog = window.getByRole('dialog', { name: 'Drop 3 requests older than 365 days?' });
  const going = dialog.getByRole('region', { name: 'Requests that would go' }).getByRole('row');
  await expect(going).toHaveCount(1 + OLD.length);
  for (const [index, { name }] of OLD.entries()) {
    await expect(going.nth(index + 1)).toContainText(name);
  }
  await expect(going.nth(1)).toContainText('1 note');
  await expect(dialog).toContainText('Among them: 1 with notes');
  await expect(dialog).toContainText('Older too, and never dropped: 1 in doubt.');
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'retention-asks');

  // Thought better of it: in this dialog, then in the system's.
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await window.getByRole('button', { name: 'Drop them…' }).click();
  await savesTo(spanwatch, null);
  await dialog.getByRole('button', { name: 'Export first, then drop…' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Nothing was dropped');
  expect(byName(await namesOnRecord(window))).toEqual(byName(ALL));
  await takePictures(spanwatch, 'retention-cancelled');

  // A place that can't be written to.
  const folder = newFolder();
  await savesTo(spanwatch, join(folder, 'gone', 'old.spanwatch-pack.zip'));
  await dialog.getByRole('button', { name: 'Export first, then drop…' }).click();
  await expect(dialog).toContainText('old.spanwatch-pack.zip was not saved');
  await expect(dialog).toContainText('Nothing was dropped.');
  expect(byName(await namesOnRecord(window))).toEqual(byName(ALL));

  const pack = join(folder, 'old.spanwatch-pack.zip');
  await savesTo(spanwatch, pack);
  await dialog.getByRole('button', { name: 'Export first, then drop…' }).click();
  const gone = window.getByRole('dialog', { name: '3 requests dropped' });
  await expect(gone).toContainText('They were exported to this pack before, and it was read back');
  const { problems, content, sha256 } = await packAt(pack);
  expect(problems).toEqual([]);
  expect(content?.requests.map(({ request }) => request.entityName)).toEqual(
    OLD.map(({ name }) => name),
  );
  expect(readdirSync(folder)).toEqual(['old.spanwatch-pack.zip']);
  await expect(gone).toContainText(sha256);
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'retention-dropped');
  await gone.getByRole('button', { name: 'Done' }).click();
  await expect(window.getByText('0 requests', { exact: true })).toBeVisible();
  expect(byName(await namesOnRecord(window))).toEqual(byName(LEFT));

  await window.getByRole('button', { name: 'Verify the record' }).click();
  await expect(
    window.getByText(
      /^Everything is as it was recorded: 2 requests, \d+ facts\. 3 requests dropped by age on \d{4}-\d\d-\d\d \d\d:\d\d, exported to an evidence pack before\.$/,
    ),
  ).toBeVisible();
  await expect(window.getByRole('list', { name: 'Dropped by age' })).toContainText(
    `${sha256.slice(0, 8)}…`,
  );
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'retention-verified');

  // Gone after a start too; and the pack opens where nobody ever had them.
  await spanwatch.desktop.close();
  const again = await spanwatch.start();
  expect(byName(await namesOnRecord(again))).toEqual(byName(LEFT));
  const reviewer = await launchDesktop({ dataDir: newFolder(), args: ['--open-pack', pack] });
  await expect(reviewer.window.getByRole('region', { name: 'Reviewer mode' })).toContainText(
    'old.spanwatch-pack.zip, verified, 3 requests',
  );
  await reviewer.close();
});

test('requests are dropped without an export where a person says so, and the record says that as well', async ({
  spanwatch,
}) => {
  const window = await askWhichGo(spanwatch);
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Drop without export' }).click();
  const gone = window.getByRole('dialog', { name: '3 requests dropped' });
  await expect(gone).toContainText('The backup that was made before has them');
  // Beside it the daily one may be.
  const { backups } = await ask(window, 'storage.view', null);
  const backup = backups.find(({ why }) => why === 'by-hand');
  const holding = await ask(window, 'storage.look', { name: backup?.name ?? '' });
  expect(holding?.requests).toBe(ALL.length);
  await window.getByRole('button', { name: 'Done' }).click();
  expect(byName(await namesOnRecord(window))).toEqual(byName(LEFT));
  await window.getByRole('button', { name: 'Verify the record' }).click();
  await expect(
    window.getByText(
      /2 requests, \d+ facts\. 3 requests dropped by age on .+, without an export\.$/,
    ),
  ).toBeVisible();
});

async function packAt(path: string) {
  const pack = await readPack(path);
  if (!pack.ok) throw new Error(JSON.stringify(pack.failure));
  return pack.value;
}
