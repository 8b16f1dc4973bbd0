import type { Page } from '@playwright/test';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { addManager, ask, copyElsewhere, expect, openSession, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { editSession, rename, saved, send, sendButton, storedDraft } from './steps/drafts.ts';
import { pressByKeys, pressUntil, runByKeys, typeByKeys } from './steps/keys.ts';
import { takePictures } from './steps/pictures.ts';
import { act, onlyWriteTo, sentence, sessionAt, watchUntil } from './steps/requests.ts';

const PSK = 'Pasted-Key-that-is-secret-7';

const dialog = (window: Page) => window.getByRole('dialog');

test('a curl command becomes a draft by keys alone; its credentials are left, its key goes to the keychain', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  const body = {
    resource_type: 'IPSecVPNPeerEndpoint',
    display_name: 'pe-pasted',
    peer_address: '203.0.113.77',
    peer_id: '203.0.113.77',
    psk: PSK,
  };
  await copyElsewhere(
    spanwatch,
    `curl -k -u admin:Password-of-mine https://nsx/api/v1/vpn/ipsec/peer-endpoints \\\n -d '${JSON.stringify(body)}'`,
  );
  await runByKeys(window, 'New draft from JSON');
  await expect(dialog(window).getByLabel('JSON or curl')).toBeFocused();
  await window.keyboard.press('ControlOrMeta+v');
  await expect(dialog(window)).toContainText('A new peer endpoint pe-pasted.');
  await expect(dialog(window)).not.toContainText('Password-of-mine');
  await expect(dialog(window)).not.toContainText(PSK);
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'pe-pasted' })).toBeVisible();
  await saved(window, (draft) => draft.body.psk === REDACTED);
  const draft = await storedDraft(window);
  expect(draft.body).toMatchObject({ peer_address: '203.0.113.77' });
});

test('what is no object says why, and nothing of it is lost', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await runByKeys(window, 'New draft from JSON');
  await copyElsewhere(spanwatch, '{"resource_type":"LogicalSwitch","display_name":"ls-1"}');
  await dialog(window).getByLabel('JSON or curl').press('ControlOrMeta+v');
  await expect(dialog(window).getByRole('alert')).toContainText('“LogicalSwitch” is not of the');
  await expect(dialog(window).getByRole('button', { name: 'Make the draft' })).toBeDisabled();
  await takePictures(spanwatch, 'source-paste');
});

test.describe('with a second manager', () => {
  let second: PracticeManager;
  test.beforeEach(async ({ pace }) => {
    second = await startPracticeManager({ pace });
  });
  test.afterEach(() => second.close());

  test('a session is copied there by keys alone: its endpoints are found by name, and it is sent to that manager alone', async ({
    spanwatch,
    practice,
  }) => {
    const { window } = spanwatch;
    const { keyboard } = window;
    await addManager(window, second, { name: 'nsx-fra', environment: 'lab' });
    await addManager(window, practice, { name: 'nsx-ams' });
    await runByKeys(window, 'Amsterdam ↔ Osaka');
    const heading = (name: string) => window.getByRole('heading', { level: 1, name });
    await expect(heading('Amsterdam ↔ Osaka')).toBeVisible();
    await pressByKeys(window, window.getByRole('button', { name: 'Edit', exact: true }));
    await expect(window.getByRole('tab', { name: 'Form' })).toBeVisible();
    await pressByKeys(window, window.getByRole('button', { name: 'More', exact: true }));
    const copy = window.getByRole('menuitem', { name: /^Copy, also to another manager/ });
    await pressUntil(window, 'ArrowDown', copy);
    await keyboard.press('Enter');
    const manager = dialog(window).getByLabel('Manager', { exact: true });
    await pressUntil(window, 'Tab', manager);
    await keyboard.type('nsx-fra');
    await expect(
      manager.getByRole('option', { name: /^nsx-fra · lab/, selected: true }),
    ).toHaveCount(1);
    await expect(dialog(window)).toContainText(/(on nsx-fra too|by its id)\./);
    expect(await findingsInEveryTheme(window)).toEqual([]);
    await takePictures(spanwatch, 'source-copy');
    const name = dialog(window).getByLabel('Name', { exact: true });
    await typeByKeys(window, name, 'Amsterdam ↔ Osaka, copied');
    await keyboard.press('Enter');
    await expect(heading('Amsterdam ↔ Osaka, copied')).toBeVisible();
    await expect(sendButton(window)).toBeEnabled();
    await keyboard.press('ControlOrMeta+Enter');
    await expect(window.getByRole('button', { name: 'Send once' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(sentence(window)).toHaveText(/^Realized on/);
    expect(onlyWriteTo(second)).toMatchObject({ method: 'POST', status: 201 });
    const there = sessionAt(second, 'Amsterdam ↔ Osaka, copied');
    const here = sessionAt(practice, 'Amsterdam ↔ Osaka');
    const peers = (of: PracticeManager) => of.control.entities('peer-endpoints');
    const named = (of: PracticeManager, id: unknown) =>
      peers(of).find((one) => one.id === id)?.display_name;
    expect(named(second, there?.peer_endpoint_id)).toBe(named(practice, here?.peer_endpoint_id));
    expect(sessionAt(practice, 'Amsterdam ↔ Osaka, copied')).toBeUndefined();
  });
});

test('a template is kept over a restart, and a draft is made from it', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Amsterdam ↔ Osaka');
  await window.getByRole('button', { name: 'More' }).click();
  await window.getByRole('menuitem', { name: /^Save as a template/ }).click();
  await dialog(window).getByLabel('Name of the template').fill('Standard site');
  await dialog(window).getByRole('button', { name: 'Save the template' }).click();
  await expect(dialog(window)).toHaveCount(0);
  await spanwatch.kill();

  const again = await spanwatch.start();
  await runByKeys(again, 'New draft from a template');
  await expect(dialog(again)).toContainText('Standard site');
  expect(await findingsInEveryTheme(again)).toEqual([]);
  await takePictures(spanwatch, 'source-templates');
  await dialog(again).getByRole('button', { name: 'Use it' }).click();
  await dialog(again).getByLabel('Name', { exact: true }).fill('Site from the template');
  await dialog(again).getByRole('button', { name: 'Make the draft' }).click();
  await expect(
    again.getByRole('heading', { level: 1, name: 'Site from the template' }),
  ).toBeVisible();
  expect(await ask(again, 'draft.list', null)).toContainEqual(
    expect.objectContaining({ operation: 'create', kind: 'sessions' }),
  );
});

test('what a change replaced is restored as a draft, and sent', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ, by mistake');
  await send(window);
  await watchUntil(window, /^Realized on/);
  await act(window, 'Restore as draft');
  await expect(window.getByRole('heading', { level: 1, name: 'Test RZ' })).toBeVisible();
  await send(window);
  await watchUntil(window, /^Realized on/);
  expect(sessionAt(practice, 'Test RZ')).toBeDefined();
  await openSession(window, 'Test RZ');
});
