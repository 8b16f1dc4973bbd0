import type { Page } from '@playwright/test';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { addManager, expect, openSession, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { compareDialog, comparedRow } from './steps/compare.ts';
import { editSession, rename, send } from './steps/drafts.ts';
import { runByKeys } from './steps/keys.ts';
import { act, onlyRequest, onlyWriteTo, sentence, watchUntil } from './steps/requests.ts';

/** The VPN service of the guide's session. */
const SERVICE = '7adfa455-a6fc-4934-a919-f5728957364c';

// So slow that a first check, a second after the send, still sees what a scenario begins with.
test.use({ pace: 0.25 });

/** Sends a change of the guide's session that meets a scenario of the practice manager. */
async function sendInto(window: Page, practice: PracticeManager, scenario: string): Promise<void> {
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, `Test RZ ${scenario}`);
  practice.control.scenario(scenario);
  await send(window);
}

const checks = (window: Page) => window.getByRole('table').filter({ hasText: 'Since sent' });

test('a disabled VPN service is said so, and once it is enabled the same request is resumed and realized', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'service-disabled');
  await expect(sentence(window)).toHaveText(
    'Service disabled: NSX has no realization status while the VPN service is off',
  );
  await expect(
    window.getByText(/is disabled\. Can not get the realization status/).first(),
  ).toBeVisible();
  practice.control.setServiceEnabled(SERVICE, true);
  await act(window, 'Resume');
  await watchUntil(window, /^Realized on 2 of 2/);
  const put = onlyWriteTo(practice);
  expect((await onlyRequest(window)).nsxRequestId).toBe(put.requestId);
});

test('a node that does not answer makes it unknown, not failed; then it is realized', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'node-unknown');
  await expect(sentence(window)).toHaveText(
    'Unknown: NSX could not reach edge-ams-01; it is asked again',
  );
  await expect(window.getByText('Unknown is not a failure')).toBeVisible();
  const nearer = window.getByRole('button', { name: 'Zoom in the time axis' });
  for (let press = 0; press < 3; press += 1) await nearer.click();
  await watchUntil(window, /^Realized on 2 of 2/);
  // What one has zoomed in to stays, also at the end.
  await expect(window.locator('.lane-toolbar-zoom > .muted')).toHaveText(/×$/);
  const rows = checks(window).getByRole('row');
  await expect(rows.filter({ hasText: 'unknown' }).first()).toBeVisible();
  await expect(rows.filter({ hasText: 'in sync' }).last()).toBeVisible();
});

test('no answer of the control plane is unknown without nodes; then it is realized', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'no-ccp');
  await expect(sentence(window)).toHaveText(
    'Unknown: NSX got no answer from its control plane; it is asked again',
  );
  await watchUntil(window, /^Realized on 2 of 2/);
});

test('one node’s failure is named with its words, and stands beside the change that came after someone else’s', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'node-fails');
  await watchUntil(window, /^Failed on edge-ams-02: ./);
  await expect(window.getByText('Look at the nodes that failed')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Resume' }).first()).toBeVisible();

  const { entityId } = await onlyRequest(window);
  practice.control.mutate('sessions', entityId ?? '', { description: 'By someone else' });
  await runByKeys(window, 'Refresh inventory');
  await openSession(window, 'Test RZ node-fails');
  await expect(window.getByText('By someone else').first()).toBeVisible();
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await rename(window, 'Test RZ again');
  await send(window);
  await watchUntil(window, /^Realized on 2 of 2/);

  // By the palette and the arrow keys: what is in front, beside another request for the same object.
  await runByKeys(window, 'Compare with');
  await expect(compareDialog(window).getByRole('searchbox')).toBeFocused();
  await expect(compareDialog(window).getByRole('option', { selected: true })).toContainText(
    'the same object',
  );
  await window.keyboard.press('Enter');
  await expect(sentence(window)).toHaveText('Two requests for Test RZ again');
  await expect(comparedRow(window, 'What was sent', 'display_name')).toContainText(
    /Test RZ node-fails\s*Test RZ again/,
  );
  await expect(comparedRow(window, 'What was sent', 'description')).toContainText('not there');
  await expect(comparedRow(window, 'Realization', 'Verdict')).toContainText(/Failed\s*Realized/);
  await expect(comparedRow(window, 'Transport nodes', 'edge-ams-02')).toContainText(
    /error\s*in sync after/,
  );
  await expect(comparedRow(window, 'What was sent', 'policy_rules')).toHaveCount(0);
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await window.getByRole('radio', { name: 'Everything' }).click();
  await expect(comparedRow(window, 'What was sent', 'policy_rules')).toBeVisible();
  await window.getByRole('button', { name: 'Change sides' }).click();
  await expect(comparedRow(window, 'Realization', 'Verdict')).toContainText(/Realized\s*Failed/);

  await window.getByRole('button', { name: 'History of this object' }).click();
  await expect(sentence(window)).toHaveText('History of Test RZ again');
  const steps = window.getByRole('region', { name: /^PUT Test RZ/ });
  await expect(steps).toHaveText([/Test RZ again.*Realized/, /Test RZ node-fails.*Failed/]);
  const between = window.getByRole('region', { name: 'Changed in between' });
  await expect(between).toContainText('Changed elsewhere in between');
  await expect(between.getByRole('row').filter({ hasText: 'description' })).toContainText(
    'By someone else',
  );
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await steps.last().getByRole('button', { name: 'Open' }).click();
  await expect(sentence(window)).toHaveText(/^Failed on edge-ams-02/);
});

test('a partial success is neither realized nor failed', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'partial');
  await watchUntil(window, /^Partial: 1 of 2 transport nodes have it, edge-ams-02 failed$/);
});

test('a watch that never ends is stopped by its user, and resumed', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'never-ends');
  await watchUntil(window, /^In progress: 1 of 2 transport nodes have it/);
  await act(window, 'Stop watching');
  await expect(sentence(window)).toHaveText(/^Stopped by you .+ last seen in progress, 1 of 2/);
  expect((await onlyRequest(window)).open).toBe(false);
  await act(window, 'Resume');
  await watchUntil(window, /^In progress: 1 of 2 transport nodes have it/);
  expect((await onlyRequest(window)).open).toBe(true);
});

test('a session that someone else deletes is missing, not deleted', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await sendInto(window, practice, 'vanishes');
  await expect(sentence(window)).toHaveText(
    /^Missing: NSX answers that the IPSec VPN session is not there/,
  );
});
