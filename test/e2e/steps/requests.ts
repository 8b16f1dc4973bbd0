import type { Locator, Page } from '@playwright/test';
import type { PracticeManager } from '../../../electron/practice/practice-manager.ts';
import type { LoggedRequest } from '../../../electron/practice/request-log.ts';
import { ask, expect } from './app.ts';

/** The sentence that a request's page begins with. */
export const sentence = (window: Page): Locator => window.getByRole('heading', { level: 1 });

/** Presses an act of the request, of its head or of its next step. */
export async function act(window: Page, name: string): Promise<void> {
  await window.getByRole('button', { name, exact: true }).first().click();
}

/**
 * Waits for a sentence, asking for a check meanwhile: a person who does not want to wait for the next
 * check presses the same button.
 */
export async function watchUntil(window: Page, says: RegExp): Promise<void> {
  const check = window.getByRole('button', { name: 'Check now', exact: true });
  await expect(async () => {
    if (await check.first().isVisible()) await check.first().click({ timeout: 1000 });
    await expect(sentence(window)).toHaveText(says, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

const WRITES = new Set(['POST', 'PUT', 'DELETE']);

/** The writes to the VPN calls that the practice manager received, oldest first. */
export function writesTo(practice: PracticeManager): LoggedRequest[] {
  return practice.control
    .requests()
    .filter(({ method, path }) => WRITES.has(method) && path.includes('/vpn/ipsec/'));
}

/** The one write that the practice manager received. */
export function onlyWriteTo(practice: PracticeManager): LoggedRequest {
  const writes = writesTo(practice);
  expect(writes).toHaveLength(1);
  return writes[0] as LoggedRequest;
}

/** A session as the practice manager has it now. */
export function sessionAt(practice: PracticeManager, name: string) {
  return practice.control.entities('sessions').find(({ display_name }) => display_name === name);
}

/** The only request on record. */
export async function onlyRequest(window: Page) {
  const requests = await ask(window, 'history.list', null);
  expect(requests).toHaveLength(1);
  const [request] = requests;
  if (request === undefined) throw new Error('There is no request on record.');
  return request;
}
