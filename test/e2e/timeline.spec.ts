import type { Locator } from '@playwright/test';
import { EVENTFUL, writeRequests } from '../support/every-verdict.ts';
import { writeWideRecord } from '../support/wide-record.ts';
import { expect, goTo, test } from './steps/app.ts';
import { toldIn } from './steps/ax-tree.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { pressUntil } from './steps/keys.ts';
import { takePictures } from './steps/pictures.ts';
import { sentence } from './steps/requests.ts';
import { timelineOfWindow } from './steps/timeline.ts';

const NODES = 500;
const CHECKS = 200;
const FEW_NODES = 4;

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
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'timeline-500-nodes');

  await test.step('a replay shows what was known at each step', async () => {
    const now = (await sentence(window).textContent()) ?? '';
    await window.getByRole('button', { name: 'Replay', exact: true }).click();
    const bar = window.getByRole('group', { name: 'Replay' });
    await expect(bar).toContainText('Sent, no answer yet');
    await expect(window.getByRole('heading', { name: 'Replay' })).toBeVisible();
    const place = (await bar.boundingBox())?.y;
    const step = window.getByRole('slider', { name: 'Step' });
    await step.focus();
    for (let press = 0; press < 3; press += 1) await window.keyboard.press('ArrowRight');
    await expect(step).toHaveAttribute('aria-valuetext', /^Step 4 of \d+, \+1\.0 s$/);
    await expect(bar).toContainText(`0 of ${NODES} nodes realized`);
    // The page says how it is now, and its buttons stay under the pointer.
    await expect(sentence(window)).toHaveText(now);
    expect((await bar.boundingBox())?.y).toBe(place);
    await expect(window.getByRole('button', { name: /^Read (now|again)$/ })).toHaveCount(0);
    await expect(window.locator('.checks tbody[data-current]')).toHaveCount(1);
    await window.getByRole('radio', { name: '20×' }).click();
    await window.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(step).not.toHaveAttribute('aria-valuetext', /^Step [1-5] of/);
    await window.getByRole('button', { name: 'Pause the replay' }).click();
    await window.mouse.move(0, 0);
    await expect(window.getByRole('tooltip')).toHaveCount(0);
    expect(await findingsInEveryTheme(window)).toEqual([]);
    await takePictures(spanwatch, 'timeline-replay');
    await bar.press('Escape');
    await expect(bar).toHaveCount(0);
    await expect(window.getByRole('heading', { name: 'Realization' })).toBeVisible();
  });
});

/** Where the note stands in the drawing, px: what is looked at has moved by as much as it has. */
const noteAt = async (lanes: Locator) =>
  Number(await lanes.locator('.lane-mark[data-kind="noted"]').first().getAttribute('x1'));

/** A place on the screen over the first lane of a node, at the note's time. */
async function placeOfNote(lanes: Locator): Promise<{ x: number; y: number }> {
  const frame = await lanes.boundingBox();
  const lane = await lanes.locator('.lane').nth(1).boundingBox();
  if (!frame || !lane) throw new Error('The lanes are not drawn.');
  return { x: frame.x + (await noteAt(lanes)), y: lane.y + lane.height / 2 };
}

