import type { Locator, Page } from '@playwright/test';
import { expect, goTo } from './app.ts';
import { compareDialog } from './compare.ts';
import { sentence } from './requests.ts';
import type { Visit } from './tour.ts';

/** What stands beside the list. */
const DETAIL = '[aria-label="Detail"]';

const list = (window: Page) => window.getByRole('listbox', { name: 'Requests' });
const dialog = (window: Page) => window.getByRole('dialog');
const button = (window: Page, name: string | RegExp) =>
  window.getByRole('button', { name, exact: true });

async function closed(window: Page): Promise<void> {
  await window.keyboard.press('Escape');
  await expect(dialog(window)).toHaveCount(0);
}

/** Looks at a menu, and closes it. */
async function visitMenu(window: Page, opener: Locator, stop: string, visit: Visit): Promise<void> {
  await opener.click();
  await expect(window.getByRole('menu')).toBeVisible();
  // No tooltip of the button.
  await window.mouse.move(0, 0);
  await expect(window.getByRole('tooltip')).toHaveCount(0);
  await visit(stop);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('menu')).toHaveCount(0);
}

/** Opens the request of a name that no other has. */
export async function openRequest(window: Page, name: string): Promise<void> {
  await goTo(window, 'Requests');
  const search = window.getByRole('searchbox', { name: 'Search requests' });
  await search.fill(name);
  await list(window).getByRole('option').filter({ hasText: name }).first().click();
  await expect(window.locator('main .name-clip').first()).toHaveText(name);
  await search.fill('');
}

/** Each request on record, one after the other. */
export async function visitEachRequest(window: Page, visit: Visit): Promise<void> {
  await goTo(window, 'Requests');
  await list(window).focus();
  await window.keyboard.press('Home');
  const chosen = list(window).getByRole('option', { selected: true });
  const last = await chosen.getAttribute('aria-setsize');
  for (let no = 1; ; no += 1) {
    await expect(chosen).toHaveAttribute('aria-posinset', String(no));
    const row = (await chosen.textContent()) ?? '';
    const name = window.locator('main .name-clip').first();
    const inFront = async () => {
      const shown = (await name.textContent()) || 'nothing';
      return row.includes(shown) ? row : shown;
    };
    await expect.poll(inFront).toBe(row);
    await visit(`Request: ${await sentence(window).textContent()}`, DETAIL);
    if (String(no) === last) return;
    await window.keyboard.press('ArrowDown');
  }
}

/** The list with what narrows it, as a list and as a table, and what several that are chosen can be used for. */
export async function visitRequestList(window: Page, visit: Visit): Promise<void> {
  await goTo(window, 'Requests');
  await button(window, 'Filter').click();
  const panel = window.getByRole('region', { name: 'Filter', exact: true });
  await panel
    .getByRole('checkbox', { name: /^Failed/ })
    .first()
    .click();
  await visit('Requests, filtered');
  await visitMenu(window, button(window, 'Views'), 'Menu of views', visit);
  await button(window, 'Views').click();
  await window.getByRole('menuitem', { name: /^Save as a view/ }).click();
  await dialog(window).getByLabel('Name of the view').fill('Failed ones');
  await visit('Save a view');
  await window.keyboard.press('Enter');
  await expect(dialog(window)).toHaveCount(0);
  await button(window, /^View/).click();
  await window.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(dialog(window)).toBeVisible();
  await visit('Remove a view');
  await closed(window);
  await button(window, 'Close the filter').click();
  await button(window, /^View/).click();
  await window.getByRole('menuitem', { name: 'All requests' }).click();
  await visitMenu(window, button(window, /^Order:/), 'Order of the requests', visit);
  await visitMenu(window, button(window, 'More about the list'), 'More about the list', visit);
  await list(window).focus();
  await window.keyboard.press('Home');
  await window.keyboard.press('Shift+ArrowDown');
  await expect(window.getByRole('region', { name: 'Chosen requests' })).toBeVisible();
  await visit('Requests, two chosen');
  await button(window, 'Tag…').click();
  await window.getByRole('combobox', { name: 'Tags to add' }).fill('edge,');
  await visit('Tag requests');
  await closed(window);
  await button(window, 'Choose only the one in front').click();
  await window.getByRole('searchbox', { name: 'Search requests' }).fill('no request has this');
  await expect(window.getByText('No request is like that')).toBeVisible();
  await visit('Requests, none like that');
  await button(window, 'Show all').click();
  await button(window, 'As a table').click();
  await expect(window.getByRole('grid', { name: 'Requests' })).toBeVisible();
  await visit('Requests as a table');
  await visitMenu(window, button(window, 'Columns'), 'Columns of the table', visit);
  await button(window, 'Beside the request').click();
  await button(window, 'Follow…').click();
  await dialog(window).getByLabel('Request id').fill('not an id');
  await dialog(window).getByLabel('Manager').focus();
  await expect(dialog(window).getByText('No x-nsx-requestid is in this.')).toBeVisible();
  await visit('Follow a request');
  await closed(window);
}

