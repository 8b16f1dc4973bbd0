import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ALL_REQUESTS } from '../../shared/history-query.ts';
import { makeRecord } from '../bench/history-record.ts';
import { ask, expect, goTo, type Spanwatch, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { chooses } from './steps/dialogs.ts';
import { runByKeys } from './steps/keys.ts';

const list = (window: Page) => window.getByRole('listbox', { name: 'Requests' });
const rows = (window: Page) => list(window).getByRole('option');
const search = (window: Page) => window.getByRole('searchbox', { name: 'Search requests' });
const views = (window: Page) => window.getByRole('button', { name: /^View/ });
const menuItem = (window: Page, name: string | RegExp) => window.getByRole('menuitem', { name });
const dialog = (window: Page) => window.getByRole('dialog');

const REQUESTS = 40;
let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-lists-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the list of a record that was made before. */
async function withRecord(spanwatch: Spanwatch): Promise<Page> {
  await spanwatch.kill();
  makeRecord(spanwatch.dataDir, { requests: REQUESTS, checks: 2 * REQUESTS, longest: 3 });
  const window = await spanwatch.start();
  await goTo(window, 'Requests');
  await expect(window.getByRole('heading', { level: 2 }).first()).toHaveText(
    `Requests ${REQUESTS + 1}`,
  );
  return window;
}

/** What the record has of a filter, oldest first. */
const oldest = (window: Page, text: string) =>
  ask(window, 'history.find', {
    filter: { ...ALL_REQUESTS, text },
    sort: { by: 'written', descending: false },
    offset: 0,
    limit: 100,
    locate: null,
  });

test('a list is saved as CSV and as JSON as it is filtered and ordered, and not where a person thinks better of it', async ({
  spanwatch,
}) => {
  const window = await withRecord(spanwatch);
  await search(window).fill('Leeds');
  const wanted = (await oldest(window, 'Leeds')).rows;
  expect(wanted.length).toBeGreaterThan(1);
  expect(wanted.length).toBeLessThan(REQUESTS);
  await expect(rows(window)).toHaveCount(wanted.length);
  await window.getByRole('button', { name: /^Order: / }).click();
  await window.getByRole('menuitemradio', { name: 'Oldest first' }).click();

  const save = async (format: 'CSV' | 'JSON', path: string | null) => {
    await chooses(spanwatch.desktop, path);
    await window.getByRole('button', { name: 'More about the list' }).click();
    const item = menuItem(window, new RegExp(`^Save the list as ${format}`));
    await expect(item).toContainText(`${wanted.length}, as filtered and ordered`);
    await item.click();
  };
  await save('CSV', null);
  await expect(window.getByRole('menu')).toHaveCount(0);
  await save('CSV', join(folder, 'leeds.csv'));
  await expect(window.getByText('List saved')).toBeVisible();
  await save('JSON', join(folder, 'leeds.json'));
  await expect(window.getByText(/^leeds\.json, /)).toBeVisible();
  expect(readdirSync(folder).sort()).toEqual(['leeds.csv', 'leeds.json']);

  const [head, ...lines] = readFileSync(join(folder, 'leeds.csv'), 'utf8').split('\r\n');
  expect(head).toMatch(/^id,put_on_record,manager,/);
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => line.split(',')[0])).toEqual(wanted.map(({ request }) => request.id));
  const saved = JSON.parse(readFileSync(join(folder, 'leeds.json'), 'utf8'));
  const [first] = wanted;
  expect(saved.map(({ id }: { id: string }) => id)).toEqual(
    wanted.map(({ request }) => request.id),
  );
  expect(saved[0]).toMatchObject({
    object: first?.request.entityName,
    put_on_record: new Date(first?.request.writtenAt ?? 0).toISOString(),
    x_nsx_requestid: first?.nsxRequestId,
    checks: first?.checks,
  });
});

