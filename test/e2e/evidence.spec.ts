import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sha256 } from '../../electron/adapters/pack/hash.ts';
import { readPack } from '../../electron/adapters/pack/read-pack.ts';
import { unzip } from '../../electron/adapters/pack/unzip.ts';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { launchDesktop } from '../support/desktop.ts';
import { addManager, ask, expect, goTo, hiddenBelow, type Spanwatch, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { chooses } from './steps/dialogs.ts';
import { editSession, rename, send } from './steps/drafts.ts';
import { takePictures } from './steps/pictures.ts';
import { onlyRequest, sentence, watchUntil } from './steps/requests.ts';
import { ofTheRecord, timelineOfWindow } from './steps/timeline.ts';

/** Longer than the first checks of a watch are apart, ms. */
const ROOM_MS = 8_000;

async function expectNoFindings(window: Page): Promise<void> {
  expect(await findingsInEveryTheme(window)).toEqual([]);
}

async function realize(window: Page, practice: PracticeManager): Promise<void> {
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ for review');
  await send(window);
  await watchUntil(window, /^Realized on 2 of 2/);
}

async function exportTo(spanwatch: Spanwatch, path: string): Promise<void> {
  const { window, desktop } = spanwatch;
  await chooses(desktop, path);
  await window.getByRole('button', { name: 'Export', exact: true }).click();
  await window.getByRole('menuitem', { name: /^Evidence pack/ }).click();
  const choose = window.getByRole('button', { name: 'Choose where…' });
  await expect(choose).toBeVisible();
  // The menu is on its way out.
  await expect(window.getByRole('menu')).toHaveCount(0);
  await expectNoFindings(window);
  await choose.click();
  await expect(window.getByRole('heading', { name: 'Evidence pack saved' })).toBeVisible();
}

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-evidence-'));
  folders.push(folder);
  return folder;
}
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('a request is exported, and opened in reviewer mode on a second data folder, where nothing is asked of anybody', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await realize(window, practice);
  const words = await sentence(window).textContent();
  const folder = newFolder();
  const pack = join(folder, 'change.spanwatch-pack.zip');
  await exportTo(spanwatch, pack);
  const hash = sha256(readFileSync(pack));
  await expect(window.getByText(hash)).toBeVisible();
  await expectNoFindings(window);
  expect(await readPack(pack)).toMatchObject({ ok: true, value: { problems: [] } });
  expect(readFileSync(pack).includes(practice.password)).toBe(false);
  expect(readdirSync(folder)).toEqual(['change.spanwatch-pack.zip']);
  await window.getByRole('button', { name: 'Done' }).click();

  const asked = practice.control.requests().length;
  const reviewer = newFolder();
  const desktop = await launchDesktop({ dataDir: reviewer, args: ['--open-pack', pack] });
  const other = desktop.window;
  await expect(other.getByRole('region', { name: 'Reviewer mode' })).toContainText(
    'change.spanwatch-pack.zip, verified, 1 request',
  );
  await expect(sentence(other)).toHaveText(words ?? '');
  await expect(other.getByText('edge-ams-01').first()).toBeVisible();
  const rail = other.getByRole('navigation', { name: 'Screens' }).getByRole('button');
  await expect(rail).toHaveText(['Requests']);
  await expect(other.getByRole('button', { name: 'Check now' })).toHaveCount(0);
  await expectNoFindings(other);
  await other.keyboard.press('Control+1');
  await expect(sentence(other)).toHaveText(words ?? '');
  await other.keyboard.press('?');
  const keys = other.getByRole('dialog', { name: 'Shortcuts' });
  await expect(keys).toContainText('Read it check by check');
  await expect(keys).toContainText('Add the note that is typed');
  await expect(keys).not.toContainText(/draft/i);
  await other.keyboard.press('Escape');
  const refused = await other.evaluate(() =>
    (
      globalThis as unknown as { spanwatch: { call(n: string, i: unknown): Promise<unknown> } }
    ).spanwatch.call('manager.probe', { address: '127.0.0.1' }),
  );
  expect(refused).toEqual({ ok: false, failure: { kind: 'reviewing' } });
  expect(practice.control.requests().length).toBe(asked);

  await other.getByRole('button', { name: 'Leave' }).click();
  await expect(other.getByRole('heading', { level: 1, name: /^Change an IPSec/ })).toBeVisible();
  await expect(other.getByRole('region', { name: 'Reviewer mode' })).toHaveCount(0);
  expect(await ask(other, 'manager.list', null)).toEqual([]);
  await desktop.close();
});

