import type { Page } from '@playwright/test';
import { addManager, expect, goTo, sessionRow, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { pressUntil } from './steps/keys.ts';
import { managerRow } from './steps/managers.ts';
import { onlyWriteTo, sentence } from './steps/requests.ts';
import {
  furnish,
  makePlan,
  type Visit,
  visitDraft,
  visitDraftActs,
  visitForms,
  visitManagers,
  visitOverlays,
  visitPlans,
  visitRequest,
  visitScreens,
  visitSources,
  visitTrouble,
} from './steps/tour.ts';

/** What the page says on the console: errors, warnings and refusals of the policy. */
function hearConsole(window: Page): string[] {
  const said: string[] = [];
  window.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text());
  });
  window.on('pageerror', (error) => said.push(String(error)));
  return said;
}

test('axe finds nothing on any screen or dialog of what is edited and sent, in any theme, and the console stays empty', async ({
  spanwatch,
  practice,
}) => {
  test.slow();
  const { window } = spanwatch;
  const said = hearConsole(window);
  await window.reload();
  const wrong: Record<string, string[]> = {};
  const visit: Visit = async (stop, within) => {
    const found = await findingsInEveryTheme(window, within);
    if (found.length > 0) wrong[stop] = found;
  };
  // What is chosen goes before what the system says, in which all of this is then looked at.
  await goTo(window, 'Settings');
  for (const [theme, scheme] of [
    ['Dark', 'dark'],
    ['Light', 'light'],
  ] as const) {
    await window.getByRole('radio', { name: theme, exact: true }).click();
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  }
  await window.getByRole('radio', { name: 'System', exact: true }).click();
  await goTo(window, 'Desk');
  await visit('Desk, empty');
  await goTo(window, 'Managers');
  await expect(sentence(window)).toHaveText('No manager yet');
  await visit('Managers, empty');
  await furnish(window, practice);
  await visitScreens(window, visit);
  await visitManagers(window, practice, visit);
  await visitDraft(window, visit);
  await visitRequest(window, visit);
  await visitSources(window, visit);
  await visitPlans(window, visit);
  await visitForms(window, visit);
  await visitDraftActs(window, visit);
  await visitOverlays(window, visit);
  await practice.close();
  await visitTrouble(window, visit);
  expect(wrong).toEqual({});
  expect(said).toEqual([]);
});

/** The accessible names of what has the focus, one for each press of Tab, until it comes round. */
async function tabStops(window: Page): Promise<string[]> {
  const stops: string[] = [];
  const MOST = 80;
  for (let press = 0; press < MOST; press += 1) {
    await window.keyboard.press('Tab');
    const name = await window.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      return (at.getAttribute('aria-label') ?? at.textContent ?? '').trim();
    });
    if (name === null || (stops.length > 0 && name === stops[0])) break;
    stops.push(name);
  }
  return stops;
}

