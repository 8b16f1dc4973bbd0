import { readFileSync } from 'node:fs';
import { inProject } from '../../electron/launch/paths.mjs';
import { addManager, ask, expect, goTo, openSession, sessionRow, test } from './steps/app.ts';
import {
  editSession,
  jsonEditor,
  newSession,
  openDraft,
  openTab,
  pasteJson,
  pick,
  rename,
  saved,
  send,
  sendButton,
  storedDraft,
} from './steps/drafts.ts';
import { onlyWriteTo, sentence, sessionAt, writesTo } from './steps/requests.ts';

/** The body of the PUT in NSX's own guide, letter by letter. */
const GUIDE_BODY = readFileSync(inProject('test', 'fixtures', 'guide-put-body.txt'), 'utf8');
const GUIDE_SESSION = '8dd1c386-9b2c-4448-85b8-51ff649fae4f';
const WHY_NOT = /“2\.1\.4\.\.0\/24” is not an IPv4 network: .+/;

test('the guide’s own example is refused at its subnet, mended with one click, sent and realized', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await pasteJson(spanwatch, GUIDE_BODY);

  await expect(sendButton(window)).toBeDisabled();
  await openTab(window, 'Form');
  const subnet = window.getByRole('button', {
    name: /peer subnet 1: 2\.1\.4\.\.0\/24, cannot be read/,
  });
  await expect(subnet).toBeVisible();
  const reason = window.getByRole('alert').filter({ hasText: '2.1.4..0/24' });
  await expect(reason).toHaveText(WHY_NOT);

  await reason.getByRole('button', { name: 'Use 2.1.4.0/24' }).click();
  await expect(reason).toHaveCount(0);
  await send(window);

  await expect(sentence(window)).toHaveText(
    /^Realized on 2 of 2 transport nodes, .+ after it was sent$/,
  );
  const put = onlyWriteTo(practice);
  expect(put).toMatchObject({ method: 'PUT', status: 200 });
  expect(put.path).toContain(GUIDE_SESSION);
  await expect(window.getByText(put.requestId, { exact: true }).first()).toBeVisible();
  const states = practice.control.requests().filter(({ path }) => path.includes('/state?'));
  expect(states.length).toBeGreaterThan(0);
  for (const { path } of states) expect(path).toContain(`request_id=${put.requestId}`);
  expect(sessionAt(practice, 'Test RZ_UPDATED')).toMatchObject({
    id: GUIDE_SESSION,
    policy_rules: [{ destinations: [{ subnet: '2.1.4.0/24' }], logged: true }],
  });

  const lanes = window.getByRole('group', { name: /^Realization lanes/ });
  for (const lane of ['edge-ams-01', 'edge-ams-02']) await expect(lanes).toContainText(lane);
  await expect(window.getByRole('button', { name: /^Check \d+: show the answer/ })).toHaveCount(
    states.length,
  );
  await expect(window.getByText('Tunnel UP')).toBeVisible();
  await expect(window.getByTitle('Realized and up are two different facts')).toBeVisible();
});

test('the mend works in the JSON too', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await pasteJson(spanwatch, GUIDE_BODY);
  await expect(sendButton(window)).toBeDisabled();
  await jsonEditor(window).getByText('"2.1.4..0/24"').hover();
  await window.getByRole('button', { name: 'Use 2.1.4.0/24' }).click();
  await expect(jsonEditor(window)).toContainText('"2.1.4.0/24"');
  await expect(sendButton(window)).toBeEnabled();
});

test('broken JSON keeps its text and keeps only Send from being pressed; the form follows once it can be read', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  const broken = '{ "display_name": "Half ';
  await pasteJson(spanwatch, broken);
  await expect(sendButton(window)).toBeDisabled();

  await openTab(window, 'Form');
  await expect(window.getByText('The JSON can’t be read yet, so the form is locked')).toBeVisible();
  await expect(window.getByLabel('Name', { exact: true })).toBeDisabled();
  await goTo(window, 'Desk');
  await openDraft(window, 'Test RZ');
  await openTab(window, 'JSON');
  await expect(jsonEditor(window)).toHaveText(broken);
  expect((await storedDraft(window)).text).toBe(broken);

  await pasteJson(spanwatch, GUIDE_BODY.replace('2.1.4..0', '2.1.4.0'));
  await openTab(window, 'Form');
  await expect(window.getByLabel('Name', { exact: true })).toHaveValue('Test RZ_UPDATED');
  await expect(sendButton(window)).toBeEnabled();
});

test('a field that the form does not know survives an edit in the form', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Amsterdam ↔ Cloud West Europe');
  await rename(window, 'Cloud renamed');
  await expect(window.getByText('1 unknown field preserved')).toBeVisible();
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized on/);
  expect(sessionAt(practice, 'Cloud renamed')).toMatchObject({ compliance_suite: 'NONE' });
});

