import type { Page } from '@playwright/test';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { call, VPN } from '../practice/client.ts';
import { addManager, ask, expect, goTo, openSession, type Spanwatch, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import {
  confirmation,
  editSession,
  jsonEditor,
  openTab,
  rename,
  saved,
  send,
  sendButton,
} from './steps/drafts.ts';
import { filesHolding } from './steps/files.ts';
import { editObject, type KindName, newObject, openObject } from './steps/forms.ts';
import { heapOf } from './steps/heap.ts';
import { allInKeychain } from './steps/managers.ts';
import { onlyWriteTo, sentence, sessionAt, writesTo } from './steps/requests.ts';

const KEY_IS_KEPT = 'A key is kept in the keychain until it is sent';

const keyField = (window: Page) => window.getByRole('textbox', { name: 'Pre-shared key' });

const peerAt = (practice: PracticeManager, name: string) =>
  practice.control.entities('peer-endpoints').find(({ display_name }) => display_name === name);

/** The names of the sessions that stand on a tunnel profile, through their peers. */
function sessionsOn(practice: PracticeManager, profile: string): string[] {
  const { control } = practice;
  const id = control.entities('tunnel-profiles').find((one) => one.display_name === profile)?.id;
  const peers = control
    .entities('peer-endpoints')
    .filter((one) => one.ipsec_tunnel_profile_id === id);
  const ids = new Set<unknown>(peers.map((peer) => peer.id));
  const sessions = control.entities('sessions').filter((one) => ids.has(one.peer_endpoint_id));
  return sessions.map((one) => String(one.display_name));
}

/** That a key is in no file under the data folder, in nothing that was printed, and in nothing that main answers. */
async function expectNoTrace(spanwatch: Spanwatch, key: string): Promise<void> {
  const { window, desktop, dataDir } = spanwatch;
  expect(filesHolding(dataDir, [key])).toEqual([]);
  expect(desktop.output()).not.toContain(key);
  const told = [await ask(window, 'draft.list', null), await ask(window, 'history.list', null)];
  expect(JSON.stringify(told)).not.toContain(key);
  expect(await window.content()).not.toContain(key);
}

test('a peer endpoint is made with a key that nobody typed and nobody sees', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await newObject(window, 'Peer endpoints', 'peer endpoint');
  await rename(window, 'pe-new-site');
  await window.getByLabel('Peer address').fill('192.0.2.201');
  await window.getByLabel('Peer ID').fill('new.example.net');
  await expect(sendButton(window)).toBeDisabled();
  await window.getByRole('button', { name: 'Have one made', exact: true }).click();
  await expect(window.getByText(KEY_IS_KEPT)).toBeVisible();
  await expect(window.getByRole('button', { name: 'Show', exact: true })).toHaveCount(0);
  await window.getByRole('combobox', { name: 'IKE profile' }).fill('ikev2');
  await window.getByRole('option', { name: /ikev2-strong.*AES_256/ }).click();
  await expect(window.getByText('Pre-shared key is ready')).toBeVisible();
  await send(window);

  await expect(sentence(window)).toHaveText(
    /^Accepted by NSX.*No session uses this new peer endpoint yet/,
  );
  const made = peerAt(practice, 'pe-new-site');
  const key = String(made?.psk);
  expect(key.length).toBeGreaterThanOrEqual(20);
  await expectNoTrace(spanwatch, key);
  await expect.poll(allInKeychain).not.toContain(key);
});

