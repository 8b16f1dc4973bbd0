import type { Page } from '@playwright/test';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { addManager, ask, expect, goTo, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import {
  editSession,
  openDraft,
  openTab,
  rename,
  saved,
  send,
  sendButton,
  storedDraft,
} from './steps/drafts.ts';
import { pressUntil } from './steps/keys.ts';
import { act, onlyRequest, onlyWriteTo, sentence, sessionAt, writesTo } from './steps/requests.ts';

const ANOTHER = 'another.engineer@example.net';
const RULE = '1026';

type Typed = { name: string; description?: string };

/** A change of the guide's session: what is typed is on record. */
async function typing(window: Page, practice: PracticeManager, { name, description }: Typed) {
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, name);
  if (description !== undefined) await window.getByLabel('Description').fill(description);
  await saved(window, ({ body }) => body.display_name === name && body.description === description);
  return (await storedDraft(window)).entityId ?? '';
}

/** Somebody else changes the same session. */
function meanwhile(practice: PracticeManager, id: string, patch: Record<string, unknown>) {
  return practice.control.mutate('sessions', id, patch);
}

/** The rules of the session, with another peer subnet. */
function otherSubnet(practice: PracticeManager): unknown[] {
  const rules = sessionAt(practice, 'Test RZ')?.policy_rules;
  const [first, ...others] = Array.isArray(rules) ? rules : [];
  return [
    { ...first, destinations: [...first.destinations, { subnet: '10.99.0.0/16' }] },
    ...others,
  ];
}

async function refresh(window: Page): Promise<void> {
  await goTo(window, 'Inventory');
  await window.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect.poll(async () => (await storedDraft(window)).standing?.state).toBeDefined();
}

const merged = (window: Page) => window.getByRole('heading', { name: /is merged in/ });
const conflict = (window: Page, label: string) => window.getByRole('group', { name: label });
const progress = (window: Page) => window.getByRole('status').filter({ hasText: 'chosen' });

test('what somebody else changed is merged: what touches nothing of mine by itself, the rest as it is chosen by keys; then it is sent on the live revision', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const { keyboard } = window;
  const id = await typing(window, practice, { name: 'Mine', description: 'My words' });
  const theirs = meanwhile(practice, id, {
    display_name: 'Theirs',
    description: 'Their words',
    policy_rules: otherSubnet(practice),
  });
  await refresh(window);
  await goTo(window, 'Desk');
  await expect(window.getByText('changed on the manager').first()).toBeVisible();
  await openDraft(window, 'Mine');

  // Leads to Changes by itself, and says what would come.
  const offer = window.getByText(`${ANOTHER} changed this session since the draft was made`);
  await expect(offer).toBeVisible();
  await expect(
    window.getByText(
      '1 change merges by itself, and 2 fields that you changed too are asked about',
    ),
  ).toBeVisible();
  await expect(sendButton(window)).toBeDisabled();

  await pressUntil(window, 'Tab', window.getByRole('button', { name: 'Merge', exact: true }));
  await keyboard.press('Enter');
  await expect(
    window.getByRole('heading', { name: `${ANOTHER} changed 2 fields that you changed too` }),
  ).toBeVisible();
  await expect(progress(window)).toHaveText('0 of 2 chosen');
  await expect(window.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(
    window.getByRole('row', { name: /policy_rules\[1026\]\.destinations/ }),
  ).toContainText('10.99.0.0/16');
  await expect(sendButton(window)).toBeDisabled();

  const keepName = conflict(window, 'display_name').getByRole('radio', { name: /^Keep mine/ });
  await pressUntil(window, 'Tab', keepName);
  await keyboard.press('Space');
  await expect(progress(window)).toHaveText('1 of 2 chosen');
  await expect(keepName).toBeFocused();
  await expect(sendButton(window)).toBeDisabled();
  const words = conflict(window, 'description').getByRole('radio', { name: /^Keep mine/ });
  await pressUntil(window, 'Tab', words);
  await keyboard.press('ArrowDown');

  await expect(merged(window)).toHaveText(
    `What ${ANOTHER} changed is merged in: 1 change came by itself, 2 fields were chosen`,
  );
  await expect(merged(window)).toBeFocused();
  await expect(window.getByText(`draft from revision ${theirs._revision}`)).toBeVisible();
  await expect(sendButton(window)).toBeEnabled();
  await keyboard.press('ControlOrMeta+Enter');
  await expect(window.getByRole('button', { name: 'Send once' })).toBeFocused();
  await keyboard.press('Enter');

  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);
  expect(onlyWriteTo(practice).status).toBe(200);
  expect(sessionAt(practice, 'Mine')).toMatchObject({
    description: 'Their words',
    policy_rules: [
      { id: RULE, destinations: expect.arrayContaining([{ subnet: '10.99.0.0/16' }]) },
    ],
  });
  const { request } = await onlyRequest(window);
  expect(request.bodyAfter).toMatchObject({ _revision: theirs._revision, display_name: 'Mine' });
  expect(request.merged?.[0]?.choices).toMatchObject([
    { label: 'display_name', side: 'mine', theirs: 'Theirs' },
    { label: 'description', side: 'theirs', mine: 'My words' },
  ]);
  await window.getByRole('radio', { name: 'Changes', exact: true }).click();
  await expect(merged(window)).toBeVisible();
});