test('a view is changed, replaced by another of its name, and removed, and so it stays after a restart', async ({
  spanwatch,
}) => {
  let window = await withRecord(spanwatch);
  const keepAs = async (name: string, button: string) => {
    await views(window).click();
    await menuItem(window, /^Save as a view/).click();
    await dialog(window).getByLabel('Name of the view').fill(name);
    await dialog(window).getByRole('button', { name: button }).click();
    await expect(dialog(window)).toHaveCount(0);
  };
  const showAll = async () => {
    await views(window).click();
    await menuItem(window, 'All requests').click();
    await expect(search(window)).toHaveValue('');
  };
  const open = async (name: string) => {
    await views(window).click();
    await window.getByRole('menuitemradio', { name }).click();
  };

  await search(window).fill('Leeds');
  await keepAs('Mine', 'Save the view');
  await expect(views(window)).toHaveText('ViewsMine');
  await search(window).fill('Turin');
  await expect(views(window)).toHaveText('ViewsMine *');
  await views(window).click();
  await menuItem(window, 'Save the change to “Mine”').click();
  await expect(window.getByText('View “Mine” is changed')).toBeVisible();
  await expect(views(window)).toHaveText('ViewsMine');
  await showAll();
  await open('Mine');
  await expect(search(window)).toHaveValue('Turin');

  await showAll();
  await search(window).fill('Porto');
  await views(window).click();
  await menuItem(window, /^Save as a view/).click();
  await dialog(window).getByLabel('Name of the view').fill(' Mine ');
  await expect(dialog(window)).toContainText('A view has this name: it is replaced');
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await window.keyboard.press('Escape');
  await expect(dialog(window)).toHaveCount(0);
  await keepAs('Mine', 'Replace the view');
  await keepAs('Other', 'Save the view');
  await showAll();
  await views(window).click();
  await expect(window.getByRole('menuitemradio')).toHaveText(['Mine', 'Other']);
  await window.keyboard.press('Escape');

  await spanwatch.kill();
  window = await spanwatch.start();
  await runByKeys(window, 'Mine');
  await expect(search(window)).toHaveValue('Porto');
  await views(window).click();
  await menuItem(window, 'Remove “Mine”…').click();
  await expect(dialog(window)).toContainText('Only the view goes; every request stays.');
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await dialog(window).getByRole('button', { name: 'Cancel' }).click();
  await expect(views(window)).toHaveText('ViewsMine');
  await views(window).click();
  await menuItem(window, 'Remove “Mine”…').click();
  await dialog(window).getByRole('button', { name: 'Remove the view' }).click();
  await expect(window.getByText('View “Mine” is removed')).toBeVisible();
  await expect(views(window)).toHaveText('Views');
  // What it showed stays in front, and nothing of the record has gone.
  await expect(search(window)).toHaveValue('Porto');
  await views(window).click();
  await expect(window.getByRole('menuitemradio')).toHaveText(['Other']);
  await window.keyboard.press('Escape');
  await spanwatch.kill();
  window = await spanwatch.start();
  expect((await ask(window, 'view.list', null)).map(({ name }) => name)).toEqual(['Other']);
  expect((await oldest(window, '')).total).toBe(REQUESTS + 1);
});

