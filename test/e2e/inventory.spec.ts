import { startPracticeManager } from '../../electron/practice/practice-manager.ts';
import { addManager, expect, goTo, openSession, sessionRow, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { editSession } from './steps/drafts.ts';

const search = 'Search the inventory';

test('one search finds by name, address, subnet and tag, in every kind, and says what fits', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  const box = window.getByRole('searchbox', { name: search });
  const list = window.getByRole('listbox', { name: 'Everything' });
  const row = (name: string) => list.getByRole('option').filter({ hasText: name });
  const status = window.getByRole('region', { name: 'Inventory' }).getByRole('status');

  // An address of a peer endpoint: the endpoint has it, and the session that ends there.
  await box.fill('192.0.2.20');
  await expect(status).toHaveText('2 found');
  await expect(row('pe-osaka')).toBeVisible();
  await expect(row('Amsterdam ↔ Osaka')).toContainText('Peer endpoint 192.0.2.20');
  // Without its accent, in two words, from another kind than the one in front.
  await box.fill('SAO plant');
  await expect(row('Frankfurt ↔ São Paulo plant')).toBeVisible();
  await box.fill('172.20.16.0');
  await expect(row('Amsterdam ↔ Rotterdam port')).toContainText('172.20.16.0/22');
  await box.fill('class:pci');
  await expect(status).toHaveText('2 found');
  await expect(list.getByRole('option').first()).toContainText('class:pci');
  await box.fill('gcm256');
  await expect(row('gold-gcm256')).toBeVisible();
  // What would be an operator or a wildcard elsewhere is a text like any other.
  for (const odd of ['%', '"', '_', 'NOT (', '*']) {
    await box.fill(odd);
    await expect(window.getByText(`No objects fit “${odd}”`)).toBeVisible();
  }
  // Narrowed to one kind, then back where one was.
  await box.fill('ams');
  const kinds = window.getByRole('navigation', { name: 'Kinds' });
  await kinds.getByRole('button', { name: /^Services/ }).click();
  await expect(
    window.getByRole('listbox', { name: 'Services' }).getByRole('option'),
  ).not.toHaveCount(0);
  await box.fill('');
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
  await expect(window.getByRole('listbox', { name: 'Sessions' })).toBeVisible();
});

test('who uses an object and what it uses lead to each other, with drafts about it', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await openSession(window, 'Amsterdam ↔ Osaka');
  const uses = window.getByRole('region', { name: 'Uses' });
  const usedBy = window.getByRole('region', { name: 'Used by' });
  const heading = (name: string) => window.getByRole('heading', { level: 1, name });
  await uses.getByRole('button', { name: 'pe-osaka' }).click();
  await expect(heading('pe-osaka')).toBeVisible();
  await expect(usedBy.getByRole('button', { name: 'Amsterdam ↔ Osaka' })).toBeVisible();
  // The list has followed: it is of that kind, and shows where one is.
  const chosen = window
    .getByRole('listbox', { name: 'Peer endpoints' })
    .getByRole('option', { selected: true });
  await expect(chosen).toContainText('pe-osaka');
  await uses.getByRole('button', { name: 'gold-gcm256' }).click();
  await expect(heading('gold-gcm256')).toBeVisible();
  await expect(window.getByText('a change here touches 7 sessions')).toBeVisible();
  await expect(usedBy.getByRole('button', { name: /^pe-/ })).toHaveCount(7);
  await window.keyboard.press('Alt+ArrowLeft');
  await expect(heading('pe-osaka')).toBeVisible();

  await goTo(window, 'Inventory');
  await window.getByRole('searchbox', { name: search }).fill('le-ams-public-2');
  // The session that ends there is found as well, and says why.
  await expect(sessionRow(window, 'Cloud West Europe')).toContainText('le-ams-public-2');
  await window
    .getByRole('option')
    .filter({ hasText: /^le-ams-public-2/ })
    .click();
  await uses.getByRole('button', { name: 'Example Net Issuing CA 2' }).click();
  await expect(heading('Example Net Issuing CA 2')).toBeVisible();
  await expect(usedBy.getByRole('button', { name: 'le-ams-public-2' })).toBeVisible();
  await expect(window.getByText('a change here touches 1 session')).toBeVisible();

  await window.getByRole('searchbox', { name: search }).fill('');
  const kinds = window.getByRole('navigation', { name: 'Kinds' });
  await kinds.getByRole('button', { name: /^Sessions/ }).click();
  await editSession(window, 'Test RZ');
  await window.getByLabel('Description').fill('a draft that stays');
  await openSession(window, 'Test RZ');
  await expect(window.getByText('Change session: a draft is open')).toBeVisible();
});

