import { addManager, expect, goTo, openSession, sessionRow, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import {
  confirmation,
  editSession,
  openDraft,
  openTab,
  pasteJson,
  rename,
  saved,
  send,
  sendButton,
} from './steps/drafts.ts';
import { onlyManager, titlePill } from './steps/managers.ts';
import { takePictures } from './steps/pictures.ts';
import { onlyWriteTo, sentence, sessionAt, watchUntil } from './steps/requests.ts';

test('the title bar names the manager whose draft or request is in front, whichever was chosen', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice, { name: 'nsx-ams', environment: 'production' });
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await titlePill(window).click();
  await window.getByRole('menuitem', { name: 'Open the practice manager' }).click();
  await expect(titlePill(window)).toContainText('Practice manager');
  await goTo(window, 'Desk');
  await expect(titlePill(window)).toContainText('Practice manager');
  await window.getByRole('button', { name: /Test RZ two/ }).click();
  await expect(titlePill(window)).toContainText('nsx-ams');
  await expect(window.getByRole('banner')).toHaveAttribute('data-colour', 'orange');
  // It is in front for what comes next too: its inventory, what the palette makes.
  await goTo(window, 'Inventory');
  await expect(titlePill(window)).toContainText('nsx-ams');
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
  await goTo(window, 'Desk');
  await window.getByRole('button', { name: /Test RZ two/ }).click();
  // Another manager is chosen: the draft of this one is left.
  await titlePill(window).click();
  await window.getByRole('menuitem', { name: /^Practice manager/ }).click();
  await expect(sentence(window)).toHaveText('One draft waits to be sent');
  await expect(titlePill(window)).toContainText('Practice manager');
});

test('a revision that was pasted does not go out, and what is confirmed is what is sent', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  const before = sessionAt(practice, 'Test RZ');
  await editSession(window, 'Test RZ');
  const pasted = {
    ...before,
    _revision: 77,
    ipsec_vpn_service_id: 'of-another-lab',
    description: 'from a paste',
  };
  await pasteJson(spanwatch, JSON.stringify(pasted, null, 2));
  await saved(window, ({ body }) => body.description === 'from a paste');
  await openTab(window, 'Changes');
  await expect(window.getByRole('tab', { name: 'Changes 1' })).toBeVisible();
  await sendButton(window).click();
  await expect(confirmation(window)).toContainText('Changes 1');
  await expect(confirmation(window)).toContainText('from a paste');
  await expect(confirmation(window)).not.toContainText('ipsec_vpn_service_id');
  await confirmation(window).getByRole('button', { name: 'Send once' }).click();
  await expect(sentence(window)).toHaveText(/^Realized/);
  await expect(window.getByText('1 field changed: description')).toBeVisible();
  expect(onlyWriteTo(practice).status).toBe(200);
  expect(sessionAt(practice, 'Test RZ')?.description).toBe('from a paste');
});

test('the keys say why a draft can’t be sent, and lead to the field; others search and begin a draft', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await window.keyboard.press('ControlOrMeta+f');
  await expect(window.getByRole('searchbox')).toBeFocused();
  await window.keyboard.press('Escape');
  await editSession(window, 'Test RZ');
  const name = window.getByLabel('Name', { exact: true });
  await name.fill('x'.repeat(300));
  await window.getByRole('tab', { name: 'Form' }).focus();
  await window.keyboard.press('ControlOrMeta+Enter');
  await expect(window.getByRole('alert').filter({ hasText: 'Not sent: Name' })).toBeVisible();
  await expect(name).toBeFocused();
  await expect(confirmation(window)).toHaveCount(0);
  await window.keyboard.press('ControlOrMeta+n');
  await expect(window.getByRole('menuitem', { name: /^From the inventory/ })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('menuitem')).toHaveCount(0);
  await window.keyboard.press('?');
  const shortcuts = window.getByRole('dialog', { name: 'Shortcuts' });
  await expect(shortcuts).toContainText('asks once more, or says why it can’t be sent');
  await expect(shortcuts).toContainText('Undo in a draft');
});

