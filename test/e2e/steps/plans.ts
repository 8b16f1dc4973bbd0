import type { Locator, Page } from '@playwright/test';
import type { Draft } from '../../../shared/draft.ts';
import { ask, goTo } from './app.ts';

/** A part of the page that asks what a new VPN session is made of. */
export const part = (window: Page, title: string): Locator =>
  window.getByRole('group', { name: title, exact: true });

/** Says of a part whether one that is there is used, or a new one. */
export async function choose(window: Page, title: string, use: string): Promise<void> {
  await part(window, title).getByRole('radio', { name: use }).click();
}

/** Opens a plan from the list of drafts and plans. */
export async function openPlan(window: Page, name: string): Promise<void> {
  await goTo(window, 'Drafts');
  await window
    .getByRole('region', { name: 'Change plans' })
    .getByRole('button', { name, exact: true })
    .click();
}

/** The rows of the steps, first to last. */
export const stepRows = (window: Page): Locator =>
  window.getByRole('region', { name: 'Steps' }).locator('tbody > tr');

/** "POST session Waiting" of each step, as it stands on the page. */
export async function stepWords(window: Page): Promise<string[]> {
  const rows = await stepRows(window).all();
  return Promise.all(
    rows.map(async (row) => {
      const [method, name, state] = await Promise.all([
        row.locator('.method').textContent(),
        row.getByRole('button').first().textContent(),
        row.locator('.badge').textContent(),
      ]);
      return `${method} ${name} ${state}`;
    }),
  );
}

/** The stored draft of a kind. */
export async function draftOf(window: Page, kind: Draft['kind']): Promise<Draft> {
  const found = (await ask(window, 'draft.list', null)).find((draft) => draft.kind === kind);
  if (!found) throw new Error(`there is no draft of ${kind}`);
  return found;
}