test('a typed key leaves the window’s memory with the field, and the disk never has it', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const key = 'Xk93-typed-by-hand-Qz71';
  await addManager(window, practice);
  await editObject(window, 'Peer endpoints', 'pe-osaka');
  await expect(window.getByText('Unchanged', { exact: true })).toBeVisible();
  await window.getByRole('button', { name: 'Type a new key' }).click();
  await expect(keyField(window)).toBeFocused();
  await window.keyboard.type(key);
  // The search finds what is there: while it stands in the field, the heap has it.
  expect(await heapOf(window)).toContain(key);

  await window.getByLabel('Peer ID').click();
  await expect(window.getByText(KEY_IS_KEPT)).toBeVisible();
  await expect(window.getByRole('tab', { name: /^Changes 1/ })).toBeVisible();
  await expect.poll(allInKeychain).toContain(key);
  await expect(window.getByText('Pre-shared key is ready')).toBeVisible();
  const heap = await heapOf(window);
  expect(heap).toContain('pe-osaka');
  expect(heap).not.toContain(key);
  await expectNoTrace(spanwatch, key);

  // The same in the JSON, letter by letter: it is taken whole once the editor is left.
  const second = 'Lq58-typed-in-the-json-Wd02';
  await openTab(window, 'JSON');
  await jsonEditor(window).click();
  const mark = window.locator('.cm-line', { hasText: '"psk":' });
  const comma = (await mark.innerText()).trimEnd().endsWith(',') ? ',' : '';
  await mark.click();
  await window.keyboard.press('Home');
  await window.keyboard.press('Shift+End');
  await window.keyboard.type(`"psk": "${second}"${comma}`);
  expect(await heapOf(window)).toContain(second);
  expect(await allInKeychain()).toContain(key);
  await window.getByRole('tab', { name: 'Form' }).click();
  await expect(window.getByText(KEY_IS_KEPT)).toBeVisible();
  await expect.poll(allInKeychain).toContain(second);
  expect(await allInKeychain()).not.toContain(key);
  expect(await heapOf(window)).not.toContain(second);
  await expectNoTrace(spanwatch, second);

  await send(window);
  // The dialog is gone with its page: the focus is at the new one's title, not lost.
  await expect(window.locator('main h1')).toBeFocused();
  await expect(sentence(window)).toHaveText(/^Realized/);
  expect(peerAt(practice, 'pe-osaka')?.psk).toBe(second);
  await expect.poll(allInKeychain).not.toContain(key);
  expect(await heapOf(window)).not.toContain(key);
  await expectNoTrace(spanwatch, key);
});

test('AES-GCM with IKEv1 is refused at the field, with the mend, and sent once it is mended', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await newObject(window, 'IKE profiles', 'IKE profile');
  await rename(window, 'ike-gcm');
  const ciphers = window.getByRole('group', { name: /^Encryption/ });
  await expect(ciphers.getByRole('checkbox', { name: /^AES 128/ })).toBeChecked();
  await expect(ciphers).toContainText('NSX’s default');
  await ciphers.getByRole('checkbox', { name: /^AES 128/ }).uncheck();
  await ciphers.getByRole('checkbox', { name: /^AES-GCM 256/ }).check();
  // By itself NSX takes no digest beside AES-GCM alone.
  await expect(window.getByRole('group', { name: /^Digest/ })).toContainText('None is chosen');
  await window.getByRole('radio', { name: /^IKEv1/ }).check();
  const reason = ciphers.getByRole('alert');
  await expect(reason).toContainText('AES-GCM needs IKEv2; choose IKEv2 above');
  await expect(sendButton(window)).toBeDisabled();

  await window.getByRole('radio', { name: /^IKEv2/ }).check();
  await expect(reason).toHaveCount(0);
  await window.getByLabel('SA lifetime').fill('3600');
  const tooShort = window.getByRole('alert').filter({ hasText: 'from 21600 to 31536000 s' });
  await expect(tooShort).toBeVisible();
  await window.getByLabel('SA lifetime').fill('43200');
  await expect(window.getByText('12 h')).toBeVisible();
  await send(window);
  await expect(sentence(window)).toHaveText(/^Accepted by NSX/);
  expect(
    practice.control.entities('ike-profiles').find((one) => one.display_name === 'ike-gcm'),
  ).toMatchObject({
    ike_version: 'IKE_V2',
    encryption_algorithms: ['AES_GCM_256'],
    digest_algorithms: [],
    sa_life_time: 43_200,
  });
});

