import type { Page } from '@playwright/test';
import type { PracticeManager } from '../../../electron/practice/practice-manager.ts';
import { addManager, expect, goTo, openSession } from './app.ts';
import {
  confirmation,
  editSession,
  jsonEditor,
  openTab,
  rename,
  send,
  sendButton,
} from './drafts.ts';
import { runByKeys } from './keys.ts';
import { readCertificate } from './managers.ts';
import { choose, part, stepRows } from './plans.ts';
import { sentence } from './requests.ts';

/** Told of each stop of the tour while it is on screen; `within`: of what else is there it was told before. */
export type Visit = (stop: string, within?: string) => Promise<void>;

/** One manager, one request with its timeline, and one draft: so that no screen is empty. */
export async function furnish(window: Page, practice: PracticeManager): Promise<void> {
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ three');
}

/** Each main screen, as it is when one has just gone there. */
export async function visitScreens(window: Page, visit: Visit): Promise<void> {
  for (const screen of [
    'Desk',
    'Managers',
    'Inventory',
    'Drafts',
    'Requests',
    'Settings',
  ] as const) {
    await goTo(window, screen);
    await expect(window.getByRole('heading').first()).toBeVisible();
    await visit(screen);
  }
}

async function openDialog(window: Page, button: string, stop: string, visit: Visit): Promise<void> {
  await window.getByRole('button', { name: button, exact: true }).first().click();
  await expect(window.getByRole('dialog')).toBeVisible();
  await visit(stop);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
}

/** The managers' screen with what opens from it: the three steps of adding, and the dialogs. */
export async function visitManagers(
  window: Page,
  practice: PracticeManager,
  visit: Visit,
): Promise<void> {
  await readCertificate(window, practice.address);
  await visit('Add a manager, certificate');
  await window.getByLabel('Or paste what the console printed').fill('ab:cd');
  await expect(window.getByText('This is not a SHA-256')).toBeVisible();
  await visit('Add a manager, a fingerprint that is none');
  await window.getByLabel('Or paste what the console printed').fill('');
  await window.getByRole('radio', { name: /^A CA file/ }).click();
  await visit('Add a manager, by a CA file');
  await window.getByRole('radio', { name: /^This very certificate/ }).click();
  await window.getByRole('button', { name: 'It matches: pin it' }).click();
  await window.getByRole('button', { name: /^Sign in and add/ }).click();
  await expect(window.getByText('Type the password')).toBeVisible();
  await visit('Add a manager, sign-in with its errors');
  await window.getByRole('radio', { name: /^Client certificate/ }).click();
  await visit('Add a manager, by a client certificate');
  await goTo(window, 'Desk');
  await goTo(window, 'Managers');
  await openDialog(window, 'Edit', 'Edit a manager', visit);
  await openDialog(window, 'Change sign-in', 'Change the sign-in', visit);
  await openDialog(window, 'Look at the certificate again', 'The certificate', visit);
  await openDialog(window, 'Remove', 'Remove a manager', visit);
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await window.getByRole('button', { name: 'Change the address…' }).click();
  await expect(window.getByRole('dialog', { name: /^The address of/ })).toBeVisible();
  await visit('Change the address');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
}

/** A draft in its three forms with an error in it, its confirmation, and a deletion. */
export async function visitDraft(window: Page, visit: Visit): Promise<void> {
  await openSession(window, 'Test RZ');
  await visit('Session');
  await window.getByRole('button', { name: 'Go on with it' }).click();
  await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
  await visit('Draft, form');
  await expect(sendButton(window)).toBeEnabled();
  await sendButton(window).click();
  await expect(confirmation(window)).toBeVisible();
  await visit('Confirmation of a change');
  await window.keyboard.press('Escape');
  await openTab(window, 'JSON');
  await expect(jsonEditor(window)).toBeVisible();
  await visit('Draft, JSON');
  await openTab(window, 'Changes');
  await visit('Draft, changes');
  await openSession(window, 'Test RZ');
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(window.getByRole('heading', { level: 1, name: /^Delete/ })).toBeVisible();
  await visit('Deletion');
  await expect(sendButton(window)).toBeEnabled();
  await sendButton(window).click();
  await expect(confirmation(window)).toBeVisible();
  await visit('Confirmation of a deletion');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Discard' }).click();
}

