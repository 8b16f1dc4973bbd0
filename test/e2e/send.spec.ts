import { addManager, ask, expect, goTo, openSession, test } from './steps/app.ts';
import {
  confirmation,
  editSession,
  openTab,
  rename,
  saved,
  send,
  sendButton,
  storedDraft,
} from './steps/drafts.ts';
import { act, onlyWriteTo, sentence, sessionAt, writesTo } from './steps/requests.ts';

// As most people have it: what is pressed twice or too soon is pressed while a dialog comes and goes.
test.use({ motion: 'no-preference' });

test('the confirmation names the manager, the object and the changed fields', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice, { name: 'nsx-fra' });
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ 2');
  await window.getByLabel('Description').fill('moved');
  await expect(sendButton(window)).toBeEnabled();
  await window.keyboard.press('ControlOrMeta+Enter');
  const dialog = confirmation(window);
  await expect(dialog).toContainText('Change “Test RZ” on nsx-fra?');
  await expect(dialog).toContainText(practice.address);
  await expect(dialog).toContainText(
    '/api/v1/vpn/ipsec/sessions/8dd1c386-9b2c-4448-85b8-51ff649fae4f',
  );
  await expect(dialog).toContainText('display_name');
  await expect(dialog).toContainText('description');
  await window.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(writesTo(practice)).toEqual([]);
});

test('a double click on Send sends once', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Clicked twice');
  await sendButton(window).click();
  await confirmation(window).getByRole('button', { name: 'Send once' }).dblclick();
  await expect(sentence(window)).toHaveText(/^Realized/);
  onlyWriteTo(practice);
  expect(await ask(window, 'history.list', null)).toHaveLength(1);
});

test('Enter pressed again and again in the confirmation sends once', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Entered often');
  await expect(sendButton(window)).toBeEnabled();
  await window.keyboard.press('ControlOrMeta+Enter');
  await expect(confirmation(window).getByRole('button', { name: 'Send once' })).toBeFocused();
  for (const key of ['Enter', 'Enter', 'Enter', 'Enter']) await window.keyboard.press(key);
  await expect(sentence(window)).toHaveText(/^Realized/);
  onlyWriteTo(practice);
  expect(await ask(window, 'history.list', null)).toHaveLength(1);
});

test('who was slower takes the live revision: what both typed is kept, sent and realized', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Mine');
  const id = (await storedDraft(window)).entityId ?? '';
  const theirs = practice.control.mutate('sessions', id, { description: 'Theirs' });
  await send(window);
  await expect(sentence(window)).toHaveText(/^Refused/);
  await expect(
    window.getByText('Someone changed the object after your copy was read'),
  ).toBeVisible();
  expect(writesTo(practice).map(({ status }) => status)).toEqual([412]);

  await act(window, 'Merge it into the draft');
  await expect(
    window.getByRole('heading', { name: /is merged in: 1 change came by itself$/ }),
  ).toBeVisible();
  await openTab(window, 'Form');
  await expect(window.getByLabel('Name', { exact: true })).toHaveValue('Mine');
  await expect(window.getByLabel('Description')).toHaveValue('Theirs');
  await expect(window.getByText(`draft from revision ${theirs._revision}`)).toBeVisible();
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized/);
  expect(sessionAt(practice, 'Mine')).toMatchObject({ description: 'Theirs' });
  expect(writesTo(practice).map(({ status }) => status)).toEqual([412, 200]);
});

test('a change of someone else’s object is refused in NSX’s own words', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Not ours');
  // Taken over by another principal since the copy was read: nothing here can know it yet.
  const session = sessionAt(practice, 'Test RZ');
  practice.control.protect('sessions', session?.id ?? '', 'nsx_policy');
  await send(window);
  await expect(sentence(window)).toHaveText(
    /^Refused by NSX: the object belongs to another principal/,
  );
  expect(onlyWriteTo(practice).status).toBe(400);
  const requestId = (await ask(window, 'history.list', null))[0]?.request.id;
  if (requestId === undefined) throw new Error('Nothing is on record.');
  const { events } = await ask(window, 'history.get', { requestId });
  const answer = events.map(({ fact }) => fact).find((fact) => fact.type === 'answered');
  const { error_message } = JSON.parse(answer?.exchange.body ?? '{}');
  expect(error_message).toBeTruthy();
  await expect(window.getByText(String(error_message)).first()).toBeVisible();
});

test('a write whose answer was lost is in doubt, is never sent again, and is followed once it is read back', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Answer lost');
  practice.control.dropNextAnswer();
  await send(window);
  await expect(sentence(window)).toHaveText('In doubt: sent, but no answer came');
  onlyWriteTo(practice);

  await act(window, 'Read the object back');
  await expect(sentence(window)).toHaveText(/^Realized/);
  await window.getByRole('radio', { name: 'Exchange' }).click();
  await expect(window.getByRole('heading', { name: /^Read back: / })).toBeVisible();
  onlyWriteTo(practice);
  expect(sessionAt(practice, 'Answer lost')).toBeDefined();
});

test('a write that was lost on its way is not called not applied while NSX may be working on it, and its draft is still there', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Request lost');
  practice.control.dropNextRequest();
  await send(window);
  await expect(sentence(window)).toHaveText('In doubt: sent, but no answer came');
  await act(window, 'Read the object back');
  await expect(
    window.getByText(/NSX may still be working on it\. Read it back again in \d+ s/),
  ).toBeVisible();
  await expect(sentence(window)).toHaveText('In doubt: sent, but no answer came');
  onlyWriteTo(practice);
  expect(sessionAt(practice, 'Request lost')).toBeUndefined();

  const drafts = await ask(window, 'draft.list', null);
  expect(drafts).toMatchObject([{ body: { display_name: 'Request lost' } }]);
});

test('what cannot reach the manager is not sent, and the draft is kept', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Cable out');
  await saved(window, ({ body }) => body.display_name === 'Cable out');
  await expect(sendButton(window)).toBeEnabled();
  await sendButton(window).click();
  await practice.close();
  await confirmation(window).getByRole('button', { name: 'Send once' }).click();
  await expect(sentence(window)).toHaveText(/^Not sent: .+ Nothing was changed$/);
  await expect(window.getByText('No byte of it left this computer')).toBeVisible();
  await act(window, 'Open the draft');
  await expect(window.getByLabel('Name', { exact: true })).toHaveValue('Cable out');
  await openTab(window, 'Changes');
  await expect(window.getByRole('cell', { name: 'Cable out' })).toBeVisible();
  await goTo(window, 'Inventory');
  await openSession(window, 'Amsterdam ↔ Osaka');
});