test('a shared tunnel profile says whom it touches, and is followed on every session that uses it', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editObject(window, 'Tunnel profiles', 'gold-gcm256');
  const names = sessionsOn(practice, 'gold-gcm256');
  expect(names.length).toBeGreaterThan(3);
  const touches = `ouches ${names.length} sessions`;
  await expect(window.getByText(`a change here t${touches}`)).toBeVisible();
  const toc = window.getByRole('navigation', { name: 'This draft' });
  // The column names the first of them; the confirmation names them all.
  for (const name of names.slice(0, 5)) await expect(toc).toContainText(name);

  // Without forward secrecy no group is used.
  const pfs = window.getByRole('switch', { name: 'Perfect forward secrecy' });
  await pfs.focus();
  await window.keyboard.press('Space');
  await expect(window.getByText(/so no group is used/)).toBeVisible();
  await window.keyboard.press('Space');
  await expect(window.getByRole('checkbox', { name: /^Group 20/ })).toBeChecked();
  await window.getByLabel('SA lifetime').fill('5400');
  await expect(window.getByText(`T${touches}`, { exact: true })).toBeVisible();
  await sendButton(window).click();
  for (const name of names) await expect(confirmation(window)).toContainText(name);
  await confirmation(window).getByRole('button', { name: 'Send once' }).click();

  await expect(sentence(window)).toHaveText(/^Realized/);
  const put = onlyWriteTo(practice);
  const asked = practice.control.requests().filter(({ path }) => path.includes('/state?'));
  const sessions = new Set(asked.map(({ path }) => path.split('/sessions/')[1]?.split('/')[0]));
  expect(sessions).toEqual(new Set(names.map((name) => sessionAt(practice, name)?.id)));
  for (const { path } of asked) expect(path).toContain(put.requestId);
  await window.getByRole('radio', { name: 'Facts', exact: true }).click();
  await expect(window.getByRole('region', { name: 'Pre-flight when it was sent' })).toContainText(
    `T${touches}`,
  );
});

test('another principal’s session is locked until a person overrides it, and the record says so', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Frankfurt ↔ Clearing bureau');
  await expect(window.getByText('Owned by another principal: locked')).toBeVisible();
  await expect(window.getByLabel('Name', { exact: true })).toBeDisabled();
  await expect(sendButton(window)).toBeDisabled();

  await window.getByRole('button', { name: 'Override NSX’s protection…' }).click();
  const dialog = window.getByRole('dialog');
  for (const said of ['nsx-ams', 'Frankfurt ↔ Clearing bureau', 'nsx_policy', 'X-Allow-Overwrite'])
    await expect(dialog).toContainText(said);
  await dialog.getByRole('button', { name: 'Override what “nsx_policy” protects' }).click();
  await expect(window.getByLabel('Name', { exact: true })).toBeEnabled();
  await rename(window, 'Clearing bureau, mended here');
  await saved(window, ({ body }) => body.display_name === 'Clearing bureau, mended here');
  await expect(window.getByText('Protection by nsx_policy is overridden')).toBeVisible();
  await sendButton(window).click();
  await expect(confirmation(window)).toContainText('X-Allow-Overwrite: true');
  await confirmation(window).getByRole('button', { name: 'Send once' }).click();

  await expect(sentence(window)).toHaveText(/^Realized/);
  expect(onlyWriteTo(practice)).toMatchObject({ method: 'PUT', status: 200 });
  expect(sessionAt(practice, 'Clearing bureau, mended here')).toBeDefined();
  await window.getByRole('radio', { name: 'Facts', exact: true }).click();
  await expect(window.getByText(/NSX’s protection was overridden/)).toBeVisible();
});

test('what the system owns is not edited, but can be copied', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await openObject(window, 'IKE profiles', 'nsx-default-l3vpn-ike-profile');
  const acts = ['Edit', 'Delete…'].map((name) => window.getByRole('button', { name, exact: true }));
  for (const act of acts) await expect(act).toBeDisabled();
  await window.getByRole('button', { name: 'Copy as a new one' }).click();
  await expect(window.getByLabel('Name', { exact: true })).toHaveValue(/copy$/);
  await send(window);
  await expect(sentence(window)).toHaveText(/^Accepted by NSX/);
  expect(writesTo(practice)).toMatchObject([{ method: 'POST', status: 201 }]);
});

test('a used profile is not deleted, and says who uses it; an unused one is', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const body = { resource_type: 'IPSecVPNDPDProfile', display_name: 'dpd-nobody' };
  await call(practice, 'POST', `${VPN}/dpd-profiles`, { body });
  await addManager(window, practice);
  await openObject(window, 'DPD profiles', 'dpd-on-demand');
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(window.getByText(/One object names this DPD profile/)).toBeVisible();
  await expect(window.getByText('pe-sao-paulo').first()).toBeVisible();
  await expect(sendButton(window)).toBeDisabled();

  await openObject(window, 'DPD profiles', 'dpd-nobody');
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(window.getByText('Nothing uses it')).toBeVisible();
  await expect(sendButton(window)).toBeEnabled();
  await sendButton(window).click();
  await confirmation(window).getByRole('textbox').fill('dpd-nobody');
  await confirmation(window).getByRole('button', { name: 'Delete on the manager' }).click();
  await expect(sentence(window)).toHaveText(/^Accepted by NSX/);
  const left = practice.control.entities('dpd-profiles').map(({ display_name }) => display_name);
  expect(left).not.toContain('dpd-nobody');
});

