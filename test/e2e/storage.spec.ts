import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import LibsqlDatabase from 'libsql';
import { oldFile } from '../adapters/database/old-file.ts';
import { manager, request } from '../adapters/database/samples.ts';
import { launchDesktop } from '../support/desktop.ts';
import { NO_DISK, smallDisk } from '../support/small-disk.ts';
import { addManager, ask, expect, goTo, hiddenBelow, type Spanwatch, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { editSession, rename, saved } from './steps/drafts.ts';
import { editObject } from './steps/forms.ts';
import { allInKeychain } from './steps/managers.ts';
import { takePictures } from './steps/pictures.ts';

const PAGE = 4096;

/** Overwrites pages in the middle of the database with zeros, as a bad disk does. */
function zeroPages({ dataDir }: Spanwatch): Buffer {
  const file = join(dataDir, 'spanwatch.db');
  const bytes = readFileSync(file);
  for (let page = 2; page * PAGE < bytes.length; page += 3) {
    bytes.fill(0, page * PAGE, (page + 1) * PAGE);
  }
  writeFileSync(file, bytes);
  return bytes;
}

const aside = ({ dataDir }: Spanwatch) => join(dataDir, 'put-aside');

test('going back to a backup brings back what was then, and keeps what was now aside', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await goTo(window, 'Settings');
  const card = window.getByRole('region', { name: 'Storage' });
  await expect(card.getByRole('rowheader', { name: 'Inventories' })).toBeVisible();
  await card.getByRole('button', { name: 'Back up now' }).click();
  const backups = card.getByRole('table', { name: 'Backups' }).getByRole('row');
  // Beside it there may be the daily one, of before.
  const byHand = backups.filter({ hasText: 'By hand' });
  await expect(byHand).toHaveCount(1);
  await editSession(window, 'Test RZ');
  await rename(window, 'Written after the backup');
  await saved(window, ({ body }) => body.display_name === 'Written after the backup');

  await goTo(window, 'Settings');
  await takePictures(spanwatch, 'storage');
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await byHand.getByRole('button', { name: 'Restore…' }).click();
  await expect(window.getByRole('dialog')).toContainText('1 draft');
  await window.getByRole('button', { name: 'Restore this backup' }).click();

  await expect(window.getByRole('heading', { level: 1, name: 'Settings' })).toBeHidden();
  await expect.poll(() => ask(window, 'draft.list', null)).toEqual([]);
  expect(await ask(window, 'manager.list', null)).toHaveLength(1);
  const said = window.locator('.notice').filter({ hasText: 'Restored as of' });
  await expect(said).toContainText('0 drafts, 1 manager');
  await expect(said).toContainText(aside(spanwatch));
  for (const screen of ['Requests', 'Inventory', 'Drafts', 'Settings', 'Desk'] as const) {
    await goTo(window, screen);
    expect(await hiddenBelow(window), screen).toBe(0);
  }
  await takePictures(spanwatch, 'restored');
  await said.getByRole('button', { name: 'Close' }).click();
  await expect(said).toBeHidden();
  await goTo(window, 'Settings');
  await expect(card.getByRole('table', { name: 'Put aside' }).getByRole('row')).toHaveCount(2);
  const kept = readdirSync(aside(spanwatch)).filter((name) => name.endsWith('.db'));
  expect(kept).toHaveLength(1);
});

test('going back to a backup takes the key of a draft that was made since out of the keychain, and leaves that of one before', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const [before, since] = ['Hq41-of-before-Lm90', 'Vz77-made-since-Tk12'];
  await addManager(window, practice);
  await typeKey(window, 'pe-osaka', before);
  await ask(window, 'storage.back-up', null);
  await typeKey(window, 'pe-milan', since);
  await expect.poll(allInKeychain).toContain(since);

  await goTo(window, 'Settings');
  const backups = window.getByRole('table', { name: 'Backups' }).getByRole('row');
  // Beside it there is the daily one, of before both.
  const byHand = backups.filter({ hasText: 'By hand' });
  await byHand.getByRole('button', { name: 'Restore…' }).click();
  await window.getByRole('button', { name: 'Restore this backup' }).click();
  // The page that asked is left, and another begins.
  await expect(window.getByRole('heading', { level: 1, name: 'Settings' })).toBeHidden();
  await expect.poll(async () => (await ask(window, 'draft.list', null)).length).toBe(1);
  await expect.poll(allInKeychain).not.toContain(since);
  expect(await allInKeychain()).toContain(before);
});

/** Types a new key into a peer endpoint's draft: it is in the keychain then. */
async function typeKey(window: Page, peer: string, key: string): Promise<void> {
  await editObject(window, 'Peer endpoints', peer);
  await window.getByRole('button', { name: 'Type a new key' }).click();
  await expect(window.getByRole('textbox', { name: 'Pre-shared key' })).toBeFocused();
  await window.keyboard.type(key);
  await window.getByLabel('Peer ID').click();
  await expect.poll(allInKeychain).toContain(key);
  await expect(window.getByRole('tab', { name: /^Changes 1/ })).toBeVisible();
}

