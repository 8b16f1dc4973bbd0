import { newCertificate } from '../../electron/practice/certificate.ts';
import { launchDesktop } from '../support/desktop.ts';
import { addManagerByHand, ask, expect, goTo, openSession, sessionRow, test } from './steps/app.ts';
import { editSession, rename, saved, send } from './steps/drafts.ts';
import {
  addAs,
  allInKeychain,
  inKeychain,
  managerRow,
  onlyManager,
  pin,
  readCertificate,
  signInTries,
  titlePill,
  typeSignIn,
} from './steps/managers.ts';
import { sentence } from './steps/requests.ts';

const pem = (name: string, text: string) => ({
  name,
  mimeType: 'application/x-pem-file',
  buffer: Buffer.from(text),
});

test('a manager is added by its address, the fingerprint that it shows, and one sign-in', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await readCertificate(window, `https://${practice.address}/login.jsp`);
  await expect(window.getByText(practice.fingerprint)).toBeVisible();
  const paste = window.getByLabel('Or paste what the console printed');
  await paste.fill('00'.repeat(32));
  await expect(window.getByText('It does not match: do not trust this certificate')).toBeVisible();
  await paste.fill(practice.fingerprint.toUpperCase().replace(/(..)(?=.)/g, '$1:'));
  await expect(window.getByText('It matches', { exact: true })).toBeVisible();
  expect(practice.control.requests()).toEqual([]);

  await pin(window);
  await typeSignIn(window, practice);
  await addAs(window, 'nsx-ams');

  await expect(sentence(window)).toHaveText('nsx-ams is reachable and runs NSX 4.2.1');
  await expect(managerRow(window, 'nsx-ams')).toContainText('Reachable');
  await expect(titlePill(window)).toContainText('nsx-ams · NSX 4.2.1');
  await expect(window.getByText(practice.fingerprint)).toBeVisible();
  expect(signInTries(practice)).toBe(1);
  const { manager } = await onlyManager(window);
  expect(manager).toMatchObject({
    address: practice.address,
    trust: { kind: 'fingerprint', sha256: practice.fingerprint },
  });
  await goTo(window, 'Inventory');
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
});

test('a wrong password is tried once, nothing is kept, and the right one works after', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await readCertificate(window, practice.address);
  await pin(window);
  await typeSignIn(window, { user: practice.user, password: 'wrong-one-4711' });
  await addAs(window, 'nsx-ams');

  const refusal = window.getByRole('alert').filter({ hasText: 'did not accept' });
  await expect(refusal).toContainText('They were tried once');
  await expect(refusal).toContainText('The credentials were incorrect');
  await expect(refusal).toContainText('Nothing is retried, so that the account is not locked out');
  await expect(window.getByLabel('Password', { exact: true })).toHaveValue('');
  expect(practice.control.requests()).toHaveLength(1);
  expect(signInTries(practice)).toBe(1);
  expect(await ask(window, 'manager.list', null)).toEqual([]);
  expect(await allInKeychain()).not.toContain('wrong-one-4711');

  await window.getByLabel('Password', { exact: true }).fill(practice.password);
  await addAs(window, 'nsx-ams');
  await expect(sentence(window)).toHaveText(/^nsx-ams is reachable/);
  expect(signInTries(practice)).toBe(2);
});

test('a mistyped new password is tried once, and the one that works goes on working', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManagerByHand(window, practice);
  await goTo(window, 'Managers');
  practice.control.clearRequests();
  await window.getByRole('button', { name: 'Change sign-in' }).first().click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill('wrong-one-4711');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('They were tried once');
  expect(practice.control.requests()).toHaveLength(1);
  expect(await inKeychain(await onlyManager(window))).toBe(practice.password);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await window.getByRole('button', { name: 'Check now' }).click();
  await expect(sentence(window)).toHaveText(/^nsx-ams is reachable/);
  expect(practice.control.requests().some(({ status }) => status === 200)).toBe(true);
});

