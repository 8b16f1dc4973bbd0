import type { Page } from '@playwright/test';
import { ALL_REQUESTS } from '../../shared/history-query.ts';
import { makeRecord } from '../bench/history-record.ts';
import { addManager, ask, expect, goTo, type Spanwatch, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { editSession, rename, send } from './steps/drafts.ts';
import { pressByKeys, runByKeys } from './steps/keys.ts';
import { takePictures } from './steps/pictures.ts';
import { sentence } from './steps/requests.ts';

const list = (window: Page) => window.getByRole('listbox', { name: 'Requests' });
const table = (window: Page) => window.getByRole('grid', { name: 'Requests' });
const rows = (window: Page) => list(window).getByRole('option');
const chosen = (window: Page) => list(window).getByRole('option', { selected: true });
const search = (window: Page) => window.getByRole('searchbox', { name: 'Search requests' });
const panel = (window: Page) => window.getByRole('region', { name: 'Filter', exact: true });
const views = (window: Page) => window.getByRole('button', { name: /^View/ });
const filterButton = (window: Page) => window.getByRole('button', { name: /^Filter( \d+)?$/ });
const bar = (window: Page) => window.getByRole('region', { name: 'Chosen requests' });

const RUNS = [
  { session: 'Test RZ', scenario: 'normal', says: /^Realized/ },
  { session: 'Frankfurt ↔ Milan', scenario: 'node-fails', says: /^Failed on/ },
  { session: 'Amsterdam ↔ Osaka', scenario: 'normal', says: /^Realized/ },
  { session: 'Amsterdam ↔ Rotterdam port', scenario: 'vanishes', says: /^Missing/ },
];

/** More than are held in the window, or chosen, at once; one more has many checks. */
const MANY = 1200;

/** Pictures and axe of what is on screen now. */
async function look(spanwatch: Spanwatch, name: string): Promise<void> {
  await takePictures(spanwatch, name);
  expect(await findingsInEveryTheme(spanwatch.window), name).toEqual([]);
}

test('requests are searched, filtered, kept as a view, chosen several at a time and reviewed, and all of it is there after a restart', async ({
  spanwatch,
  practice,
}) => {
  test.slow();
  const { window } = spanwatch;
  await addManager(window, practice);
  for (const { session, scenario, says } of RUNS) {
    await editSession(window, session);
    await rename(window, `${session}, changed`);
    practice.control.scenario(scenario);
    await send(window);
    await expect(sentence(window)).toHaveText(says);
    // Whatever was chosen before: what was sent is chosen now, and nothing else.
    await expect(chosen(window)).toHaveText([new RegExp(session)]);
    await rows(window).last().click();
  }
  const found = await ask(window, 'history.list', null);
  const osaka = found.find(({ request }) => request.entityName.includes('Osaka'));
  await goTo(window, 'Requests');
  await expect(rows(window)).toHaveCount(RUNS.length);

  await test.step('a piece of a request id finds the one', async () => {
    await window.keyboard.press('Control+f');
    await expect(search(window)).toBeFocused();
    await window.keyboard.type((osaka?.nsxRequestId ?? '').slice(9, 23));
    await expect(rows(window)).toHaveCount(1);
    await expect(rows(window)).toContainText('Osaka');
    await search(window).fill('no request has this');
    await expect(window.getByText('No request is like that')).toBeVisible();
    await look(spanwatch, 'requests-none');
    await window.getByRole('button', { name: 'Show all' }).click();
    await expect(rows(window)).toHaveCount(RUNS.length);
  });

  await test.step('a node or an endpoint finds its requests, whose rows say which text has it', async () => {
    await search(window).fill('edge-fra-03');
    await expect(rows(window).filter({ hasText: 'Milan' })).toContainText('Found in: edge-fra-03');
    await expect(list(window).locator('mark').first()).toHaveText('edge-fra-03');
    await search(window).fill('le-ams-public-1');
    await expect(rows(window).filter({ hasText: 'Osaka' })).toContainText('le-ams-public-1');
    await look(spanwatch, 'requests-why');
    await search(window).fill('');
    await expect(rows(window)).toHaveCount(RUNS.length);
  });

  await test.step('what is to look at, and what was not realized, say what they are', async () => {
    const tips = window.getByRole('tooltip');
    await window.getByRole('button', { name: /^To look at/ }).hover();
    await expect(tips).toContainText('in the last 7 days, not seen yet');
    await window.getByRole('button', { name: /^To look at/ }).focus();
    await window.keyboard.press('Tab');
    await expect(window.getByRole('button', { name: 'Not realized' })).toBeFocused();
    await expect(tips.filter({ hasText: 'however old, seen or not' })).toBeVisible();
  });

  await test.step('facets say what each choice would leave, and what is chosen has its ×', async () => {
    await filterButton(window).focus();
    await window.keyboard.press('Enter');
    await expect(window.getByRole('button', { name: 'Close the filter' })).toBeFocused();
    const verdicts = panel(window).getByRole('group', { name: 'Verdict' });
    await expect(verdicts.getByRole('checkbox', { name: /^Realized 2/ })).toBeVisible();
    await pressByKeys(window, verdicts.getByRole('checkbox', { name: /^Failed 1/ }), 'Space');
    await expect(rows(window)).toHaveCount(1);
    await verdicts.getByRole('checkbox', { name: /^Missing 1/ }).click();
    await expect(rows(window)).toHaveCount(2);
    await look(spanwatch, 'requests-filter');
    const chips = window.getByRole('list', { name: 'Chosen filters' });
    await chips.getByRole('button', { name: 'Remove Verdict Missing' }).click();
    await expect(filterButton(window)).toBeFocused();
    await expect(rows(window)).toHaveCount(1);
    await panel(window).getByLabel('Since').focus();
    await window.keyboard.type('20200101');
    await expect(chips).toContainText('Since 2020-01-01');
    await chips.getByRole('button', { name: /^Remove Since/ }).click();
    await panel(window)
      .getByRole('checkbox', { name: /^Realized 2/ })
      .focus();
    await window.keyboard.press('Escape');
    await expect(panel(window)).toHaveCount(0);
    await expect(filterButton(window)).toBeFocused();
  });

  await test.step('the filter is kept as a view', async () => {
    await views(window).focus();
    await window.keyboard.press('Enter');
    await expect(window.getByRole('menuitem', { name: /^Save as a view/ })).toBeVisible();
    await look(spanwatch, 'requests-views');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await window.getByRole('dialog').getByLabel('Name of the view').fill('Failed ones');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('dialog')).toHaveCount(0);
    await expect(views(window)).toContainText('Failed ones');
    await search(window).fill('no request has this');
    await expect(rows(window)).toHaveCount(0);
    await expect(views(window)).toContainText('Failed ones *');
    await views(window).click();
    await window.getByRole('menuitemradio', { name: 'Failed ones', checked: false }).click();
    await expect(rows(window)).toHaveCount(1);
    await expect(views(window)).not.toContainText('*');
    await expect(search(window)).toHaveValue('');
    await window.getByRole('button', { name: 'Clear all' }).click();
    await expect(rows(window)).toHaveCount(RUNS.length);
  });

  await test.step('several are chosen by keys', async () => {
    await rows(window).nth(0).click();
    await expect(chosen(window)).toHaveCount(1);
    await window.keyboard.press('Shift+ArrowDown');
    await window.keyboard.press('Shift+ArrowDown');
    await expect(bar(window)).toContainText('3 selected');
    await window.keyboard.press('Shift+ArrowUp');
    await expect(bar(window)).toContainText('2 selected');
    await bar(window).getByRole('button', { name: 'Compare' }).click();
    await expect(list(window)).toHaveCount(0);
    await expect(window.getByRole('button', { name: 'Back' })).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(bar(window)).toContainText('2 selected');
    await list(window).focus();
    await window.keyboard.press('Control+End');
    await window.keyboard.press('Space');
    await expect(bar(window)).toContainText('3 selected');
    await expect(rows(window).nth(2)).toHaveAttribute('aria-selected', 'false');
    await window.keyboard.press('Control+a');
    await expect(bar(window)).toContainText('4 selected');
    await rows(window)
      .nth(1)
      .click({ modifiers: ['Control'] });
    await expect(bar(window)).toContainText('3 selected');
    await look(spanwatch, 'requests-chosen');
    await bar(window).getByRole('button', { name: 'Tag…' }).click();
    const dialog = window.getByRole('dialog');
    await expect(dialog.getByRole('combobox', { name: 'Tags to add' })).toBeFocused();
    await window.keyboard.type('change 4711,');
    await look(spanwatch, 'requests-tag');
    await dialog.getByRole('button', { name: 'Add the tags' }).click();
    await expect(dialog).toHaveCount(0);
    await bar(window).getByRole('button', { name: 'Tag…' }).click();
    await window.keyboard.type('passing,');
    await dialog.getByRole('button', { name: 'Add the tags' }).click();
    await bar(window).getByRole('button', { name: 'Tag…' }).click();
    await dialog.getByRole('button', { name: 'passing' }).click();
    await dialog.getByRole('button', { name: 'Change the tags' }).click();
    await expect(dialog).toHaveCount(0);
    await bar(window).getByRole('button', { name: 'Mark' }).click();
    await window.getByRole('menuitem', { name: 'Seen' }).click();
    await dialog.getByRole('button', { name: 'Mark as Seen' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(list(window).getByTitle(/^Seen by/)).toHaveCount(3);
    await window.getByRole('button', { name: 'Undo' }).click();
    await expect(list(window).getByTitle(/^Seen by/)).toHaveCount(0);
    await bar(window).getByRole('button', { name: 'Mark' }).click();
    await window.getByRole('menuitem', { name: 'Seen' }).click();
    await dialog.getByRole('button', { name: 'Mark as Seen' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(list(window).getByTitle(/^Seen by/)).toHaveCount(3);
    await search(window).fill('passing');
    await expect(rows(window)).toHaveCount(0);
    await search(window).fill('');
    await window.getByRole('button', { name: 'More about the list' }).click();
    await window.getByRole('menuitem', { name: /^Choose all/ }).click();
    await expect(bar(window)).toContainText('4 selected');
    await bar(window).getByRole('button', { name: 'Mark' }).click();
    await window.getByRole('menuitem', { name: 'No mark' }).click();
    await dialog.getByRole('button', { name: 'Take the marks off' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(list(window).getByTitle(/^Seen by/)).toHaveCount(0);
    await list(window).focus();
    await window.keyboard.press('Escape');
    await expect(bar(window)).toHaveCount(0);
    await expect(chosen(window)).toHaveCount(1);
  });

  await test.step('notes, tags and the mark are said on the request', async () => {
    await rows(window).filter({ hasText: 'Milan' }).click();
    await expect(sentence(window)).toHaveText(/^Failed on/);
    await window.getByRole('radio', { name: 'Review' }).click();
    await window
      .getByLabel('Add a note')
      .fill(
        '**Node 2** lost it.\n\n- see [the ticket](https://evil.example/x)\n- <img src=x onerror=alert(1)>\n- `10.1.0.0/16`',
      );
    const preview = window.getByRole('region', { name: 'Preview of the note' });
    await expect(preview.getByRole('strong')).toHaveText('Node 2');
    await window.keyboard.press('Control+Enter');
    await expect(preview).toHaveCount(0);
    const notes = window.getByRole('list', { name: 'Notes' });
    await expect(notes.getByRole('strong')).toHaveText('Node 2');
    await expect(notes).toContainText('the ticket (https://evil.example/x)');
    await expect(notes).toContainText('<img src=x onerror=alert(1)>');
    await expect(notes.locator('a, img')).toHaveCount(0);
    await window.getByRole('button', { name: 'Questioned' }).click();
    await expect(window.getByRole('button', { name: 'Questioned' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(window.getByRole('button', { name: 'Questioned' })).toBeFocused();
    const tags = window.getByRole('combobox', { name: 'Tags' });
    await tags.focus();
    await window.keyboard.type('CHG-1004,edge');
    await window.keyboard.press('Enter');
    await window.keyboard.type('half');
    await window.keyboard.press('Enter');
    await window.getByRole('button', { name: 'Remove the tag half' }).press('Enter');
    await expect(tags).toBeFocused();
    await expect(window.getByRole('list', { name: 'Tags: chosen' })).toHaveText(/CHG-1004edge$/);
    await look(spanwatch, 'request-review');
  });

  await test.step('the table has the columns that are wanted, in the order that is wanted', async () => {
    await window.getByRole('button', { name: 'As a table' }).click();
    await expect(table(window)).toBeFocused();
    await expect(table(window).getByRole('row')).toHaveCount(RUNS.length + 1);
    await table(window).getByRole('button', { name: 'Object' }).click();
    await expect(table(window).getByRole('columnheader', { name: 'Object' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await expect(table(window).getByRole('row').nth(1)).toContainText('Amsterdam ↔ Osaka');
    await look(spanwatch, 'requests-table');
    const edge = table(window).getByRole('separator', { name: 'Width of Manager' });
    const wide = async () => (await edge.locator('..').boundingBox())?.width;
    await edge.hover();
    await window.mouse.down();
    await window.mouse.move(700, 150);
    await window.mouse.up();
    await expect(edge).not.toHaveAttribute('aria-valuetext', 'as wide as its words');
    await edge.dblclick();
    await expect(edge).toHaveAttribute('aria-valuetext', 'as wide as its words');
    await table(window).getByRole('separator', { name: 'Width of Time' }).focus();
    await window.keyboard.press('ArrowDown');
    await expect(edge).toBeFocused();
    const before = Math.round((await wide()) ?? 0);
    await window.keyboard.press('ArrowRight');
    await expect.poll(wide).toBe(before + 16);
    await window.getByRole('button', { name: 'Columns' }).click();
    await window.getByRole('menuitemcheckbox', { name: 'Checks', checked: true }).click();
    await expect(window.getByRole('menuitemcheckbox', { name: 'Checks' })).not.toBeChecked();
    await look(spanwatch, 'requests-columns');
    await window.keyboard.press('Escape');
    await expect(table(window).getByRole('columnheader', { name: 'Checks' })).toHaveCount(0);
    await table(window).focus();
    await window.keyboard.press('Home');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect(sentence(window)).toHaveText(/^Missing/);
    // The order goes on beside the request, and is said there.
    const order = window.getByRole('button', { name: 'Order: Object, A to Z' });
    await expect(order.getByText('Object, A to Z')).toBeVisible();
    await window.getByRole('separator', { name: 'Width of Requests' }).focus();
    await window.keyboard.press('ArrowRight');
    await expect(window.getByRole('separator')).toHaveAttribute('aria-valuenow', '388');
    await window.keyboard.press('Alt+ArrowLeft');
    await expect(table(window)).toBeVisible();
  });

  await spanwatch.kill();
  const again = await spanwatch.start();
  await runByKeys(again, 'Failed ones', 'Failed ones');
  await expect(rows(again)).toHaveCount(1);
  await expect(again.getByRole('separator')).toHaveAttribute('aria-valuenow', '388');
  expect((await ask(again, 'settings.get', null)).columnWidths).toEqual({
    manager: expect.any(Number),
  });
  await expect(again.getByRole('list', { name: 'Chosen filters' })).toContainText('Failed');
  await expect(again.getByText('edge', { exact: true })).toBeVisible();
  await again.getByRole('radio', { name: 'Review 1' }).click();
  await expect(again.getByRole('list', { name: 'Notes' })).toContainText('Node 2 lost it.');
  await again.getByRole('button', { name: 'Questioned' }).click();
  await expect(again.getByText('no mark now')).toBeVisible();
  await search(again).fill('node 2 lost');
  await expect(rows(again)).toHaveCount(1);
  await views(again).click();
  await again.getByRole('menuitem', { name: 'All requests' }).click();
  await expect(rows(again)).toHaveCount(RUNS.length);
  await search(again).fill('change 4711');
  await expect(rows(again)).toHaveCount(3);
});

test('of a record of thousands only what is looked at is read, to its very end and by keys', async ({
  spanwatch,
}) => {
  await spanwatch.kill();
  const { longest } = makeRecord(spanwatch.dataDir, { requests: MANY, checks: MANY, longest: 3 });
  const window = await spanwatch.start();
  await goTo(window, 'Requests');
  await expect(window.getByRole('heading', { level: 2 }).first()).toHaveText('Requests 1,201');
  await list(window).focus();
  await window.keyboard.press('End');
  const last = list(window).locator(`[aria-posinset="${MANY + 1}"]`);
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last).not.toHaveAttribute('aria-busy', 'true');
  await expect(sentence(window)).toBeVisible();
  await window.keyboard.press('Shift+Home');
  await expect(bar(window)).toContainText('1,000 selected · the most at once');
  expect(await rows(window).count()).toBeLessThan(60);
  await search(window).fill(longest.slice(0, 18));
  await expect(rows(window)).toHaveCount(1);
  await expect(bar(window)).toHaveCount(0);
  await filterButton(window).click();
  await expect(panel(window).getByRole('group', { name: 'Time' })).toBeVisible();
  await look(spanwatch, 'requests-many');

  await test.step('Ctrl+K finds one of any age: by a piece of its id, by its name, by a word of a note', async () => {
    const oldest = { by: 'written', descending: false } as const;
    const page = { offset: 1, limit: 1, locate: null };
    const { rows } = await ask(window, 'history.find', {
      ...{ filter: ALL_REQUESTS, sort: oldest, ...page },
    });
    const [{ request, nsxRequestId } = { request: null, nsxRequestId: null }] = rows;
    if (!request || !nsxRequestId) throw new Error('There is no such request.');
    const listed = await ask(window, 'history.list', null);
    expect(listed.map((one) => one.request.id)).not.toContain(request.id);
    await ask(window, 'history.note', { requestId: request.id, text: 'Moved to Zwijndrecht' });
    for (const typed of [nsxRequestId.slice(9, 23), request.entityName, 'zwijndrecht']) {
      await goTo(window, 'Desk');
      await runByKeys(window, typed, request.entityName);
      await expect(window.locator('main .name-clip').first()).toHaveText(request.entityName);
    }
  });
});