test('a merge that waits outlives a kill -9 and needs no network; nothing is sent before it is chosen', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const id = await typing(window, practice, { name: 'Mine' });
  meanwhile(practice, id, { display_name: 'Theirs', description: 'Their words' });
  await refresh(window);
  await practice.close();
  await window.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(window.getByText(/offline since/).first()).toBeVisible();
  await openDraft(window, 'Mine');
  await window.getByRole('button', { name: 'Merge with the copy' }).click();
  await expect(progress(window)).toHaveText('0 of 1 chosen');
  await spanwatch.kill();

  const again = await spanwatch.start();
  await goTo(again, 'Drafts');
  await expect(again.getByText('1 to choose')).toBeVisible();
  await openDraft(again, 'Mine');
  await expect(progress(again)).toHaveText('0 of 1 chosen');
  const draft = await storedDraft(again);
  const sent = await again.evaluate(
    ([draftId, version]) =>
      (
        globalThis as unknown as {
          spanwatch: { call(name: string, input: unknown): Promise<unknown> };
        }
      ).spanwatch.call('send.draft', { draftId, version, typedName: null }),
    [draft.id, draft.version] as const,
  );
  expect(sent).toMatchObject({ ok: false, failure: { kind: 'stale' } });
  expect(await ask(again, 'history.list', null)).toEqual([]);

  // What is typed meanwhile is mine, and asked about.
  await openTab(again, 'Form');
  await expect(again.getByText('1 field waits to be chosen before this can be sent')).toBeVisible();
  await rename(again, 'Mine, later');
  await again.getByRole('button', { name: 'Choose', exact: true }).click();
  await conflict(again, 'display_name').getByText('Mine, later').click();
  await expect(merged(again)).toBeVisible();
  expect(await storedDraft(again)).toMatchObject({
    body: { display_name: 'Mine, later', description: 'Their words' },
    base: { display_name: 'Theirs' },
  });

  // And chosen again.
  await again.getByRole('button', { name: 'Choose again' }).click();
  await conflict(again, 'display_name').getByRole('radio', { name: /^Take/ }).click();
  await expect(merged(again)).toBeVisible();
  await openTab(again, 'Form');
  await expect(again.getByLabel('Name', { exact: true })).toHaveValue('Theirs');
});

test('a write that was a moment too late is refused, and leads to the merge, from its page as from the draft', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const id = await typing(window, practice, { name: 'Mine' });
  await expect(sendButton(window)).toBeEnabled();
  meanwhile(practice, id, { display_name: 'Theirs' });
  await send(window);
  await expect(sentence(window)).toHaveText(/^Refused/);
  await goTo(window, 'Drafts');
  await expect(window.getByText('changed on the manager')).toBeVisible();
  await goTo(window, 'Requests');
  await act(window, 'Merge it into the draft');
  await expect(progress(window)).toHaveText('0 of 1 chosen');
  await conflict(window, 'display_name')
    .getByRole('radio', { name: /^Keep mine/ })
    .click();
  await expect(merged(window)).toBeVisible();
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized/);
  expect(writesTo(practice).map(({ status }) => status)).toEqual([412, 200]);
  expect(sessionAt(practice, 'Mine')).toBeDefined();
});

