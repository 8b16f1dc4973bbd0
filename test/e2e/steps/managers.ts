import type { Locator, Page } from '@playwright/test';
import keytar from 'keytar';
import { KEYCHAIN_SERVICE } from '../../../electron/adapters/keychain.ts';
import type { PracticeManager } from '../../../electron/practice/practice-manager.ts';
import type { ManagerView } from '../../../shared/manager.ts';
import { ask, expect, goTo } from './app.ts';

/** The first step: which address; ends when its certificate is on screen. */
export async function readCertificate(window: Page, address: string): Promise<void> {
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Add a manager' }).first().click();
  await window.getByLabel('Address').fill(address);
  await window.getByRole('button', { name: 'Read its certificate' }).click();
  await expect(window.getByRole('group', { name: 'Trust' })).toBeVisible();
}

/** The second step, by the pin. */
export async function pin(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'It matches: pin it' }).click();
}

export type Typed = { user: string; password: string };

/** Types who signs in, on the third step or in the dialog. */
export async function typeSignIn(window: Page, { user, password }: Typed): Promise<void> {
  await window.getByLabel('User', { exact: true }).fill(user);
  await window.getByLabel('Password', { exact: true }).fill(password);
}

/** The end of the third step: one try. */
export async function addAs(window: Page, name: string): Promise<void> {
  await window.getByLabel('Name', { exact: true }).fill(name);
  await window.getByRole('button', { name: `Sign in and add ${name}` }).click();
}

/** The manager's row in the list, which says whether it can be reached. */
export const managerRow = (window: Page, name: string): Locator =>
  window.getByRole('listbox', { name: 'Managers' }).getByRole('option').filter({ hasText: name });

/** The button on the title bar that says which manager is in front, and how it is. */
export const titlePill = (window: Page): Locator =>
  window.getByRole('banner').getByRole('button', { name: /choose a manager/ });

/** The only manager on record. */
export async function onlyManager(window: Page): Promise<ManagerView> {
  const managers = await ask(window, 'manager.list', null);
  expect(managers).toHaveLength(1);
  return managers[0] as ManagerView;
}

/** What the operating system's keychain holds for a manager, as another program would read it. */
export function inKeychain(view: ManagerView): Promise<string | null> {
  return keytar.getPassword(KEYCHAIN_SERVICE, `manager:${view.manager.id}`);
}

/** Every password that the keychain holds for Spanwatch. */
export async function allInKeychain(): Promise<string[]> {
  const entries = await keytar.findCredentials(KEYCHAIN_SERVICE);
  return entries.map(({ password }) => password);
}

/** How often somebody tried to sign in at the practice manager. */
export function signInTries(practice: PracticeManager): number {
  return practice.control.requests().filter(({ path }) => path === '/api/session/create').length;
}