test('a changed certificate stops reads and writes before a credential leaves; trusting the new one opens the way', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManagerByHand(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await saved(window, ({ body }) => body.display_name === 'Test RZ two');
  const trusted = practice.fingerprint;
  const { fingerprint } = await practice.control.rotateCertificate();
  practice.control.clearRequests();

  await send(window);
  await expect(
    window.getByText('No byte left this computer: certificate not trusted.'),
  ).toBeVisible();
  await goTo(window, 'Inventory');
  await window.getByRole('button', { name: 'Refresh' }).click();
  await expect(window.getByText(/shows another certificate/).first()).toBeVisible();
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Check now' }).click();
  await expect(sentence(window)).toHaveText(
    'nsx-ams shows another certificate: nothing is sent to it',
  );
  await expect(managerRow(window, 'nsx-ams')).toContainText('Certificate changed');
  const trouble = window.getByRole('alert').filter({ hasText: 'No password and no request' });
  await expect(trouble.getByText(trusted)).toBeVisible();
  await expect(trouble.getByText(fingerprint)).toBeVisible();
  expect(practice.control.requests()).toEqual([]);

  await trouble.getByRole('button', { name: 'Look at the certificate again' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByText(trusted)).toBeVisible();
  await expect(dialog.getByText(fingerprint).first()).toBeVisible();
  expect(practice.control.requests()).toEqual([]);
  await dialog.getByRole('button', { name: 'It matches: pin it' }).click();
  await expect(sentence(window)).toHaveText(/^nsx-ams is reachable/);
  expect(practice.control.requests().some(({ status }) => status === 200)).toBe(true);
});

test('a CA file lets its own certificates through, and no other', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const { cert: stranger } = await newCertificate();
  await readCertificate(window, practice.address);
  await window.getByRole('radio', { name: /A CA file/ }).check();
  const file = window.getByLabel('CA file PEM');
  await file.setInputFiles(pem('notes.pem', 'not a certificate'));
  await expect(window.getByText(/notes\.pem holds no PEM certificate/)).toBeVisible();
  await file.setInputFiles(pem('stranger.pem', stranger));
  await window.getByRole('button', { name: 'Trust this CA' }).click();
  await typeSignIn(window, practice);
  await addAs(window, 'nsx-ams');

  const refusal = window.getByRole('alert').filter({ hasText: 'is not trusted' });
  await expect(refusal.getByText(practice.fingerprint)).toBeVisible();
  expect(practice.control.requests()).toEqual([]);
  expect(await ask(window, 'manager.list', null)).toEqual([]);

  await refusal.getByRole('button', { name: 'Look at the certificate again' }).click();
  await window.getByRole('button', { name: 'Read its certificate' }).click();
  await window.getByRole('radio', { name: /A CA file/ }).check();
  await window.getByLabel('CA file PEM').setInputFiles(pem('issuer.pem', practice.certificatePem));
  await window.getByRole('button', { name: 'Trust this CA' }).click();
  await typeSignIn(window, practice);
  await addAs(window, 'nsx-ams');
  await expect(sentence(window)).toHaveText(/^nsx-ams is reachable/);
  await expect(window.getByText('issuer.pem')).toBeVisible();
});

test('the keychain holds the password until the manager is removed; what was sent stays on record', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManagerByHand(window, practice);
  const view = await onlyManager(window);
  expect(view.credential).toBe('keychain');
  expect(await inKeychain(view)).toBe(practice.password);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);

  await goTo(window, 'Managers');
  await expect(window.getByText('In the keychain', { exact: true })).toBeVisible();
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await window.getByLabel('Name', { exact: true }).fill('nsx-ams-old');
  await window.getByLabel('Environment').fill('lab');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(managerRow(window, 'nsx-ams-old')).toContainText('lab');
  expect(await inKeychain(view)).toBe(practice.password);

  await window.getByRole('button', { name: 'Remove', exact: true }).click();
  await window.getByRole('button', { name: 'Remove nsx-ams-old' }).click();
  await expect(window.getByText('No manager yet').first()).toBeVisible();
  expect(await inKeychain(view)).toBeNull();
  await goTo(window, 'Requests');
  const row = window.getByRole('listbox', { name: 'Requests' }).getByRole('option').first();
  await expect(row).toContainText('Test RZ');
  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);
});