test('a damaged database is put aside as it is, and the newest good backup is offered', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await ask(window, 'storage.back-up', null);
  await editSession(window, 'Test RZ');
  await rename(window, 'Written after the backup');
  await saved(window, ({ body }) => body.display_name === 'Written after the backup');
  await spanwatch.desktop.close();
  const broken = zeroPages(spanwatch);

  const again = await spanwatch.start();
  await expect(
    again.getByRole('heading', { level: 1, name: 'The database is damaged' }),
  ).toBeVisible(
    // Where it can be opened all the same, it is the reading of all pages that finds it.
    { timeout: 30_000 },
  );
  // Beside it there may be the daily one by now.
  const byHand = again.getByRole('row').filter({ hasText: 'By hand' });
  await expect(byHand).toContainText('1 manager');
  await takePictures(spanwatch, 'damaged');
  expect(await findingsInEveryTheme(again)).toEqual([]);
  await again.getByRole('button', { name: 'Begin anew…' }).click();
  await expect(again.getByRole('dialog')).toContainText('Begin with an empty database?');
  expect(await findingsInEveryTheme(again)).toEqual([]);
  await again.keyboard.press('Escape');
  await expect(again.getByRole('dialog')).toHaveCount(0);
  await byHand.getByRole('button', { name: 'Restore…' }).click();
  await expect(again.getByRole('dialog')).toBeVisible();
  expect(await findingsInEveryTheme(again)).toEqual([]);
  await again.getByRole('button', { name: 'Restore this backup' }).click();
  await expect(again.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  expect(await ask(again, 'manager.list', null)).toHaveLength(1);
  const [kept] = readdirSync(aside(spanwatch)).filter((name) => name.endsWith('.db'));
  expect(readFileSync(join(aside(spanwatch), kept ?? '')).equals(broken)).toBe(true);
});

test('data of an earlier version is brought up to date behind a window that says so, also while another Spanwatch is at it', async ({
  spanwatch,
}) => {
  await spanwatch.desktop.close();
  const file = join(spanwatch.dataDir, 'spanwatch.db');
  rmSync(file);
  oldFile(spanwatch.dataDir, 3, ({ db, addRequest }) => {
    addRequest(request('r-1'));
    db.prepare('INSERT INTO managers (id, created_at, data) VALUES (:id, 1, :data)').run({
      id: manager.id,
      data: JSON.stringify(manager),
    });
  });
  const other = new LibsqlDatabase(file);
  try {
    other.exec('BEGIN EXCLUSIVE');
    const window = await spanwatch.start();
    const heading = { level: 1, name: 'The record is being brought up to date' } as const;
    await expect(window.getByRole('heading', heading)).toBeVisible();
    await expect(window.getByText('Another Spanwatch is bringing the record')).toBeVisible();
    await takePictures(spanwatch, 'updating');
    expect(await findingsInEveryTheme(window)).toEqual([]);
    other.exec('COMMIT');
    await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
    expect(await ask(window, 'manager.list', null)).toHaveLength(1);
    expect(await ask(window, 'history.list', null)).toHaveLength(1);
    const kept = readdirSync(join(spanwatch.dataDir, 'backups'));
    expect(kept).toEqual([expect.stringContaining('-before-update.db')]);
  } finally {
    other.close();
  }
});

test('a full disk is said over every screen for as long as it is full, and nothing acknowledged is lost', async ({
  practice,
}) => {
  const disk = smallDisk(ROOM);
  if (!disk) {
    console.log(`Left out: ${NO_DISK}.`);
    test.skip(true, NO_DISK);
    return;
  }
  const desktop = await launchDesktop({ dataDir: disk.folder });
  try {
    const { window } = desktop;
    await addManager(window, practice);
    const ballast = join(disk.folder, 'ballast');
    fillUp(ballast);
    await goTo(window, 'Settings');
    await window.getByRole('radio', { name: 'UTC' }).click();
    const notice = window.getByRole('alert').filter({ hasText: 'The disk is full' });
    await expect(notice.first()).toBeVisible();
    await expect(window.getByRole('radio', { name: 'Local time' })).toBeChecked();
    await goTo(window, 'Desk');
    await expect(notice.first()).toContainText('What was acknowledged before is safe');
    expect(await findingsInEveryTheme(window)).toEqual([]);
    rmSync(ballast);
    await expect(notice).toHaveCount(0, { timeout: 20_000 });
    await goTo(window, 'Settings');
    await window.getByRole('radio', { name: 'UTC' }).click();
    await expect.poll(async () => (await ask(window, 'settings.get', null)).timeZone).toBe('utc');
    expect(await ask(window, 'manager.list', null)).toHaveLength(1);
  } finally {
    await desktop.kill();
    disk.remove();
  }
});

/** kB; the window's own caches want some of it. */
const ROOM = 80_000;
const BLOCK = Buffer.alloc(65_536);

/** Takes every block that is left. */
function fillUp(file: string): void {
  const open = openSync(file, 'w');
  try {
    for (let size = BLOCK.length; size >= 512; size /= 2) {
      try {
        for (;;) writeSync(open, BLOCK, 0, size);
      } catch {
        // Smaller ones may still fit.
      }
    }
  } finally {
    closeSync(open);
  }
}