test('a long name breaks no screen, and a name that no keyboard has can be typed to delete', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const session = sessionAt(practice, 'Test RZ');
  await addManager(window, practice);
  practice.control.mutate('sessions', String(session?.id), { display_name: 'N'.repeat(255) });
  await window
    .getByRole('button', { name: /^Refresh/ })
    .first()
    .click();
  const heading = window.getByRole('heading', { level: 1 });
  const wide = () =>
    window.evaluate(() =>
      [...document.querySelectorAll('.page, .draft, .split-detail')]
        .filter((part) => part.scrollWidth > part.clientWidth + 1)
        .map((part) => part.className),
    );
  await editSession(window, 'NNN');
  expect((await heading.boundingBox())?.height).toBeLessThan(70);
  expect(await wide()).toEqual([]);
  await window.getByLabel('Description').fill('changed');
  await send(window);
  await expect(heading).toHaveText(/^(Accepted|In progress|Realized)/);
  expect(await wide()).toEqual([]);
  await takePictures(spanwatch, 'long-name-request');
  await goTo(window, 'Desk');
  await takePictures(spanwatch, 'long-name-desk');

  await openSession(window, 'Lab ↔ Vendor test range');
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(sendButton(window)).toBeEnabled();
  await sendButton(window).click();
  await confirmation(window).getByRole('button', { name: 'Copy the name' }).click();
  await confirmation(window).getByRole('textbox').fill('Lab <-> Vendor test range');
  await takePictures(spanwatch, 'delete-confirm');
  await confirmation(window).getByRole('button', { name: 'Delete on the manager' }).click();
  await expect(heading).toHaveText(/^Deleted/);
});

test('an end that was seen leaves the desk, and stays in the list, which counts alike', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  practice.control.scenario('node-fails');
  await send(window);
  await watchUntil(window, /^Failed/);
  await expect(window.getByRole('button', { name: 'To look at 1' })).toBeVisible();
  await goTo(window, 'Desk');
  await expect(sentence(window)).toHaveText('1 request to look at');
  await takePictures(spanwatch, 'desk-seen');
  expect(await findingsInEveryTheme(window)).toEqual([]);
  const seen = window.getByRole('button', { name: /^Seen: take Test RZ two off the desk/ });
  await seen.click();
  await expect(sentence(window)).toHaveText('Nothing needs you now');
  await expect(window.getByText('Every request came to its end')).toBeVisible();
  const undo = window.getByRole('button', { name: /^Undo: put Test RZ two back/ });
  await expect(undo).toBeFocused();
  await takePictures(spanwatch, 'desk-undo');
  await undo.press('Enter');
  await expect(sentence(window)).toHaveText('1 request to look at');
  await seen.press('Enter');
  await expect(sentence(window)).toHaveText('Nothing needs you now');
  await spanwatch.kill();
  const again = await spanwatch.start();
  await expect(sentence(again)).toHaveText('Nothing needs you now');
  await goTo(again, 'Requests');
  await expect(again.getByRole('button', { name: 'To look at', exact: true })).toBeVisible();
  await again.getByRole('option', { name: /Test RZ two/ }).click();
  await again.getByRole('radio', { name: 'Review' }).click();
  await expect(again.getByRole('button', { name: 'Seen', pressed: true })).toBeVisible();
});

test('a manager’s address is changed after its certificate was looked at; what belongs to it stays', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await saved(window, ({ body }) => body.display_name === 'Test RZ two');
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await window.getByRole('button', { name: 'Change the address…' }).click();
  const dialog = window.getByRole('dialog', { name: /^The address of/ });
  const moved = practice.address.replace(/^[^:]+/, 'localhost');
  await dialog.getByLabel('Address').fill(moved);
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await dialog.getByRole('button', { name: 'Read its certificate' }).click();
  await expect(dialog.getByText(`at ${moved}`)).toBeVisible();
  await takePictures(spanwatch, 'address');
  await dialog.getByRole('button', { name: 'It matches: pin it' }).click();
  await expect(dialog).toHaveCount(0);
  expect((await onlyManager(window)).manager.address).toBe(moved);
  await expect(sentence(window)).toHaveText(/is reachable/);
  await takePictures(spanwatch, 'manager');
  await openDraft(window, 'Test RZ two');
  await expect(sendButton(window)).toBeEnabled();
});

test('a service that a scenario has disabled is enabled again in the practice box, and the request resumed', async ({
  spanwatch,
}) => {
  const { window } = spanwatch;
  await window.getByRole('button', { name: 'Open the practice manager' }).first().click();
  // It opens on its sessions.
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
  await goTo(window, 'Managers');
  await window.getByRole('radio', { name: /^Service disabled/ }).check();
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await send(window);
  await watchUntil(window, /^Service disabled/);
  await goTo(window, 'Managers');
  await takePictures(spanwatch, 'practice-service-off');
  await window.getByRole('button', { name: 'Enable the service again' }).click();
  await expect(window.getByText('A VPN service is disabled')).toHaveCount(0);
  await goTo(window, 'Requests');
  await window.getByRole('button', { name: 'Resume', exact: true }).first().click();
  await watchUntil(window, /^Realized/);
});
