import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../../electron/practice/practice-manager.ts';
import { type CommandName, commands, type Input, type Output } from '../../../shared/contract.ts';
import { Fingerprint, MANAGER_COLOURS } from '../../../shared/manager.ts';
import { type Desktop, launchDesktop } from '../../support/desktop.ts';

/** Spanwatch on one data folder, over several starts. */
export type Spanwatch = {
  /** The window of the run that is on now. */
  readonly window: Page;
  readonly desktop: Desktop;
  readonly dataDir: string;
  /** Starts it on the same data folder; the run before must have ended. */
  start(): Promise<Page>;
  /** As a power cut: kill -9. */
  kill(): Promise<void>;
};

type Fixtures = {
  /** How much slower than a second a practice second is; small is quick. */
  pace: number;
  /** What the system asks for; `reduce`: no test waits for a dialog to fade in. */
  motion: 'reduce' | 'no-preference';
  practice: PracticeManager;
  spanwatch: Spanwatch;
};

/** Ten practice seconds pass before the first check: a normal change is realized by then. */
const QUICK = 0.1;

/** A test with a Spanwatch of its own, on an empty data folder, and a practice manager of its own. */
export const test = base.extend<Fixtures>({
  pace: [QUICK, { option: true }],
  motion: ['reduce', { option: true }],
  practice: async ({ pace }, use) => {
    const practice = await startPracticeManager({ pace });
    await use(practice);
    await practice.close();
  },
  spanwatch: async ({ motion }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'spanwatch-e2e-'));
    const launch = async () => {
      const launched = await launchDesktop({ dataDir });
      await launched.window.emulateMedia({ reducedMotion: motion });
      return launched;
    };
    let desktop = await launch();
    await use({
      dataDir,
      get window() {
        return desktop.window;
      },
      get desktop() {
        return desktop;
      },
      async start() {
        desktop = await launch();
        return desktop.window;
      },
      kill: () => desktop.kill(),
    });
    await desktop.kill();
    // A killed application's helper processes write for a moment longer, so the folder fills again.
    await expect(() => rmSync(dataDir, { recursive: true, force: true })).toPass();
  },
});

export { expect };

type Door = { call: (name: string, input: unknown) => Promise<unknown> };

/** Asks main through the window's own door: for what is on record, never in place of an act that a test is about. */
export async function ask<N extends CommandName>(
  window: Page,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const answer = await window.evaluate(
    ([word, value]) => (globalThis as unknown as { spanwatch: Door }).spanwatch.call(word, value),
    [name, input as unknown] as const,
  );
  expect(answer, name).toMatchObject({ ok: true });
  return commands[name].output.parse((answer as { value: unknown }).value) as Output<N>;
}

export type ScreenName = 'Desk' | 'Managers' | 'Inventory' | 'Drafts' | 'Requests' | 'Settings';

/** Goes to a screen by the rail. */
export async function goTo(window: Page, screen: ScreenName): Promise<void> {
  await window
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();
}

/** Puts a text on the system's clipboard, as copying it elsewhere would. */
export async function copyElsewhere(spanwatch: Spanwatch, text: string): Promise<void> {
  await spanwatch.desktop.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text);
}

/** A first reading of thousands, on a machine that is busy, in ms. */
const FIRST_READING = 60_000;

/** `sees`: the session by which its first copy is known to be read. */
export type Called = { name?: string; environment?: string; readOnly?: boolean; sees?: string };

/** Adds a manager as its user does: address, certificate, sign-in; then its first copy is read. */
export async function addManagerByHand(
  window: Page,
  practice: PracticeManager,
  called: Called = {},
): Promise<void> {
  const name = called.name ?? 'nsx-ams';
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Add a manager' }).first().click();
  await window.getByLabel('Address').fill(practice.address);
  await window.getByRole('button', { name: 'Read its certificate' }).click();
  await window.getByRole('button', { name: 'It matches: pin it' }).click();
  await window.getByLabel('User', { exact: true }).fill(practice.user);
  await window.getByLabel('Password', { exact: true }).fill(practice.password);
  await window.getByLabel('Name', { exact: true }).fill(name);
  await window.getByLabel('Environment').fill(called.environment ?? '');
  if (called.readOnly) await window.getByLabel('Read-only').check();
  await window.getByRole('button', { name: `Sign in and add ${name}` }).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
  await seeInventory(window, called);
}

/**
 * Adds a manager through the window's door, with what its user would have typed, and puts it in front: for the tests
 * that begin with one. How a person adds one is shown in managers.spec.ts and by all that call `addManagerByHand`.
 */
export async function addManager(
  window: Page,
  practice: PracticeManager,
  called: Called = {},
): Promise<void> {
  const name = called.name ?? 'nsx-ams';
  const taken = (await ask(window, 'manager.list', null)).map(({ manager }) => manager.colour);
  const { manager } = await ask(window, 'manager.add', {
    name,
    environment: called.environment ?? '',
    colour: MANAGER_COLOURS.find((colour) => !taken.includes(colour)) ?? MANAGER_COLOURS[0],
    readOnly: called.readOnly ?? false,
    address: practice.address,
    trust: { kind: 'fingerprint', sha256: Fingerprint.parse(practice.fingerprint) },
    user: practice.user,
    auth: 'session',
    password: practice.password,
    keep: 'keychain',
  });
  await ask(window, 'inventory.refresh', { managerId: manager.id });
  await goTo(window, 'Managers');
  await window
    .getByRole('listbox', { name: 'Managers' })
    .getByRole('option')
    .filter({ hasText: name })
    .click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
  await seeInventory(window, called);
}

async function seeInventory(window: Page, { sees = 'Test RZ' }: Called): Promise<void> {
  await goTo(window, 'Inventory');
  await expect(sessionRow(window, sees)).toBeVisible({ timeout: FIRST_READING });
}

/** A session's row in the inventory. */
export function sessionRow(window: Page, name: string) {
  return window
    .getByRole('listbox', { name: /^(Sessions|Everything)$/ })
    .getByRole('option')
    .filter({ hasText: name });
}

/** Opens a session of the manager in front. */
export async function openSession(window: Page, name: string): Promise<void> {
  await goTo(window, 'Inventory');
  await sessionRow(window, name).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Px of the screen that lie under the status bar, where nobody comes to by the wheel: what is said over it takes its height from it. */
export const hiddenBelow = (window: Page): Promise<number> =>
  window.locator('main.screen').evaluate((screen) => screen.scrollHeight - screen.clientHeight);