test('a password for this session only is in no keychain, and is asked for after a restart', async ({
  spanwatch,
  practice,
}) => {
  const first = spanwatch.window;
  await readCertificate(first, practice.address);
  await pin(first);
  await typeSignIn(first, practice);
  await first.getByRole('radio', { name: /For this session only/ }).check();
  await addAs(first, 'nsx-ams');
  await expect(sentence(first)).toHaveText(/^nsx-ams is reachable/);
  await expect(first.getByText('For this session only', { exact: true })).toBeVisible();
  const view = await onlyManager(first);
  expect(view.credential).toBe('session-only');
  expect(await inKeychain(view)).toBeNull();
  expect(await allInKeychain()).not.toContain(practice.password);

  await spanwatch.desktop.close();
  practice.control.clearRequests();
  const window = await spanwatch.start();
  await goTo(window, 'Managers');
  await expect(window.getByText('None at hand')).toBeVisible();
  await window.getByRole('button', { name: 'Check now' }).click();
  await expect(sentence(window)).toHaveText('nsx-ams waits for a password');
  expect(practice.control.requests()).toEqual([]);
  await window.getByRole('button', { name: 'Change sign-in' }).first().click();
  await window.getByLabel('Password', { exact: true }).fill(practice.password);
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(sentence(window)).toHaveText(/^nsx-ams is reachable/);
});

test('with no keychain service, “for this session only” is offered, said plainly, and works', async ({
  spanwatch,
  practice,
}) => {
  await spanwatch.desktop.close();
  const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  const desktop = await launchDesktop({ dataDir: spanwatch.dataDir, env: nowhere });
  const { window } = desktop;
  try {
    await readCertificate(window, practice.address);
    await pin(window);
    await expect(window.getByText('No keychain answers on this computer')).toBeVisible();
    await expect(window.getByText('It is never written to a file.')).toBeVisible();
    await expect(window.getByRole('radio', { name: /In the keychain/ })).toBeDisabled();
    await expect(window.getByRole('radio', { name: /For this session only/ })).toBeChecked();
    await typeSignIn(window, practice);
    await addAs(window, 'nsx-ams');
    await expect(sentence(window)).toHaveText(/^nsx-ams is reachable/);
    expect((await onlyManager(window)).credential).toBe('session-only');
    await goTo(window, 'Settings');
    await expect(window.getByText('No keychain', { exact: true })).toBeVisible();
    await goTo(window, 'Managers');
    await window.getByRole('button', { name: 'Remove', exact: true }).click();
    await window.getByRole('button', { name: 'Remove nsx-ams' }).click();
    await expect(window.getByText('No manager yet').first()).toBeVisible();
  } finally {
    await desktop.kill();
  }
});

test('offline, the sessions are read from the last copy with its time, after a restart too', async ({
  spanwatch,
  practice,
}) => {
  await addManagerByHand(spanwatch.window, practice);
  const { asOf } = await ask(spanwatch.window, 'inventory.state', {
    managerId: (await onlyManager(spanwatch.window)).manager.id,
  });
  expect(asOf).not.toBeNull();
  await spanwatch.desktop.close();
  await practice.close();

  const window = await spanwatch.start();
  await openSession(window, 'Test RZ');
  await window.getByRole('button', { name: 'Refresh' }).click();
  await expect(titlePill(window)).toContainText(/nsx-ams · offline since \d\d:\d\d/);
  await expect(window.getByText(/^as of/).first()).toBeVisible();
  await expect(window.getByText(/^Offline: browsing, editing and reviewing work/)).toBeVisible();
  await expect(window.getByText(`${practice.address} cannot be reached`)).toBeVisible();
  const age = window.locator(`time[datetime="${new Date(asOf ?? 0).toISOString()}"]`);
  await expect(age.first()).toBeVisible();
  await expect(window.getByRole('heading', { level: 1, name: 'Test RZ' })).toBeVisible();
  await goTo(window, 'Managers');
  await expect(managerRow(window, 'nsx-ams')).toContainText('Offline');
});
