import type { Locator, Page } from '@playwright/test';
import type { Draft } from '../../../shared/draft.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { REDACTED } from '../../../shared/redaction.ts';
import { ask, expect, goTo, type Spanwatch } from './app.ts';
import { openTab, pasteJson } from './drafts.ts';

/** A part of the page that asks what a new VPN session is made of. */
export const part = (window: Page, title: string): Locator =>
  window.getByRole('group', { name: title, exact: true });

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

/** Changes fields of a step's draft in its JSON, and comes back to the plan. */
export async function mendInJson(
  spanwatch: Spanwatch,
  plan: string,
  kind: Draft['kind'],
  fields: JsonObject,
): Promise<void> {
  const { window } = spanwatch;
  const draft = await draftOf(window, kind);
  await openPlan(window, plan);
  await stepRows(window)
    .getByRole('button', { name: String(draft.body.display_name), exact: true })
    .click();
  await expect(window.getByText(`A step of the plan “${plan}”`)).toBeVisible();
  await pasteJson(spanwatch, JSON.stringify({ ...draft.body, ...fields }, null, 2));
  await expect.poll(async () => (await draftOf(window, kind)).body).toMatchObject({ ...fields });
  await openTab(window, 'Changes');
  await window.getByRole('button', { name: 'Open the plan' }).click();
}

/** Has a key made for the new peer endpoint, and marks it in the draft, as its form does. */
export async function giveKey(spanwatch: Spanwatch, plan: string): Promise<void> {
  const { id } = await draftOf(spanwatch.window, 'peer-endpoints');
  await ask(spanwatch.window, 'draft.make-secret', { draftId: id, field: 'psk' });
  await mendInJson(spanwatch, plan, 'peer-endpoints', { psk: REDACTED });
}