test('the timeline is zoomed at the pointer and moved by mouse, touch-pad and keys, and the page still scrolls over it', async ({
  spanwatch,
}) => {
  await spanwatch.kill();
  writeWideRecord(spanwatch.dataDir, 'Wide', FEW_NODES, CHECKS);
  const window = await spanwatch.start();
  await goTo(window, 'Requests');
  await window.getByText('Wide').first().click();
  const lanes = window.getByRole('group', { name: /^Realization lanes/ });
  const near = window.locator('.lane-toolbar-zoom > .muted');
  const all = window.getByRole('button', { name: 'Show all of the time axis' });
  const says = lanes.locator('[aria-live]');
  await expect(lanes.locator('.lane')).toHaveCount(FEW_NODES + 1);
  const whole = await noteAt(lanes);
  const wheel = async (x: number, y: number, key?: 'Control' | 'Shift') => {
    if (key) await window.keyboard.down(key);
    await window.mouse.wheel(x, y);
    if (key) await window.keyboard.up(key);
  };
  // A pointer stands on whole pixels.
  const expectNote = (x: number) =>
    expect.poll(async () => Math.abs((await noteAt(lanes)) - x)).toBeLessThan(2.5);

  await test.step('the wheel with Ctrl zooms about what is under the pointer', async () => {
    const { x, y } = await placeOfNote(lanes);
    await window.mouse.move(x, y);
    await wheel(0, -60, 'Control');
    await expect(near).toHaveText('1.8×');
    await expectNote(whole);
    await wheel(0, 120, 'Control');
    await expect(near).toHaveCount(0);
  });

  await test.step('a pinch does so in small steps', async () => {
    for (let step = 0; step < 20; step += 1) await wheel(0, -4, 'Control');
    await expect(near).toHaveText('2.2×');
    await expectNote(whole);
  });

  await test.step('two fingers sideways, and the wheel with Shift, move it', async () => {
    await wheel(-40, 3);
    await expectNote(whole + 40);
    await wheel(15, 0);
    await expectNote(whole + 25);
    await wheel(0, 25, 'Shift');
    await expectNote(whole);
  });

  await test.step('it is dragged, and no words are marked by that', async () => {
    const { x, y } = await placeOfNote(lanes);
    await window.mouse.move(x - 60, y);
    await window.mouse.down();
    await window.mouse.move(x - 30, y + 2);
    await window.mouse.move(x + 20, y + 30);
    await expectNote(whole + 80);
    await window.mouse.up();
    await window.mouse.move(x + 60, y);
    await expectNote(whole + 80);
    expect(await window.evaluate(() => String(getSelection()))).toBe('');
  });

  await test.step('a double click looks nearer at what was pressed, with Shift from further off', async () => {
    await all.click();
    await expectNote(whole);
    const { x, y } = await placeOfNote(lanes);
    await window.mouse.dblclick(x, y);
    await expect(near).toHaveText('2.0×');
    await expectNote(whole);
    expect(await window.evaluate(() => String(getSelection()))).toBe('');
    await window.keyboard.down('Shift');
    await window.mouse.dblclick(x, y);
    await window.keyboard.up('Shift');
    await expect(near).toHaveCount(0);
  });

  await test.step('keys: plus, minus and 0 zoom, Shift moves, arrows, Home and End read', async () => {
    // The mouse has put the focus on the drawing, and reads nothing any more.
    await expect(lanes).toBeFocused();
    await window.mouse.move(0, 0);
    await expect(says).toHaveText('');
    await window.keyboard.press('+');
    await window.keyboard.press('+');
    await expect(near).toHaveText('2.6×');
    await window.keyboard.press('-');
    await expect(near).toHaveText('1.6×');
    await window.keyboard.press('Shift+Home');
    await expect(lanes.locator('.lane-axis text').first()).toHaveText('sent');
    await window.keyboard.press('Shift+ArrowRight');
    await expect(lanes.locator('.lane-axis text').first()).not.toHaveText('sent');
    await window.keyboard.press('Shift+ArrowLeft');
    await expect(lanes.locator('.lane-axis text').first()).toHaveText('sent');
    await window.keyboard.press('Shift+End');
    await expect(lanes.locator('.lane-mark[data-kind="noted"]').first()).toBeAttached();
    await window.keyboard.press('0');
    await expectNote(whole);
    await window.keyboard.press('Home');
    await expect(says).toHaveText(/^Overall: sending\. from the start/);
    await window.keyboard.press('ArrowRight');
    await expect(says).toHaveText(/^Overall: in progress/);
    await window.keyboard.press('End');
    await expect(says).toHaveText(/^Overall: not asked again/);
    await window.keyboard.press('ArrowLeft');
    await expect(says).toHaveText(/^Overall: in progress .+ the last check$/);
    await window.keyboard.press('ArrowDown');
    await expect(says).toHaveText(/^node-0001: in sync .+ the last check$/);
    await window.keyboard.press('ArrowUp');
    await expect(says).toHaveText(/^Overall: /);
  });

  await test.step('with Ctrl the arrows read each check, also one that changed nothing, and Enter shows its answer', async () => {
    await window.keyboard.press('Home');
    await window.keyboard.press('Control+ArrowRight');
    await expect(says).toHaveText(/^Overall: check at \+1\.0 s, answered in .+: in progress/);
    await window.keyboard.press('Control+ArrowRight');
    await expect(says).toHaveText(/^Overall: check at \+3\.0 s, answered in .+: in progress/);
    await expect(window.locator('.lane-tip')).toContainText('check at +3.0 s, answered in');
    await window.keyboard.press('ArrowDown');
    await expect(says).toHaveText(/^node-0001: check at \+3\.0 s/);
    await window.keyboard.press('Enter');
    const answer = window.getByRole('button', { name: 'Check 2: show the answer' });
    await expect(answer).toBeFocused();
    await expect(answer).toHaveAttribute('aria-expanded', 'true');
    await lanes.focus();
    await expect(window.locator('.lane-tip')).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(window.locator('.lane-tip')).toHaveCount(0);
  });

  await test.step('the pointer on a tick reads its check', async () => {
    const frame = await lanes.boundingBox();
    const tick = await lanes.locator('.lane').first().locator('.lane-tick').getAttribute('d');
    const x = Number(/M([\d.]+)/.exec(tick ?? '')?.[1]);
    const lane = await lanes.locator('.lane').first().boundingBox();
    if (!frame || !lane) throw new Error('The lanes are not drawn.');
    await window.mouse.move(frame.x + x, lane.y + lane.height / 2);
    await expect(window.locator('.lane-tip')).toContainText(/check at \+1\.0 s, answered in/);
    // Beside it the stretch that it is of.
    await expect(window.locator('.lane-tip')).toContainText('from +1.0 s to +6 min 39 s');
    await window.mouse.move(0, 0);
  });

  await test.step('without Ctrl the wheel scrolls the page, and zooms nothing', async () => {
    const top = async () => (await lanes.boundingBox())?.y ?? 0;
    const before = await top();
    const { x, y } = await placeOfNote(lanes);
    await window.mouse.move(x, y);
    await wheel(0, 120);
    await expect.poll(top).toBeLessThan(before - 50);
    await expect(near).toHaveCount(0);
  });
});