test('by keyboard alone: add a manager, find a session, edit it, send it, and see the shortcuts', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const { keyboard } = window;
  const palette = window.getByRole('dialog', { name: 'Search or run a command' });
  const run = async (words: string) => {
    await keyboard.press('Control+k');
    await expect(palette.getByRole('textbox')).toBeFocused();
    await keyboard.type(words);
  };
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await run('Add a manager');
  await keyboard.press('Enter');
  await expect(window.getByLabel('Address')).toBeFocused();
  await keyboard.type(practice.address);
  await keyboard.press('Enter');
  const pinIt = window.getByRole('button', { name: 'It matches: pin it' });
  await expect(pinIt).toBeVisible();
  await pressUntil(window, 'Tab', pinIt);
  await keyboard.press('Enter');
  await expect(window.getByLabel('User', { exact: true })).toBeFocused();
  await keyboard.type(practice.user);
  await keyboard.press('Tab');
  await keyboard.type(practice.password);
  await keyboard.press('Enter');
  await expect(sentence(window)).toHaveText(/is reachable/);

  await keyboard.press('Control+3');
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
  await run('Test RZ');
  await expect(palette.getByText(/^session on/).first()).toBeVisible();
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Test RZ' })).toBeVisible();
  await pressUntil(window, 'Tab', window.getByRole('button', { name: 'Edit', exact: true }));
  await keyboard.press('Enter');
  const name = window.getByLabel('Name', { exact: true });
  await expect(name).toBeVisible();
  await pressUntil(window, 'Tab', name);
  await keyboard.press('End');
  await keyboard.type(' by keys');
  await expect(window.getByRole('button', { name: 'Send…' })).toBeEnabled();
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('button', { name: 'Send once' })).toBeFocused();
  // Not yet: one is back where one was.
  await keyboard.press('Escape');
  await expect(name).toBeFocused();
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('button', { name: 'Send once' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);
  expect(onlyWriteTo(practice).status).toBe(200);

  await keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await keyboard.press('Control+1');
  await expect(window.getByRole('button', { name: 'Desk' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('Tab reaches the title bar, the rail, the list and the acts of a screen, in this order', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await window.reload();
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await window.keyboard.press('Control+3');
  await expect(sessionRow(window, 'Test RZ')).toBeVisible();
  const stops = await tabStops(window);
  const places = [
    /choose a manager/,
    /^Search or run a command/,
    /^Desk/,
    /^Settings/,
    /^Sessions/,
    /^Sessions$/,
    /^Edit$/,
    /^Delete…$/,
  ].map((name) => stops.findIndex((stop) => name.test(stop)));
  expect(places, stops.join(' | ')).not.toContain(-1);
  expect(places, stops.join(' | ')).toEqual([...places].sort((a, b) => a - b));
});

const SIZES = [
  { words: 'at 900 × 600', width: 900, height: 600, zoom: 1 },
  { words: 'at 900 × 600 and 200 %', width: 900, height: 600, zoom: 2 },
  { words: 'at 1440 × 900 and 200 %', width: 1440, height: 900, zoom: 2 },
  { words: 'at 2560 × 1440 and 80 %', width: 2560, height: 1440, zoom: 0.8 },
];

test('every screen fits its width, and its main act can be pressed, in small windows and at 200 %', async ({
  spanwatch,
  practice,
}) => {
  const { window, desktop } = spanwatch;
  await furnish(window, practice);
  await makePlan(window);
  const wide: string[] = [];
  for (const { words, width, height, zoom } of SIZES) {
    await desktop.app.evaluate(
      ({ BrowserWindow }, size) => {
        const [own] = BrowserWindow.getAllWindows();
        own?.setSize(size.width, size.height);
        own?.webContents.setZoomFactor(size.zoom);
      },
      { width, height, zoom },
    );
    // A zoomed width is rounded by the window system, by a pixel or two.
    await expect
      .poll(async () => Math.abs((await window.evaluate(() => innerWidth)) - width / zoom))
      .toBeLessThan(4);
    const measure: Visit = async (stop) => {
      const over = await window.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, main section[aria-label]')]
          .filter((pane) => pane.scrollWidth > pane.clientWidth)
          .map(
            (pane) =>
              `${pane.getAttribute('aria-label') ?? pane.tagName} ${pane.scrollWidth - pane.clientWidth}`,
          ),
      );
      if (over.length > 0) wide.push(`${stop} ${words}, px too wide: ${over.join(', ')}`);
    };
    await visitScreens(window, measure);
    await visitForms(window, measure);
    const press = (name: string | RegExp) =>
      window.getByRole('button', { name, exact: true }).first().click({ trial: true });
    await goTo(window, 'Managers');
    await managerRow(window, 'nsx-ams').click();
    await press('Check now');
    await goTo(window, 'Inventory');
    await press('Refresh');
    await window.getByRole('searchbox', { name: 'Search the inventory' }).fill('Test RZ');
    await sessionRow(window, 'Test RZ').first().click();
    await press('Copy as a new one');
    await goTo(window, 'Drafts');
    await window.getByRole('button', { name: 'Test RZ three', exact: true }).click();
    await press('Send…');
    await goTo(window, 'Requests');
    await window.getByRole('listbox', { name: 'Requests' }).getByRole('option').first().click();
    await window.getByRole('radio', { name: 'Exchange' }).click({ trial: true });
  }
  expect(wide).toEqual([]);
});
