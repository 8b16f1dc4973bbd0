import type { Locator, Page } from '@playwright/test';
import type { Draft } from '../../../shared/draft.ts';
import { ask, copyElsewhere, expect, goTo, openSession, type Spanwatch } from './app.ts';

export type Tab = 'Form' | 'JSON' | 'Changes';

/** Opens a new draft that changes a session. */
export async function editSession(window: Page, name: string): Promise<void> {
  await openSession(window, name);
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
}

/** Goes on with a draft. */
export async function openDraft(window: Page, name: string): Promise<void> {
  await goTo(window, 'Drafts');
  await window.getByRole('row').getByRole('button', { name, exact: true }).click();
}

/** Opens an empty draft of a new session. */
export async function newSession(
  window: Page,
  type: 'Policy-based' | 'Route-based',
): Promise<void> {
  await window.getByRole('button', { name: 'New session' }).click();
  await window.getByRole('menuitem', { name: type }).click();
  await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
}

export async function openTab(window: Page, tab: Tab): Promise<void> {
  await window.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
}

export const jsonEditor = (window: Page): Locator =>
  window.getByRole('textbox', { name: 'The draft as JSON' });

/** Replaces the JSON with what is on the clipboard. */
export async function pasteJson(spanwatch: Spanwatch, text: string): Promise<void> {
  const { window } = spanwatch;
  await copyElsewhere(spanwatch, text);
  await openTab(window, 'JSON');
  await jsonEditor(window).click();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('ControlOrMeta+v');
}

/** Types over the name of the session. */
export async function rename(window: Page, name: string): Promise<void> {
  await window.getByLabel('Name', { exact: true }).fill(name);
}

/** Chooses an object by a part of its name. */
export async function pick(window: Page, label: string, name: string): Promise<void> {
  await window.getByRole('combobox', { name: label }).fill(name);
  await window.getByRole('option', { name }).click();
}

/** The button that asks before anything leaves. */
export const sendButton = (window: Page): Locator =>
  window.getByRole('button', { name: /^(Send|Delete)…$/ });

export const confirmation = (window: Page): Locator => window.getByRole('dialog');

/** Sends the draft on screen, through the confirmation. */
export async function send(window: Page): Promise<void> {
  await expect(sendButton(window)).toBeEnabled();
  await sendButton(window).click();
  await confirmation(window).getByRole('button', { name: 'Send once' }).click();
}

/** The one draft that is on record. */
export async function storedDraft(window: Page): Promise<Draft> {
  const drafts = await ask(window, 'draft.list', null);
  expect(drafts).toHaveLength(1);
  return drafts[0] as Draft;
}

/** Waits until main has what was typed: what the screen says of it, and what is on record. */
export async function saved(window: Page, says: (draft: Draft) => boolean): Promise<void> {
  await expect.poll(async () => says(await storedDraft(window))).toBe(true);
}