/** Opens a menu, looks at it, and closes it. */
async function openMenu(window: Page, button: string, visit: Visit): Promise<void> {
  await window.getByRole('button', { name: button, exact: true }).first().click();
  await expect(window.getByRole('menu')).toBeVisible();
  // No tooltip of the button.
  await window.mouse.move(0, 0);
  await expect(window.getByRole('tooltip')).toHaveCount(0);
  await visit(`Menu “${button}”`);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('menu')).toHaveCount(0);
}

/** What a draft may be asked besides sending: where new ones come from, and what is locked or thrown away. */
export async function visitDraftActs(window: Page, visit: Visit): Promise<void> {
  await goTo(window, 'Inventory');
  await openMenu(window, 'New session', visit);
  await goTo(window, 'Drafts');
  await openMenu(window, 'New draft', visit);
  await window.getByRole('checkbox').first().check();
  await openDialog(window, 'Put in a plan…', 'Put in a plan', visit);
  await window.getByRole('button', { name: 'Test RZ three', exact: true }).click();
  await openMenu(window, 'More', visit);
  await openDialog(window, 'Discard', 'Discard a draft', visit);
  await openSession(window, 'Frankfurt ↔ Clearing bureau');
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(window.getByText('Owned by another principal: locked')).toBeVisible();
  await visit('Draft, locked');
  await openDialog(window, 'Override NSX’s protection…', 'Override a protection', visit);
  await window.getByRole('button', { name: 'Discard' }).click();
}

/** A manager that does not answer any more, and what that does to the screens that are about it. */
export async function visitTrouble(window: Page, visit: Visit): Promise<void> {
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Check now' }).click();
  await expect(sentence(window)).toHaveText(/cannot be reached/);
  await visit('A manager that cannot be reached');
  for (const screen of ['Inventory', 'Desk'] as const) {
    await goTo(window, screen);
    await visit(`${screen}, its manager out of reach`);
  }
}

/** A request in each of its four views. */
export async function visitRequest(window: Page, visit: Visit): Promise<void> {
  await goTo(window, 'Requests');
  await expect(sentence(window)).toBeVisible();
  for (const tab of ['Checks', 'Exchange', 'Changes', 'Facts']) {
    await window.getByRole('radio', { name: tab, exact: true }).click();
    if (tab === 'Checks') {
      await window
        .getByRole('button', { name: /^Check \d+: show the answer/ })
        .first()
        .click();
    }
    await visit(`Request, ${tab.toLowerCase()}`);
  }
}