test('a draft whose session was deleted by somebody else says so, and becomes a new one', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const id = await typing(window, practice, { name: 'Mine' });
  practice.control.remove('sessions', id);
  await refresh(window);
  await goTo(window, 'Drafts');
  await expect(window.getByText('deleted on the manager')).toBeVisible();
  await openDraft(window, 'Mine');
  await expect(window.getByText('The session was deleted on the manager')).toBeVisible();
  await window.getByRole('button', { name: 'Make it a new session' }).click();
  await expect(window.getByText('not on the manager yet')).toBeVisible();
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized/);
  expect(onlyWriteTo(practice)).toMatchObject({ method: 'POST', status: 201 });
});

test('undo goes on after a kill -9, and a point that was named can be gone back to', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await typing(window, practice, { name: 'One', description: 'First' });
  await window.getByRole('button', { name: 'Name this point' }).click();
  await window
    .getByRole('textbox', { name: 'Name of this point' })
    .fill('Before the change window');
  await window.keyboard.press('Enter');
  const versions = window.getByRole('list', { name: 'Versions of this draft' });
  await expect(versions.getByText('Before the change window')).toBeVisible();
  await rename(window, 'Two');
  await saved(window, ({ body }) => body.display_name === 'Two');
  await spanwatch.kill();

  const again = await spanwatch.start();
  await openDraft(again, 'Two');
  const name = again.getByLabel('Name', { exact: true });
  const undo = again.getByRole('button', { name: /^Undo/ });
  for (const was of ['One', 'One', 'Test RZ']) {
    await undo.click();
    await expect(name).toHaveValue(was);
  }
  await expect(undo).toBeDisabled();
  await again.keyboard.press('Control+Shift+z');
  await expect(name).toHaveValue('One');
  await again
    .getByRole('list', { name: 'Versions of this draft' })
    .getByRole('button', { name: /^Go back to Before the change window/ })
    .click();
  await expect(again.getByLabel('Description')).toHaveValue('First');
  await undo.click();
  await expect(again.getByLabel('Description')).not.toHaveValue('First');
});

test('axe finds nothing on Changes with conflicts, before and after, in any theme', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const id = await typing(window, practice, { name: 'Mine', description: 'My words' });
  await window.getByRole('button', { name: 'Name this point' }).click();
  await window.getByRole('textbox', { name: 'Name of this point' }).fill('point');
  await window.keyboard.press('Enter');
  meanwhile(practice, id, {
    display_name: 'Theirs',
    description: 'Their words',
    policy_rules: otherSubnet(practice),
  });
  await refresh(window);
  await openDraft(window, 'Mine');
  await expect(window.getByText(/changed this session since/)).toBeVisible();
  expect(await findingsInEveryTheme(window), 'offered').toEqual([]);
  await window.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(progress(window)).toHaveText('0 of 2 chosen');
  expect(await findingsInEveryTheme(window), 'to choose').toEqual([]);
  await conflict(window, 'display_name')
    .getByRole('radio', { name: /^Keep mine/ })
    .click();
  await expect(progress(window)).toHaveText('1 of 2 chosen');
  expect(await findingsInEveryTheme(window), 'half chosen').toEqual([]);
  await conflict(window, 'description').getByRole('radio', { name: /^Take/ }).click();
  await expect(merged(window)).toBeVisible();
  expect(await findingsInEveryTheme(window), 'merged').toEqual([]);
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized/);
  await window.getByRole('radio', { name: 'Changes', exact: true }).click();
  await expect(merged(window)).toBeVisible();
  expect(await findingsInEveryTheme(window), 'request').toEqual([]);
});