test('a pack is shown beside an open watch of one’s own, which asks nothing meanwhile and goes on afterwards', async ({
  spanwatch,
  practice,
}) => {
  const { window, desktop } = spanwatch;
  practice.control.scenario('never-ends');
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ for review');
  await send(window);
  await watchUntil(window, /1 of 2/);
  const pack = join(newFolder(), 'open.spanwatch-pack.zip');
  await exportTo(spanwatch, pack);
  await window.getByRole('button', { name: 'Done' }).click();
  const asked = () => practice.control.requests().length;
  const { nextCheckAt } = await onlyRequest(window);
  expect(nextCheckAt).not.toBeNull();

  // A second start with a pack hands it to this window.
  await desktop.app.evaluate(
    ({ app }, file) => void app.emit('second-instance', {}, [], '', { pack: file }),
    pack,
  );
  const banner = window.getByRole('region', { name: 'Reviewer mode' });
  await expect(banner).toContainText('open.spanwatch-pack.zip, verified, 1 request');
  expect(await hiddenBelow(window)).toBe(0);
  const before = asked();
  // Its check would be due, with room for the one that may have come in between.
  const due = Math.max(nextCheckAt ?? 0, Date.now()) + ROOM_MS;
  await expect.poll(() => Date.now() > due, { timeout: 4 * ROOM_MS }).toBe(true);
  expect(asked()).toBe(before);
  await ask(window, 'settings.set', {
    ...(await ask(window, 'settings.get', null)),
    person: 'Rev',
  });

  await banner.getByRole('button', { name: 'Leave' }).click();
  await expect(banner).toHaveCount(0);
  await expect.poll(asked, { timeout: 4 * ROOM_MS }).toBeGreaterThan(before);
  expect((await ask(window, 'settings.get', null)).person).toBe('Rev');
  expect((await onlyRequest(window)).open).toBe(true);
});

test('a pack with one changed byte is refused with the place, and nothing of it is shown', async ({
  spanwatch,
  practice,
}) => {
  const { window, desktop } = spanwatch;
  await realize(window, practice);
  const pack = join(newFolder(), 'change.spanwatch-pack.zip');
  await exportTo(spanwatch, pack);
  await window.getByRole('button', { name: 'Done' }).click();
  const bytes = readFileSync(pack);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] as number) ^ 1;
  const changed = join(newFolder(), 'changed.spanwatch-pack.zip');
  writeFileSync(changed, bytes);
  await chooses(desktop, changed);
  await window.keyboard.press('Control+k');
  await window.getByPlaceholder('Search or run a command').fill('open an evidence');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'This pack is refused' })).toBeVisible();
  await expect(window.getByText('changed.spanwatch-pack.zip is not as it was made')).toBeVisible();
  await expectNoFindings(window);
  await window.getByRole('button', { name: 'Close' }).last().click();
  await expect(window.getByRole('region', { name: 'Reviewer mode' })).toHaveCount(0);
  expect((await onlyRequest(window)).verdict).toBe('realized');
  await goTo(window, 'Managers');

  // The same file at a start: the reasons are said, over one's own desk.
  const second = await launchDesktop({ dataDir: newFolder(), args: [`--open-pack=${changed}`] });
  await expect(second.window.getByRole('heading', { name: 'This pack is refused' })).toBeVisible();
  await second.close();
});

/** The text of a part of a pack. */
async function partOf(pack: string, name: string): Promise<string> {
  const { parts } = await unzip(readFileSync(pack));
  return parts.get(name)?.toString('utf8') ?? '';
}

