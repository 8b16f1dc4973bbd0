import type { Page } from '@playwright/test';
import { addManager, ask, expect, goTo, test } from './steps/app.ts';
import {
  editSession,
  jsonEditor,
  openDraft,
  openTab,
  pasteJson,
  rename,
  saved,
  send,
  storedDraft,
} from './steps/drafts.ts';
import { onlyWriteTo, sentence, watchUntil } from './steps/requests.ts';

const requests = (window: Page) => window.getByRole('listbox', { name: 'Requests' });

test.describe('a watch', () => {
  test.use({ pace: 0.3 });

  test('is taken up again after a kill -9: the timeline is there, the time between is a gap, and it ends as realized', async ({
    spanwatch,
    practice,
  }) => {
    const { window } = spanwatch;
    await addManager(window, practice);
    await editSession(window, 'Test RZ');
    await rename(window, 'Killed while watched');
    practice.control.scenario('slow-node');
    await send(window);
    await expect(sentence(window)).toHaveText(/^In progress/);
    const put = onlyWriteTo(practice);
    await spanwatch.kill();

    const again = await spanwatch.start();
    await goTo(again, 'Requests');
    await requests(again).getByRole('option').click();
    await expect(again.getByText(put.requestId, { exact: true }).first()).toBeVisible();
    await expect(again.getByText('Spanwatch was closed').first()).toBeVisible();
    await expect(again.getByRole('button', { name: 'Check 1: show the answer' })).toBeVisible();
    await watchUntil(again, /^Realized on 2 of 2/);
    onlyWriteTo(practice);
    expect(await ask(again, 'history.list', null)).toHaveLength(1);
  });
});

test('what was typed in the form is there after a kill -9, to the last character', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  const name = window.getByLabel('Name', { exact: true });
  await name.press('End');
  await name.pressSequentially(' – Amsterdam ↔ Östersund 東京');
  const typed = await name.inputValue();
  expect(typed).toBe('Test RZ – Amsterdam ↔ Östersund 東京');
  await saved(window, ({ body }) => body.display_name === typed);
  await spanwatch.kill();

  const again = await spanwatch.start();
  await openDraft(again, typed);
  await expect(again.getByLabel('Name', { exact: true })).toHaveValue(typed);
});

test('JSON that is broken at the moment of a kill -9 is there as it was typed', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await pasteJson(spanwatch, '{\n  "display_name": "Half a na');
  await window.keyboard.press('ControlOrMeta+End');
  await jsonEditor(window).pressSequentially('me", "policy_rules": [');
  const typed = '{\n  "display_name": "Half a name", "policy_rules": [';
  await saved(window, ({ text }) => text === typed);
  await spanwatch.kill();

  const again = await spanwatch.start();
  await openDraft(again, 'Test RZ');
  await openTab(again, 'JSON');
  await expect(jsonEditor(again)).toContainText('"Half a name", "policy_rules": [');
  expect((await storedDraft(again)).text).toBe(typed);
});

test('a kill -9 right after a key loses at most that key', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  const name = window.getByLabel('Name', { exact: true });
  await name.fill('Typed until the light went ou');
  await saved(window, ({ body }) => body.display_name === 'Typed until the light went ou');
  await name.press('End');
  await name.press('t');
  await spanwatch.kill();

  const again = await spanwatch.start();
  const { body } = await storedDraft(again);
  expect(['Typed until the light went ou', 'Typed until the light went out']).toContain(
    body.display_name,
  );
});

test('after a long run and a restart every request is in the list, and opens with its own sentence', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  const runs = [
    { session: 'Test RZ', scenario: 'normal', says: /^Realized/ },
    { session: 'Frankfurt ↔ Milan', scenario: 'node-fails', says: /^Failed on/ },
    { session: 'Amsterdam ↔ Osaka', scenario: 'vanishes', says: /^Missing/ },
    // In doubt until the manager answers anything else, which may be at once: then it is read back by itself.
    {
      session: 'Amsterdam ↔ Rotterdam port',
      scenario: 'answer-lost',
      says: /^In doubt|there was no request id/,
    },
  ];
  for (const { session, scenario, says } of runs) {
    await editSession(window, session);
    await rename(window, `${session}, changed`);
    practice.control.scenario(scenario);
    await send(window);
    await expect(sentence(window)).toHaveText(says);
  }
  await spanwatch.kill();

  const again = await spanwatch.start();
  await goTo(again, 'Requests');
  await expect(requests(again).getByRole('option')).toHaveCount(runs.length);
  for (const { session, says } of runs) {
    await requests(again)
      .getByRole('option', { name: new RegExp(session) })
      .click();
    await expect(sentence(again)).toHaveText(says);
  }
});