/** A request with all that can be shown of it: its timeline with a tooltip, its replay, every tab. */
export async function visitRequestPage(window: Page, name: string, visit: Visit): Promise<void> {
  await openRequest(window, name);
  const lanes = window.getByRole('group', { name: /^Realization lanes/ });
  await lanes.focus();
  await window.keyboard.press('End');
  await window.keyboard.press('ArrowLeft');
  await expect(window.locator('.lane-tip')).toBeVisible();
  await visit('Timeline, a stretch read by key');
  await window.getByRole('radio', { name: 'Log', exact: true }).click();
  await visit('Timeline, logarithmic');
  await window.getByRole('radio', { name: 'Linear', exact: true }).click();
  await button(window, 'Replay').click();
  await window.getByRole('slider', { name: 'Step' }).focus();
  for (let step = 0; step < 5; step += 1) await window.keyboard.press('ArrowRight');
  await visit('Replay');
  await button(window, 'End the replay').click();
  for (const tab of ['Checks', 'Exchange', 'Changes', 'Facts', /^Review/]) {
    await window.getByRole('radio', { name: tab, exact: true }).click();
    if (tab === 'Checks') await button(window, /^Check 2: show/).click();
    if (tab === 'Facts') {
      await button(window, 'Verify this request').click();
      await expect(window.getByText(/^This request is as it was recorded/)).toBeVisible();
    }
    await visit(`Request, ${tab}`);
  }
  await visitMenu(window, button(window, 'Export'), 'Menu of evidence', visit);
}

/** Two requests side by side, and one object over time. */
export async function visitComparing(window: Page, name: string, visit: Visit): Promise<void> {
  await openRequest(window, name);
  await button(window, 'Compare…').click();
  await expect(compareDialog(window).getByRole('option').first()).toBeVisible();
  await visit('Compare with');
  await compareDialog(window).getByRole('searchbox').fill('no request has this');
  await visit('Compare with, none found');
  await compareDialog(window).getByRole('searchbox').fill('');
  await expect(compareDialog(window).getByRole('option').first()).toBeVisible();
  await button(window, 'Compare').click();
  await expect(sentence(window)).toHaveText(/^Two requests/);
  await visit('Two requests');
  await window.getByRole('radio', { name: 'Everything' }).click();
  await visit('Two requests, everything');
  await button(window, 'History of this object').first().click();
  await expect(sentence(window)).toHaveText(/^History of/);
  await visit('One object over time');
}

/** What Settings does: the record verified, days chosen, a backup made and one gone back to. */
export async function visitStorage(window: Page, visit: Visit): Promise<void> {
  await goTo(window, 'Settings');
  await button(window, 'Verify the record').click();
  await expect(window.getByText(/^Everything is as it was recorded: /)).toBeVisible();
  await window.getByText('For some days', { exact: true }).click();
  await window.getByLabel('Days that requests are kept').fill('1');
  await window.keyboard.press('Tab');
  await button(window, /^Drop/).click();
  await expect(dialog(window)).toBeVisible();
  await visit('Drop old requests');
  await closed(window);
  await window.getByText('For ever', { exact: true }).click();
  await button(window, 'Back up now').click();
  await expect(window.getByRole('table', { name: 'Backups' })).toBeVisible();
  await visit('Settings, verified and backed up');
  await button(window, 'Restore…').first().click();
  await expect(dialog(window)).toBeVisible();
  await visit('Restore a backup');
  await closed(window);
}

/** The palette with what it finds of the record. */
export async function visitFound(window: Page, name: string, visit: Visit): Promise<void> {
  await window.keyboard.press('ControlOrMeta+k');
  const palette = window.getByRole('dialog', { name: 'Search or run a command' });
  await palette.getByRole('textbox').fill(name);
  await expect(palette.getByRole('button').first()).toContainText(name);
  await visit('Palette, a request');
  await closed(window);
}