test('the report opens in Chromium with the network off: nothing is asked for, nothing runs, and it says what the window says; as PDF too', async ({
  spanwatch,
  practice,
}) => {
  const { window, desktop } = spanwatch;
  await realize(window, practice);
  const words = (await sentence(window).textContent()) ?? '';
  const told = await timelineOfWindow(window);
  const folder = newFolder();
  const pack = join(folder, 'change.spanwatch-pack.zip');
  await exportTo(spanwatch, pack);
  await window.getByRole('button', { name: 'Done' }).click();
  const report = join(folder, 'report.html');
  writeFileSync(report, await partOf(pack, 'report.html'));
  const seen = await desktop.app.evaluate(async ({ BrowserWindow, session }, file) => {
    const own = session.fromPartition('offline-report', { cache: false });
    own.enableNetworkEmulation({ offline: true });
    const asked: string[] = [];
    own.webRequest.onBeforeRequest((details, done) => {
      asked.push(details.url);
      done({});
    });
    const page = new BrowserWindow({
      show: false,
      width: 1200,
      height: 900,
      webPreferences: { session: own, sandbox: true },
    });
    const said: string[] = [];
    page.webContents.on('console-message', (event) => said.push(event.message));
    await page.loadFile(file);
    const found = await page.webContents.executeJavaScript(
      `({
        text: document.body.innerText,
        svgs: document.querySelectorAll('figure svg').length,
        told: [...document.querySelectorAll('figure svg g > g')].flatMap((stretch) => {
          const lane = stretch.parentElement.querySelector(':scope > title')?.textContent;
          const says = stretch.querySelector(':scope > title')?.textContent;
          return lane && says ? [{ lane, says }] : [];
        }),
        wide: document.documentElement.scrollWidth > innerWidth,
      })`,
    );
    page.destroy();
    return { asked, said, ...found };
  }, report);
  expect(seen.asked).toEqual([`file://${report}`]);
  expect(seen.said).toEqual([]);
  expect(seen.text).toContain(words);
  expect(seen.svgs).toBe(1);
  // The same lanes with the same stretches in the same words as in the window.
  expect(told.length).toBeGreaterThan(3);
  expect(ofTheRecord(seen.told)).toEqual(told);
  expect(seen.wide).toBe(false);

  const pdf = join(folder, 'change.pdf');
  await chooses(desktop, pdf);
  await window.getByRole('button', { name: 'Export', exact: true }).click();
  await window.getByRole('menuitem', { name: /^Report as PDF/ }).click();
  await expect(window.getByText('Report saved')).toBeVisible();
  const bytes = readFileSync(pdf);
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(5_000);
});

test('a request is copied as its id, its path, curl and Markdown, by the menu and by the palette', async ({
  spanwatch,
  practice,
}) => {
  const { window, desktop } = spanwatch;
  await realize(window, practice);
  const { nsxRequestId } = await onlyRequest(window);
  const clipboard = () => desktop.app.evaluate(({ clipboard }) => clipboard.readText());
  const copy = async (name: RegExp) => {
    await window.getByRole('button', { name: 'Export', exact: true }).click();
    await window.getByRole('menuitem', { name }).click();
  };
  await copy(/^Request id/);
  await expect.poll(clipboard).toBe(nsxRequestId);
  await copy(/^API path/);
  await expect
    .poll(clipboard)
    .toMatch(
      new RegExp(`^/api/v1/vpn/ipsec/sessions/[0-9a-f-]+/state\\?request_id=${nsxRequestId}$`),
    );
  await copy(/^curl/);
  await expect.poll(clipboard).toMatch(/^curl \\\n {2}--request PUT \\\n {2}--user 'admin'/);
  await window.keyboard.press('Control+k');
  await window.getByPlaceholder('Search or run a command').fill('copy as markdown');
  await window.keyboard.press('Enter');
  await expect.poll(clipboard).toMatch(/^\*\*PUT Test RZ for review\*\* on nsx-ams: Realized/);
});