/** Where drafts come from: pasted, copied, and a template that is kept for it. */
export async function visitSources(window: Page, visit: Visit): Promise<void> {
  const dialog = window.getByRole('dialog');
  const closed = async () => {
    await window.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await runByKeys(window, 'New draft from JSON');
  await expect(dialog).toBeVisible();
  await visit('Paste, empty');
  await dialog.getByLabel('JSON or curl').fill('{"resource_type":"LogicalSwitch"}');
  await dialog.getByLabel('Manager').focus();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await visit('Paste, of another kind');
  await closed();
  await openSession(window, 'Amsterdam ↔ Osaka');
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  for (const [item, words] of [
    [/^Copy, also to another manager/, 'Copy'],
    [/^Save as a template/, 'Save a template'],
  ] as const) {
    await window.getByRole('button', { name: 'More', exact: true }).click();
    await window.getByRole('menuitem', { name: item }).click();
    await expect(window.getByRole('menuitem')).toHaveCount(0);
    await expect(dialog).toBeVisible();
    if (words === 'Copy') await expect(dialog).toContainText(/by its id\./);
    await visit(words);
    if (words === 'Copy') await closed();
  }
  await dialog.getByRole('button', { name: 'Save the template' }).click();
  await expect(dialog).toHaveCount(0);
  await window.getByRole('button', { name: 'Discard' }).click();
  await runByKeys(window, 'New draft from a template');
  await expect(dialog.getByRole('button', { name: 'Use it' })).toBeVisible();
  await visit('Templates');
  await closed();
}

/** What a change plan has besides its steps: the page that asks, with its errors, and its dialogs. */
export async function visitPlans(window: Page, visit: Visit): Promise<void> {
  await makePlan(window, visit);
  await openDialog(window, 'Put drafts in it', 'Put drafts in a plan', visit);
  for (const [item, words] of [
    ['Rename…', 'Rename a plan'],
    ['Take the plan away…', 'Take a plan away'],
  ] as const) {
    await window.getByRole('button', { name: 'More about this plan' }).click();
    await window.getByRole('menuitem', { name: item }).click();
    await expect(window.getByRole('menuitem')).toHaveCount(0);
    await expect(window.getByRole('dialog')).toBeVisible();
    await visit(words);
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  }
  await goTo(window, 'Drafts');
  await expect(window.getByRole('region', { name: 'Change plans' })).toBeVisible();
  await visit('Drafts and plans');
}

/** A plan of a new VPN session with nothing filled in but its names. */
export async function makePlan(window: Page, visit?: Visit): Promise<void> {
  await runByKeys(window, 'New VPN session');
  await visit?.('New VPN session');
  await window.getByRole('button', { name: 'Make the plan' }).click();
  await expect(window.getByText('Give the plan a name')).toBeVisible();
  await visit?.('New VPN session, with its errors');
  await window.getByLabel('Name of the plan').fill('Branch Zwolle');
  await choose(window, 'Peer endpoint', 'New');
  await part(window, 'Peer endpoint').getByLabel('Peer address').fill('203.0.113.45');
  await choose(window, 'Local endpoint', 'New');
  await part(window, 'Local endpoint').getByLabel('Local address').fill('198.51.100.81');
  await choose(window, 'VPN service', 'Existing');
  await part(window, 'VPN service').getByRole('combobox').click();
  await window.getByRole('option').first().click();
  await window.getByRole('button', { name: 'Make the plan' }).click();
  await expect(sentence(window)).toHaveText(/“Branch Zwolle”: 3 steps/);
  await expect(stepRows(window)).toHaveCount(3);
  await visit?.('Plan');
}

/** What lies over every screen: the palette, the shortcuts, the menu of managers. */
export async function visitOverlays(window: Page, visit: Visit): Promise<void> {
  await window.keyboard.press('Control+k');
  await window.getByRole('textbox', { name: 'Search or run a command' }).fill('Test');
  await expect(
    window
      .getByRole('dialog')
      .getByText(/^session on/)
      .first(),
  ).toBeVisible();
  await visit('Palette');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await visit('Shortcuts');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await window.getByRole('button', { name: /choose a manager/ }).click();
  await expect(window.getByRole('menuitem', { name: 'Add a manager' })).toBeVisible();
  await visit('Menu of managers');
  await window.keyboard.press('Escape');
}

/** The form of a new object of each kind, the page of a new VPN session, and the plan that `makePlan` has made. */
export async function visitForms(window: Page, visit: Visit): Promise<void> {
  for (const kind of ['session', 'VPN service', 'local endpoint', 'peer endpoint']) {
    await runByKeys(window, `New ${kind}`);
    await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
    await visit(`New ${kind}`);
  }
  for (const kind of ['IKE', 'DPD', 'tunnel']) {
    await runByKeys(window, `New ${kind} profile`);
    await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
    await visit(`New ${kind} profile`);
  }
  await runByKeys(window, 'New VPN session');
  await expect(window.getByLabel('Name of the plan')).toBeVisible();
  await visit('New VPN session');
  await goTo(window, 'Drafts');
  const plans = window.getByRole('region', { name: 'Change plans' });
  await plans
    .getByRole('button', { name: /Branch Zwolle/ })
    .first()
    .click();
  await expect(sentence(window)).toHaveText(/“Branch Zwolle”: 3 steps/);
  await visit('Plan');
}