test('a profile is made by keyboard alone, from the palette to the record', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const { keyboard } = window;
  await addManager(window, practice);
  await keyboard.press('Control+k');
  await window.getByRole('textbox', { name: 'Search or run a command' }).waitFor();
  await keyboard.type('New DPD profile');
  await expect(window.getByRole('button', { name: /^New DPD profile/ })).toBeVisible();
  await keyboard.press('Enter');
  await expect(window.getByLabel('Name', { exact: true })).toBeFocused();
  await keyboard.type('dpd-by-keys');
  for (let presses = 0; presses < 8; presses += 1) {
    const isThere = await window
      .getByLabel('Probe interval')
      .evaluate((field) => field === document.activeElement);
    if (isThere) break;
    await keyboard.press('Tab');
  }
  await expect(window.getByLabel('Probe interval')).toBeFocused();
  await keyboard.type('15');
  await expect(window.getByRole('button', { name: 'Send…' })).toBeEnabled();
  await keyboard.press('Control+Enter');
  await expect(confirmation(window).getByRole('button', { name: 'Send once' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(sentence(window)).toHaveText(/^Accepted by NSX/);
  expect(
    practice.control.entities('dpd-profiles').find((one) => one.display_name === 'dpd-by-keys'),
  ).toMatchObject({ dpd_probe_interval: 15, enabled: true });
});

test('a session says at its fields what the objects around it forbid, and what a sibling has already', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const milan = sessionAt(practice, 'Frankfurt ↔ Milan');
  await addManager(window, practice);
  await openSession(window, 'Frankfurt ↔ Milan');
  await window.getByRole('button', { name: 'Copy as a new one' }).click();
  const isRoute = milan?.resource_type === 'RouteBasedIPSecVPNSession';
  const says = isRoute
    ? /is also where the tunnel port of “Frankfurt ↔ Milan”/
    : /of “Frankfurt ↔ Milan”/;
  await expect(window.locator('.session-form').getByText(says).first()).toBeVisible();
  await expect(sendButton(window)).toBeEnabled();
  await window.getByRole('combobox', { name: 'Peer endpoint' }).fill('pe-cloud-west');
  await window.getByRole('option', { name: /pe-cloud-west-europe/ }).click();
  await expect(
    window.getByRole('alert').filter({ hasText: 'has no certificate, and the peer' }),
  ).toBeVisible();
  await expect(sendButton(window)).toBeDisabled();
});

const FORMS: readonly [KindName, string][] = [
  ['Services', 'vpn-frankfurt'],
  ['Local endpoints', 'le-ams-public-2'],
  ['Peer endpoints', 'pe-osaka'],
  ['IKE profiles', 'ike-legacy-partners'],
  ['DPD profiles', 'dpd-on-demand'],
  ['Tunnel profiles', 'gold-gcm256'],
];

test('axe finds nothing on any kind’s form, in any theme', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  const wrong: Record<string, string[]> = {};
  const look = async (name: string) => {
    const found = await findingsInEveryTheme(window);
    if (found.length > 0) wrong[name] = found;
  };
  await addManager(window, practice);
  for (const [kind, name] of FORMS) {
    await editObject(window, kind, name);
    await look(name);
    if (kind === 'Peer endpoints') await lookAtKey(window, look);
  }
  await goTo(window, 'Inventory');
  expect(wrong).toEqual({});
});

async function lookAtKey(window: Page, look: (name: string) => Promise<void>): Promise<void> {
  await window.getByRole('button', { name: 'Type a new key' }).click();
  await keyField(window).fill('short');
  await look('a key while it is typed');
  await window.getByLabel('Peer ID').click();
  await expect(window.getByText(KEY_IS_KEPT)).toBeVisible();
  await look('a key that is kept');
}
