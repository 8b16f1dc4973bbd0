import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newClientCertificate } from '../../electron/practice/certificate.ts';
import { addManagerByHand, expect, goTo, test } from './steps/app.ts';
import { addAs, onlyManager, pin, readCertificate, typeSignIn } from './steps/managers.ts';
import { takePictures } from './steps/pictures.ts';

const NAME = 'spanwatch-automation';

test('a manager is added by a client certificate, whose passphrase is kept like a password', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-e2e-'));
  const { cert, key } = await newClientCertificate(NAME, 'a passphrase');
  writeFileSync(join(folder, 'me.pem'), cert);
  writeFileSync(join(folder, 'me.key'), key);
  practice.control.registerPrincipal(NAME, cert);

  await readCertificate(window, practice.address);
  await pin(window);
  await window.getByRole('radio', { name: /Client certificate/ }).check();
  await window.getByLabel('Principal identity', { exact: true }).fill(NAME);
  await window.getByLabel('Certificate file').fill(join(folder, 'me.pem'));
  await window.getByLabel('Key file').fill(join(folder, 'gone.key'));
  await window.getByLabel('Passphrase of the key').fill('a passphrase');
  await addAs(window, 'nsx-ams');
  await expect(window.getByText('The client certificate can’t be used')).toBeVisible();
  await expect(window.getByText(/There is no file .*gone\.key/)).toBeVisible();
  expect(practice.control.requests()).toEqual([]);
  await takePictures(spanwatch, 'add-by-certificate');

  await window.getByLabel('Key file').fill(join(folder, 'me.key'));
  await window.getByLabel('Passphrase of the key').fill('a passphrase');
  await addAs(window, 'nsx-ams');
  await expect(window.getByText('nsx-ams is reachable and runs NSX 4.2.1')).toBeVisible();
  const { manager, credential } = await onlyManager(window);
  expect(manager).toMatchObject({ auth: 'certificate', user: NAME });
  expect(['keychain', 'session-only']).toContain(credential);
  const paths = practice.control.requests().map((request) => request.path);
  expect(paths.filter((path) => path.includes('session/create'))).toEqual([]);
  await takePictures(spanwatch, 'manager-by-certificate');
});

test('a sign-in that is turned off there is refused once, and the other one is chosen in the form', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  practice.control.offerSignIn({ session: false });
  await readCertificate(window, practice.address);
  await pin(window);
  await typeSignIn(window, practice);
  await addAs(window, 'nsx-ams');
  await expect(window.getByText(/basic sign-in may work/)).toBeVisible();
  await takePictures(spanwatch, 'sign-in-turned-off');
  // NSX answers as after a wrong password: no button leads a person to try the same one the other way.
  await expect(window.getByRole('button', { name: 'Use basic sign-in' })).toHaveCount(0);
  await window.getByRole('radio', { name: /^Basic/ }).check();
  await typeSignIn(window, practice);
  await addAs(window, 'nsx-ams');
  await expect(window.getByText('nsx-ams is reachable and runs NSX 4.2.1')).toBeVisible();
  expect((await onlyManager(window)).manager.auth).toBe('basic');
});

test('the way to a manager is chosen where it is edited: a proxy with a password in it is not stored', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManagerByHand(window, practice, { name: 'nsx-ams' });
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Through this proxy/ }).check();
  await dialog.getByLabel('Proxy', { exact: true }).fill('http://me:secret@proxy.example.net:3128');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/Leave the user and password out/)).toBeVisible();
  await takePictures(spanwatch, 'edit-proxy');
  await dialog.getByLabel('Proxy', { exact: true }).fill('http://proxy.example.net:3128');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText('through the proxy http://proxy.example.net:3128')).toBeVisible();
  const { manager } = await onlyManager(window);
  expect(manager.proxy).toEqual({ kind: 'manual', url: 'http://proxy.example.net:3128' });
});
