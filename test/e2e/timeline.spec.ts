import { writeWideRecord } from '../support/wide-record.ts';
import { expect, goTo, test } from './steps/app.ts';
import { findingsInBoth } from './steps/axe.ts';
import { takePictures } from './steps/pictures.ts';
import { sentence } from './steps/requests.ts';

const NODES = 500;
const CHECKS = 200;

test('the timeline of 500 nodes is zoomed, sorted, read by keys and replayed, and its table holds every check', async ({
  spanwatch,
}) => {
  await spanwatch.kill();
  writeWideRecord(spanwatch.dataDir, 'Wide', NODES, CHECKS);
  const window = await spanwatch.start();
  await goTo(window, 'Requests');
  await window.getByText('Wide').first().click();
  const lanes = window.getByRole('group', { name: /^Realization lanes/ });
  await expect(lanes).toBeVisible();

  // Only the lanes in view are drawn.
  expect(await lanes.locator('.lane').count()).toBeLessThan(60);
  await expect(window.getByText(`${NODES} of ${NODES} nodes drawn`)).toBeVisible();

  await test.step('nodes are sorted, filtered and folded', async () => {
    await window.getByLabel('Nodes', { exact: true }).selectOption('Worst first');
    await expect(lanes.locator('.lane-name').nth(1)).toHaveText('node-0061');
    await window.getByRole('button', { name: /^Fold \d+ realized nodes$/ }).click();
    await expect(window.getByRole('button', { name: /^Show \d+ realized nodes$/ })).toBeVisible();
    await window.getByRole('button', { name: /^Show \d+ realized nodes$/ }).click();
    await window.getByLabel('Only not realized').check();
    await expect(window.getByText(/^1[0-9] of 500 nodes drawn$/)).toBeVisible();
    await window.getByLabel('Only not realized').uncheck();
  });

  await test.step('keys read, zoom and move; the wheel with Ctrl zooms', async () => {
    await lanes.focus();
    await window.keyboard.press('ArrowLeft');
    await expect(lanes.locator('[aria-live]')).toHaveText(/^Overall: /);
    const first = () => lanes.locator('.lane-axis text').first().textContent();
    const whole = await first();
    await window.keyboard.press('+');
    await expect(window.getByText('1.6×')).toBeVisible();
    await window.keyboard.press('Shift+End');
    expect(await first()).not.toBe(whole);
    await window.keyboard.press('0');
    await expect(window.getByText('1.6×')).toHaveCount(0);
    expect(await first()).toBe(whole);
    await lanes.hover();
    await window.keyboard.down('Control');
    await window.mouse.wheel(0, -60);
    await window.keyboard.up('Control');
    await expect(window.getByText('1.8×')).toBeVisible();
    await window.getByRole('button', { name: 'Show all of the time axis' }).click();
  });

  await test.step('notes stand on the axis, and later ones under it', async () => {
    await expect(window.getByText('1 note from later')).toBeVisible();
    await expect(lanes.locator('.lane-mark[data-kind="noted"]').first()).toBeAttached();
  });

  await test.step('the table has a row for each check, and draws those in view', async () => {
    const table = window.getByRole('table').filter({ hasText: 'Since sent' });
    expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(CHECKS);
    expect(await table.getByRole('row').count()).toBeLessThan(80);
    await expect(table.getByRole('row').nth(1)).toHaveAttribute('aria-rowindex', '2');
  });

  // No tooltip of the step before.
  await window.mouse.move(0, 0);
  await expect(window.getByRole('tooltip')).toHaveCount(0);
  expect(await findingsInBoth(window)).toEqual([]);
  await takePictures(spanwatch, 'timeline-500-nodes');

  await test.step('a replay shows what was known at each step', async () => {
    const now = await sentence(window).textContent();
    await window.getByRole('button', { name: 'Replay', exact: true }).click();
    await expect(sentence(window)).toHaveText('Sent, no answer yet');
    const step = window.getByRole('slider', { name: 'Step' });
    await step.focus();
    for (let press = 0; press < 3; press += 1) await window.keyboard.press('ArrowRight');
    await expect(step).toHaveAttribute('aria-valuetext', /^Step 4 of \d+, \+1\.0 s$/);
    await expect(sentence(window)).toHaveText(/^In progress/);
    await expect(window.locator('.checks tbody[data-current]')).toHaveCount(1);
    await window.getByRole('radio', { name: '20×' }).click();
    await window.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(step).not.toHaveAttribute('aria-valuetext', /^Step [1-5] of/);
    await window.getByRole('button', { name: 'Pause the replay' }).click();
    await window.mouse.move(0, 0);
    await expect(window.getByRole('tooltip')).toHaveCount(0);
    expect(await findingsInBoth(window)).toEqual([]);
    await takePictures(spanwatch, 'timeline-replay');
    await window.getByRole('button', { name: 'End the replay' }).click();
    await expect(sentence(window)).toHaveText(now ?? '');
  });
});