test('a reading that hangs is cancelled, and the copy stays as it was', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  practice.control.mutate('sessions', '8dd1c386-9b2c-4448-85b8-51ff649fae4f', {
    display_name: 'Renamed meanwhile',
  });
  const release = practice.control.stall();
  await window.getByRole('button', { name: 'Refresh' }).click();
  await expect(window.getByRole('progressbar', { name: 'Reading the inventory' })).toBeVisible();
  await window.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('progressbar')).toHaveCount(0);
  release();
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
  // It says nothing against the manager, and the next reading is whole.
  await expect(window.getByRole('alert')).toHaveCount(0);
  await window.getByRole('button', { name: 'Refresh' }).click();
  await expect(sessionRow(window, 'Renamed meanwhile')).toBeVisible();
});

test('two thousand sessions are gone through by keyboard, from end to end', async ({
  spanwatch,
}) => {
  const practice = await startPracticeManager({ sessions: 2000 });
  try {
    const { window } = spanwatch;
    await addManager(window, practice, { sees: 'Amsterdam ↔ Osaka' });
    const list = window.getByRole('listbox', { name: 'Sessions' });
    await list.focus();
    await window.keyboard.press('End');
    const at = (place: number) => list.locator(`[aria-posinset="${place}"][aria-selected="true"]`);
    await expect(at(2000)).toContainText('Test RZ');
    await expect(window.getByRole('heading', { level: 1, name: 'Test RZ' })).toBeVisible();
    for (let press = 0; press < 5; press += 1) await window.keyboard.press('PageUp');
    await expect(at(1950)).toContainText('Branch');
    await window.keyboard.press('Home');
    await expect(at(1)).toContainText('Amsterdam');
    for (let press = 0; press < 30; press += 1) await window.keyboard.press('ArrowDown');
    await expect(at(31)).toHaveText(/Branch 2\d /);
    // Only what is in sight, and a little more, is in the page.
    expect(await list.getByRole('option').count()).toBeLessThan(80);
    await window.getByRole('searchbox', { name: search }).fill('pe-branch-1777');
    await expect(
      window.getByRole('option').filter({ hasText: 'Peer endpoint pe-branch-1777' }),
    ).toBeVisible();
  } finally {
    await practice.close();
  }
});

test('the inventory has no finding of axe, in any theme, while it is searched and read', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await openSession(window, 'Amsterdam ↔ Osaka');
  expect(await findingsInEveryTheme(window), 'a session').toEqual([]);
  await window.getByRole('searchbox', { name: search }).fill('203.0.113');
  await window
    .getByRole('option')
    .filter({ hasText: /^le-ams-public-2/ })
    .click();
  await expect(window.getByRole('heading', { level: 1, name: 'le-ams-public-2' })).toBeVisible();
  expect(await findingsInEveryTheme(window), 'a search').toEqual([]);
  await window.getByRole('searchbox', { name: search }).fill('');
  const release = practice.control.stall();
  await window.getByRole('button', { name: 'Refresh' }).click();
  await expect(window.getByRole('progressbar')).toBeVisible();
  expect(await findingsInEveryTheme(window), 'a reading').toEqual([]);
  release();
  await expect(window.getByRole('progressbar')).toHaveCount(0);
});
