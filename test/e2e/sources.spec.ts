import type { Page } from '@playwright/test';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { addManager, ask, copyElsewhere, expect, openSession, test } from './steps/app.ts';
import { findings } from './steps/axe.ts';
import { editSession, rename, saved, send, storedDraft } from './steps/drafts.ts';
import { takePictures } from './steps/pictures.ts';
import { act, onlyWriteTo, sessionAt, watchUntil } from './steps/requests.ts';

const PSK = 'Pasted-Key-that-is-secret-7';

/** Runs a command of the palette, by keys alone. */
async function command(window: Page, words: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+k');
  await expect(window.getByPlaceholder(/Search/).last()).toBeFocused();
  await window.keyboard.type(words);
  await window.keyboard.press('Enter');
}

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
  await command(window, 'New draft from JSON');
  await expect(dialog(window).getByLabel('JSON or curl')).toBeFocused();
  await window.keyboard.press('ControlOrMeta+v');
  await expect(dialog(window)).toContainText('A new peer endpoint pe-pasted.');
  await expect(dialog(window)).not.toContainText('Password-of-mine');
  await expect(dialog(window)).not.toContainText(PSK);
  expect(await findings(window)).toEqual([]);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'pe-pasted' })).toBeVisible();
  await saved(window, (draft) => draft.body.psk === REDACTED);
  const draft = await storedDraft(window);
  expect(draft.body).toMatchObject({ peer_address: '203.0.113.77' });
});

test('what is no object says why, and nothing of it is lost', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await command(window, 'New draft from JSON');
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

  test('a session is copied there: its endpoints are found by name, and it is sent to that manager alone', async ({
    spanwatch,
    practice,
  }) => {
    const { window } = spanwatch;
    await addManager(window, second, { name: 'nsx-fra', environment: 'lab' });
    await addManager(window, practice, { name: 'nsx-ams' });
    await editSession(window, 'Amsterdam ↔ Osaka');
    await window.getByRole('button', { name: 'More' }).click();
    await window.getByRole('menuitem', { name: /^Copy, also to another manager/ }).click();
    await dialog(window)
      .getByLabel('Manager', { exact: true })
      .selectOption({ label: `nsx-fra · lab · ${second.address}` });
    await expect(dialog(window)).toContainText(/(on nsx-fra too|by its id)\./);
    expect(await findings(window)).toEqual([]);
    await takePictures(spanwatch, 'source-copy');
    await dialog(window).getByLabel('Name', { exact: true }).fill('Amsterdam ↔ Osaka, copied');
    await dialog(window).getByRole('button', { name: 'Make the draft' }).click();
    await expect(
      window.getByRole('heading', { level: 1, name: 'Amsterdam ↔ Osaka, copied' }),
    ).toBeVisible();
    await send(window);
    await watchUntil(window, /^Realized on/);
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
  await command(again, 'New draft from a template');
  await expect(dialog(again)).toContainText('Standard site');
  expect(await findings(again)).toEqual([]);
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