test('what the timeline draws is in a screen reader’s tree as words, and each word of it is reached by keys', async ({
  spanwatch,
}) => {
  await spanwatch.kill();
  writeRequests(spanwatch.dataDir, [EVENTFUL]);
  const window = await spanwatch.start();
  await goTo(window, 'Requests');
  const lanes = window.getByRole('group', { name: /^Realization lanes/ });
  await expect(lanes).toBeVisible();
  const told = await toldIn(window, 'Detail');
  const drawn = told.find((one) => one.startsWith('image '));
  expect(drawn).toMatch(/^image Failed on node-a2\. 4 checks; each is a row of the table below/);
  const wanted = [
    'heading Failed on node-a2',
    'list Lanes in words',
    'table Checks',
    'cell in_progress',
    'cell 3/4',
    'cell no network; next try',
    'cell this computer slept for 30 s',
    'cell manager asks to slow down for 10.0 s',
    'cell node-a2: failed',
  ];
  expect(wanted.filter((words) => !told.some((one) => one.startsWith(words)))).toEqual([]);
  const lanesTold = told.slice(told.indexOf('list Lanes in words'));
  const lane = (name: string) => {
    const begin = `StaticText ${name}: `;
    return lanesTold.find((one) => one.startsWith(begin))?.slice(begin.length);
  };
  // The gaps with their reasons stand in each lane; so do the states in NSX's own words, and a node's message.
  for (const name of ['Overall', 'node-a1', 'node-a2', 'node-f1', 'node-f2']) {
    expect(lane(name)).toContain('not asked: no network. from +5.0 s to +16.0 s, 11.0 s long');
    expect(lane(name)).toContain('not asked: this computer slept. from +16.0 s');
    expect(lane(name)).toContain('not asked: manager asks to slow down. from +1 min');
  }
  expect(lane('Overall')).toContain('unknown (NSX says unknown). from +3.4 s to +5.0 s');
  expect(lane('node-a2')).toContain('Message: Unable to get response from the node.');
  expect(lane('node-a2')).toMatch(
    /failed \(NSX says failed\)\. seen at \+1 min 16 s, the last check$/,
  );

  // By keys: first the drawing, stretch by stretch, in the words of the tree; then each check with its answer.
  await window.getByRole('radio', { name: 'Linear', exact: true }).focus();
  await pressUntil(window, 'Tab', lanes);
  const read = await timelineOfWindow(window);
  expect(read.length).toBeGreaterThan(30);
  for (const says of read.filter((one) => !one.includes(': not asked again'))) {
    const end = says.indexOf(': ');
    expect(lane(says.slice(0, end))).toContain(says.slice(end + 2));
  }
  const answer = window.getByRole('button', { name: 'Check 4: show the answer' });
  await pressUntil(window, 'Tab', answer);
  await window.keyboard.press('Enter');
  await expect(answer).toHaveAttribute('aria-expanded', 'true');
  expect((await toldIn(window, 'Checks')).join('\n')).toContain('"sub_system_id":"node-a2"');
});