test('a tag is taken off a request with its ×, and with the Backspace key; the record keeps that it was there', async ({
  spanwatch,
}) => {
  let window = await withRecord(spanwatch);
  await rows(window).first().click();
  await window.getByRole('radio', { name: 'Review' }).click();
  const field = window.getByRole('combobox', { name: 'Tags' });
  const tags = window.getByRole('list', { name: 'Tags: chosen' }).getByRole('listitem');
  // Quicker than the record takes them.
  await field.focus();
  await window.keyboard.type('edge,night,CHG-1,');
  await expect(tags).toHaveText(['edge', 'night', 'CHG-1']);
  await window.getByRole('button', { name: 'Remove the tag night' }).click();
  await expect(tags).toHaveText(['edge', 'CHG-1']);
  await expect(field).toBeFocused();
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await field.focus();
  await window.keyboard.press('Backspace');
  await expect(tags).toHaveText(['edge']);
  await search(window).fill('night');
  await expect(window.getByText('No request is like that')).toBeVisible();
  await search(window).fill('edge');
  await expect(rows(window)).toHaveCount(1);

  await spanwatch.kill();
  window = await spanwatch.start();
  const { rows: found } = await oldest(window, 'edge');
  expect(found.map((one) => one.tags)).toEqual([['edge']]);
  const requestId = found[0]?.request.id;
  if (requestId === undefined) throw new Error('The tagged request is not found.');
  const { events } = await ask(window, 'history.get', { requestId });
  const said = events.flatMap(({ fact }) => (fact.type === 'tagged' ? [fact.tags] : []));
  expect(said.slice(-3)).toEqual([['edge', 'night', 'CHG-1'], ['edge', 'CHG-1'], ['edge']]);
  const { facets } = await ask(window, 'history.facets', { filter: ALL_REQUESTS });
  expect(facets.tags.map(({ value }) => value)).toEqual(['edge']);

  await test.step('what nobody chose stays in front when it leaves the list, until something else is chosen', async () => {
    const one = (await oldest(window, 'Leeds')).rows.at(-1)?.request;
    const other = (await oldest(window, 'Turin')).rows.at(-1)?.request;
    if (!one || !other) throw new Error('There are no such requests.');
    const [first, second] = one.writtenAt > other.writtenAt ? [one, other] : [other, one];
    for (const { id } of [first, second]) {
      await ask(window, 'history.tag', { requestId: id, tags: ['twin'] });
    }
    const inFront = window.locator('main .name-clip').first();
    await goTo(window, 'Requests');
    await search(window).fill('twin');
    await expect(rows(window)).toHaveCount(2);
    await expect(inFront).toHaveText(first.entityName);
    await ask(window, 'history.tag', { requestId: first.id, tags: [] });
    await expect(rows(window)).toHaveCount(1);
    await expect(inFront).toHaveText(first.entityName);
    await rows(window).first().click();
    await expect(inFront).toHaveText(second.entityName);
  });

  await test.step('a name that turns the direction of writing turns nothing that stands beside it', async () => {
    const at = await window.evaluate(() => {
      const line = document.createElement('p');
      const [name, manager] = [document.createElement('b'), document.createElement('span')];
      name.textContent = '\u202Ename';
      manager.textContent = 'manager';
      line.append('PUT ', name, ' on ', manager);
      document.body.append(line);
      const [one, other] = [name, manager].map((part) => part.getBoundingClientRect().left);
      line.remove();
      return { name: one ?? 0, manager: other ?? 0 };
    });
    expect(at.name).toBeLessThan(at.manager);
  });
});

test('who says something is the name in the settings, as soon as it is typed; one that is too long is not taken', async ({
  spanwatch,
}) => {
  let window = await withRecord(spanwatch);
  const name = () => window.getByLabel('Your name');
  const person = async () => (await ask(window, 'settings.get', null)).person;
  const markAndSee = async (mark: string, by: string) => {
    await goTo(window, 'Requests');
    await rows(window).first().click();
    await window.getByRole('radio', { name: 'Review' }).click();
    await window.getByRole('button', { name: mark }).click();
    await expect(window.getByText(`by ${by},`)).toBeVisible();
  };

  await goTo(window, 'Settings');
  await name().fill('x'.repeat(121));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('alert')).toHaveText('At most 120 characters');
  expect(await findingsInEveryTheme(window)).toEqual([]);
  expect(await person()).toBe('');
  await name().fill('  Ada Lovelace ');
  await window.keyboard.press('Enter');
  await expect(name()).toHaveValue('Ada Lovelace');
  await expect(window.getByRole('alert')).toHaveCount(0);
  await markAndSee('Seen', 'Ada Lovelace');

  const [first, , , fourth] = (await oldest(window, '')).rows.map((one) => one.request).reverse();
  expect(fourth?.entityName).not.toBe(first?.entityName);
  await rows(window).nth(3).click();
  const inFront = window.locator('main .name-clip').first();
  await expect(inFront).toHaveText(String(fourth?.entityName));

  // Left by a key while it is being typed, it is kept all the same.
  await goTo(window, 'Settings');
  await name().fill('Grace Hopper');
  await window.keyboard.press('Control+5');
  // The request that was chosen is the highlighted one still, and the one that the page shows.
  await expect(rows(window).nth(3)).toHaveAttribute('aria-selected', 'true');
  await expect(inFront).toHaveText(String(fourth?.entityName));
  await expect.poll(person).toBe('Grace Hopper');
  await markAndSee('Signed off', 'Grace Hopper');

  await spanwatch.kill();
  window = await spanwatch.start();
  await goTo(window, 'Settings');
  await expect(name()).toHaveValue('Grace Hopper');
  await name().fill('');
  await window.keyboard.press('Tab');
  await expect.poll(person).toBe('');
});
