import type { Page } from '@playwright/test';
import { expect, type Spanwatch } from './app.ts';
import { findingsInEveryTheme } from './axe.ts';
import { confirmation } from './drafts.ts';
import {
  chooseByKeys,
  pickByKeys,
  pressByKeys,
  pressUntil,
  runByKeys,
  typeByKeys,
} from './keys.ts';
import { takePictures } from './pictures.ts';
import { draftOf, part, stepRows } from './plans.ts';

export const NAME = 'Branch Utrecht';
export const SERVICE = 'vpn-retail';
export const ADDRESS = '198.51.100.66';
export const KEY = 'Utrecht-typed-by-hand-Vw58';
export const MINE = 'Mine: Utrecht is served too';

/** Pictures of what is on screen, and axe over it, in every theme. */
export async function judge(spanwatch: Spanwatch, name: string): Promise<void> {
  await takePictures(spanwatch, name);
  expect(await findingsInEveryTheme(spanwatch.window), name).toEqual([]);
}

/** Confirms with the keyboard alone. */
export async function confirmByKeys(window: Page, typed?: string): Promise<void> {
  await expect(window.getByRole('button', { name: /^(Send plan|Go on)…$/ })).toBeEnabled();
  await window.keyboard.press('ControlOrMeta+Enter');
  const dialog = confirmation(window);
  if (typed === undefined) {
    await expect(dialog.getByRole('button', { name: /^Send/ })).toBeFocused();
  } else {
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await window.keyboard.type(typed);
  }
  await window.keyboard.press('Enter');
}

export const title = (window: Page) => window.getByRole('heading', { level: 1 });

/** Each part of the page by keys: the service is one that is there, the DPD profile the default, the rest is new. */
export async function askByKeys(window: Page): Promise<void> {
  await runByKeys(window, 'New VPN session');
  await expect(window.getByLabel('Name of the plan')).toBeFocused();
  await window.keyboard.type(NAME);
  const uses = (named: string) =>
    part(window, named).getByRole('radiogroup', { name: /what to use/ });
  await chooseByKeys(window, uses('VPN service'), 'radio', 'Existing');
  await pickByKeys(window, part(window, 'VPN service').getByRole('combobox'), SERVICE);
  for (const named of [
    'IKE profile',
    'Tunnel profile',
    'Local endpoint',
    'Peer endpoint',
    'Session',
  ]) {
    await chooseByKeys(window, uses(named), 'radio', 'New');
    const [word] = named.split(' ');
    await typeByKeys(window, part(window, named).getByLabel(/^Name of the/), `${word} Utrecht`);
    if (named === 'Local endpoint') {
      await typeByKeys(window, window.getByLabel('Local address'), ADDRESS);
    } else if (named === 'Peer endpoint') {
      await typeByKeys(window, window.getByLabel('Peer address'), '203.0.113.44');
    }
  }
}

/** Opens a step's draft by keys; `back` goes to the plan again. */
export async function openStep(window: Page, name: string): Promise<void> {
  // Two steps may have one name: the kind is in the button's.
  await pressByKeys(window, stepRows(window).getByRole('button', { name: `${name}, ` }));
  await expect(window.getByText(`A step of the plan “${NAME}”`)).toBeVisible();
}

export async function back(window: Page): Promise<void> {
  await pressUntil(window, 'Shift+Tab', window.getByRole('button', { name: 'Open the plan' }));
  await window.keyboard.press('Enter');
  await expect(stepRows(window).first()).toBeVisible();
}

/** A change of the service that is there, put in the plan as its first step. */
export async function changeService(window: Page): Promise<void> {
  await runByKeys(window, SERVICE);
  await expect(title(window)).toHaveText(SERVICE);
  await pressByKeys(window, window.getByRole('button', { name: 'Edit', exact: true }));
  await typeByKeys(window, window.getByLabel('Description'), MINE);
  await expect.poll(async () => (await draftOf(window, 'services')).body.description).toBe(MINE);
  await runByKeys(window, NAME);
  await pressByKeys(window, window.getByRole('button', { name: 'Put drafts in it' }));
  const dialog = confirmation(window);
  await pressByKeys(window, dialog.getByRole('checkbox', { name: new RegExp(SERVICE) }), 'Space');
  await pressByKeys(window, dialog.getByRole('button', { name: 'Put 1 draft in' }));
  await expect(dialog).toHaveCount(0);
}

/** The key in its field, and the session's traffic. */
export async function fillByKeys(window: Page): Promise<void> {
  await openStep(window, 'Peer Utrecht');
  await typeByKeys(window, window.getByRole('textbox', { name: 'Pre-shared key' }), KEY);
  await window.keyboard.press('Enter');
  await expect(window.getByText('A key is kept in the keychain until it is sent')).toBeVisible();
  await back(window);
  await openStep(window, 'Session Utrecht');
  for (const [side, subnet] of [
    ['local', '10.77.0.0/24'],
    ['peer', '10.78.0.0/24'],
  ] as const) {
    const add = window.getByLabel(new RegExp(`^Add to .*${side} subnet$`));
    await pressUntil(window, 'Tab', add);
    await window.keyboard.type(subnet);
    await window.keyboard.press('Enter');
    await expect(
      window.getByRole('button', { name: new RegExp(`${side} subnet 1: ${subnet}`) }),
    ).toBeVisible();
  }
  // The pickers offer, by name, what the plan is yet to make.
  await expect(window.getByRole('combobox', { name: 'Local endpoint' })).toHaveValue(
    'Local Utrecht (new in this plan)',
  );
  await back(window);
}

/** Somebody else's words or mine: asked in the draft's Changes, and chosen there. */
export async function chooseInChanges(spanwatch: Spanwatch): Promise<void> {
  const { window } = spanwatch;
  await openStep(window, SERVICE);
  await expect(window.getByText(/changed this IPSec VPN service since/).first()).toBeVisible();
  await chooseByKeys(window, window.getByRole('tablist'), 'tab', /^Changes/);
  await pressByKeys(window, window.getByRole('button', { name: 'Merge', exact: true }));
  await expect(window.getByText('0 of 1 chosen')).toBeVisible();
  await judge(spanwatch, 'plan-merge');
  const keep = window
    .getByRole('group', { name: 'description' })
    .getByRole('radio', { name: /^Keep mine/ });
  await pressByKeys(window, keep, 'Space');
  await expect(window.getByRole('heading', { name: /is merged in/ })).toBeFocused();
  await back(window);
}