test('a policy-based session is made in the form, with names, rules, a pasted list of subnets and tags', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await newSession(window, 'Policy-based');
  await rename(window, 'Amsterdam ↔ Test site');
  await pick(window, 'Local endpoint', 'le-ams-public-1');
  await pick(window, 'Peer endpoint', 'pe-test-rz');
  const add = window.getByRole('button', { name: 'Add rule' });
  const local = window.getByLabel(/^Add to .*local subnet$/);
  await expect(local.or(add).first()).toBeVisible();
  if ((await local.count()) === 0) await add.click();
  await local.fill('10.77.0.0/24');
  await local
    .or(window.getByLabel(/local subnet 1$/))
    .first()
    .press('Enter');
  await spanwatch.desktop.app.evaluate(({ clipboard }) =>
    clipboard.writeText('172.20.1.0/24, 172.20.2.0/24\n172.20.3.0/24'),
  );
  await window.getByLabel(/^Add to .*peer subnet$/).press('ControlOrMeta+v');
  await expect(
    window.getByRole('button', { name: /peer subnet 3: 172\.20\.3\.0\/24/ }),
  ).toBeVisible();
  await window.getByRole('button', { name: 'Add tag' }).click();
  await window.getByLabel('Scope of tag 1').fill('site');
  await window.getByLabel('Value of tag 1').fill('AMS');
  await send(window);

  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);
  expect(onlyWriteTo(practice)).toMatchObject({ method: 'POST', status: 201 });
  expect(sessionAt(practice, 'Amsterdam ↔ Test site')).toMatchObject({
    resource_type: 'PolicyBasedIPSecVPNSession',
    tags: [{ scope: 'site', tag: 'AMS' }],
    policy_rules: [
      {
        sources: [{ subnet: '10.77.0.0/24' }],
        destinations: [
          { subnet: '172.20.1.0/24' },
          { subnet: '172.20.2.0/24' },
          { subnet: '172.20.3.0/24' },
        ],
      },
    ],
  });
  await openSession(window, 'Amsterdam ↔ Test site');
});

test('a route-based session is made in the form', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await newSession(window, 'Route-based');
  await rename(window, 'Frankfurt ↔ Test site');
  await pick(window, 'Local endpoint', 'le-fra-public-1');
  await pick(window, 'Peer endpoint', 'pe-milan');
  await window.getByLabel('Tunnel port address').fill('169.254.77.1');
  await window.getByLabel('Prefix length').fill('30');
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized on 3 of 3/);
  expect(onlyWriteTo(practice)).toMatchObject({ method: 'POST', status: 201 });
  expect(sessionAt(practice, 'Frankfurt ↔ Test site')).toMatchObject({
    resource_type: 'RouteBasedIPSecVPNSession',
    tunnel_ports: [{ ip_subnets: [{ ip_addresses: ['169.254.77.1'], prefix_length: 30 }] }],
  });
  await openSession(window, 'Frankfurt ↔ Test site');
});

test('a session is deleted only once its name is typed, and is then gone', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await openSession(window, 'Test RZ');
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Delete “Test RZ”' })).toBeVisible();
  await sendButton(window).click();
  const dialog = window.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Delete on the manager' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('Test R');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('Test RZ');
  await confirm.click();

  await expect(sentence(window)).toHaveText(/^Deleted: NSX answers that it is gone/);
  expect(onlyWriteTo(practice)).toMatchObject({ method: 'DELETE', status: 200 });
  expect(sessionAt(practice, 'Test RZ')).toBeUndefined();
  await goTo(window, 'Inventory');
  await expect(sessionRow(window, 'Amsterdam ↔ Osaka')).toBeVisible();
  await expect(sessionRow(window, 'Test RZ')).toHaveCount(0);
});

test('a read-only manager has no Send, neither in the window nor behind it', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Not to be sent');
  await saved(window, ({ body }) => body.display_name === 'Not to be sent');
  const draft = await storedDraft(window);
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: /^Edit/ }).first().click();
  await window.getByRole('dialog').getByLabel('Read-only').check();
  await window.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await openDraft(window, 'Not to be sent');
  await expect(window.getByText('is read-only here').first()).toBeVisible();
  await expect(sendButton(window)).toHaveCount(0);

  const answer = await window.evaluate(
    ([draftId, version]) =>
      (
        globalThis as unknown as {
          spanwatch: { call(name: string, input: unknown): Promise<unknown> };
        }
      ).spanwatch.call('send.draft', { draftId, version, typedName: null }),
    [draft.id, draft.version] as const,
  );
  expect(answer).toMatchObject({ ok: false });
  expect(writesTo(practice)).toEqual([]);
  expect(await ask(window, 'history.list', null)).toEqual([]);
});

test('typing can be taken back and done again by keys, and is saved so', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  const name = window.getByLabel('Name', { exact: true });
  await name.fill('Test RZ, renamed');
  await window.keyboard.press('Control+z');
  await expect(name).toHaveValue('Test RZ');
  await expect(window.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  await window.keyboard.press('Control+Shift+z');
  await expect(name).toHaveValue('Test RZ, renamed');
  await window.getByRole('button', { name: /^Undo/ }).click();
  await expect(name).toHaveValue('Test RZ');
});

test('an edit that changed nothing leaves no draft behind; one that changed something stays', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await goTo(window, 'Drafts');
  await expect(window.getByText('No drafts')).toBeVisible();
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ, renamed');
  await goTo(window, 'Drafts');
  await expect(window.getByText('One draft waits to be sent')).toBeVisible();
});

test('a new session is not called wrong before anybody has come to its fields', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await newSession(window, 'Policy-based');
  await expect(window.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(window.getByRole('alert')).toHaveCount(0);
  await expect(sendButton(window)).toBeDisabled();
  await window.getByRole('combobox', { name: 'Local endpoint' }).focus();
  await window.getByRole('combobox', { name: 'Peer endpoint' }).focus();
  await expect(window.getByRole('alert')).toHaveCount(1);
});

test('Send stays in sight in the smallest window', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await window.setViewportSize({ width: 900, height: 600 });
  await expect(sendButton(window)).toBeInViewport({ ratio: 1 });
});