test('what a reviewer says is kept beside the pack, sent back as a small file and merged, once', async ({
  spanwatch,
  practice,
}) => {
  const { window, desktop } = spanwatch;
  await realize(window, practice);
  const pack = join(newFolder(), 'change.spanwatch-pack.zip');
  await exportTo(spanwatch, pack);
  await window.getByRole('button', { name: 'Done' }).click();
  const { request } = await onlyRequest(window);

  const reviewer = newFolder();
  const review = join(newFolder(), 'change.spanwatch-review.json');
  const first = await launchDesktop({ dataDir: reviewer, args: ['--open-pack', pack] });
  const banner = first.window.getByRole('region', { name: 'Reviewer mode' });
  await expect(banner.getByRole('button', { name: 'Save review…' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  // The name is there before anything is signed, and is set there.
  await first.window.getByRole('radio', { name: 'Review' }).click();
  await first.window.getByRole('button', { name: 'Change…' }).click();
  await first.window.getByRole('textbox', { name: 'Your name' }).fill('Rita Reviewer');
  await first.window.keyboard.press('Enter');
  await expect(first.window.getByText('as Rita Reviewer')).toBeVisible();
  await ask(first.window, 'history.note', { requestId: request.id, text: 'Why at **night**?' });
  await ask(first.window, 'history.mark', { requestId: request.id, mark: 'questioned' });
  await expect(banner.getByRole('button', { name: 'Save review…' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  // Nothing acknowledged is lost by a power cut, and the pack opened again says it again.
  await first.kill();
  expect(existsSync(join(reviewer, 'reviewing'))).toBe(true);
  // The pack's own record is not left lying about: the next start takes it away, with a pack or without.
  const plain = await launchDesktop({ dataDir: reviewer });
  expect(await ask(plain.window, 'manager.list', null)).toEqual([]);
  expect(existsSync(join(reviewer, 'reviewing'))).toBe(false);
  await plain.close();
  const again = await launchDesktop({ dataDir: reviewer, args: ['--open-pack', pack] });
  expect((await ask(again.window, 'history.get', { requestId: request.id })).summary).toMatchObject(
    { notes: 1, mark: { mark: 'questioned' } },
  );
  await chooses(again, review);
  await again.window.getByRole('button', { name: 'Save review…' }).click();
  await expect(again.window.getByText('Review saved')).toBeVisible();
  await again.close();

  const merge = async () => {
    await chooses(desktop, review);
    await window.keyboard.press('Control+k');
    await window.getByPlaceholder('Search or run a command').fill('merge a review');
    await window.keyboard.press('Enter');
  };
  await merge();
  await expect(window.getByRole('heading', { name: 'A review by Rita Reviewer' })).toBeVisible();
  const says = window.getByRole('list', { name: 'What the review says' });
  await expect(says).toContainText('Questioned');
  await expect(says.getByRole('strong')).toHaveText('night');
  await takePictures(spanwatch, 'review-to-merge');
  await expectNoFindings(window);
  expect((await onlyRequest(window)).mark).toBeUndefined();
  await window.getByRole('button', { name: 'Merge 2 remarks' }).click();
  await expect(window.getByRole('heading', { name: 'Review merged' })).toBeVisible();
  await expect(window.getByText(/^2 remarks by Rita Reviewer put on record/)).toBeVisible();
  await takePictures(spanwatch, 'review-merged');
  await expectNoFindings(window);
  await window.getByRole('button', { name: 'PUT Test RZ for review' }).click();
  await expect(window.getByRole('dialog')).toHaveCount(0);
  expect((await onlyRequest(window)).mark).toMatchObject({ mark: 'questioned' });
  await merge();
  await expect(
    window.getByRole('heading', { name: /^Nothing in this review is new/ }),
  ).toBeVisible();
  await window.getByRole('button', { name: 'Close' }).last().click();
  expect((await onlyRequest(window)).notes).toBe(1);

  await chooses(desktop, pack);
  await window.keyboard.press('Control+k');
  await window.getByPlaceholder('Search or run a command').fill('merge a review');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'This review is refused' })).toBeVisible();
  await expectNoFindings(window);
});
