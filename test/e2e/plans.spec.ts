import type { Page } from '@playwright/test';
import { newCertificate } from '../../electron/practice/certificate.ts';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { addManager, ask, expect, goTo, openSession, type Spanwatch, test } from './steps/app.ts';
import { findingsInBoth } from './steps/axe.ts';
import { confirmation, editSession, openDraft, rename } from './steps/drafts.ts';
import { takePictures } from './steps/pictures.ts';
import {
  choose,
  draftOf,
  giveKey,
  mendInJson,
  openPlan,
  part,
  stepRows,
  stepWords,
} from './steps/plans.ts';
import { writesTo } from './steps/requests.ts';

const NAME = 'Branch Utrecht';
const ADDRESS = '198.51.100.66';
const OBJECTS = ['IKE', 'Tunnel', 'DPD', 'Local', 'Peer', 'Session'].map(
  (word) => `${word} Utrecht`,
);

/** Fills in the one page: an existing service, everything else new. */
async function askForNewSession(window: Page, address: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+k');
  await window.keyboard.type('New VPN session');
  await window.keyboard.press('Enter');
  const name = window.getByLabel('Name of the plan');
  await expect(name).toBeFocused();
  await window.keyboard.type(NAME);
  await choose(window, 'VPN service', 'Existing');
  const service = part(window, 'VPN service').getByRole('combobox');
  await service.click();
  await window.getByRole('option').first().click();
  const called = [
    ['IKE profile', 'IKE profile'],
    ['Tunnel profile', 'Tunnel profile'],
    ['DPD profile', 'DPD profile'],
    ['Local endpoint', 'local endpoint'],
    ['Peer endpoint', 'peer endpoint'],
    ['Session', 'session'],
  ] as const;
  for (const [i, [title]] of called.entries()) {
    await choose(window, title, 'New');
    await part(window, title)
      .getByLabel(/^Name of the/)
      .fill(OBJECTS[i] ?? '');
  }
  await part(window, 'Local endpoint').getByLabel('Local address').fill(address);
  await part(window, 'Peer endpoint').getByLabel('Peer address').fill('203.0.113.44');
}

async function fillSession(window: Page): Promise<void> {
  await stepRows(window).getByRole('button', { name: 'Session Utrecht', exact: true }).click();
  for (const [side, subnet] of [
    ['local', '10.77.0.0/24'],
    ['peer', '10.78.0.0/24'],
  ] as const) {
    const add = window.getByLabel(new RegExp(`^Add to .*${side} subnet$`));
    await add.fill(subnet);
    const typed = window.getByLabel(new RegExp(`${side} subnet 1$`));
    await add.or(typed).first().press('Enter');
    await expect(
      window.getByRole('button', { name: new RegExp(`${side} subnet 1: ${subnet}`) }),
    ).toBeVisible();
  }
  // The pickers offer, by name, what the plan is yet to make.
  await expect(window.getByRole('combobox', { name: 'Local endpoint' })).toHaveValue(
    'Local Utrecht (new in this plan)',
  );
  await window.getByRole('button', { name: 'Open the plan' }).click();
}

/** Confirms with the keyboard alone. */
async function confirmByKeyboard(window: Page, typed?: string): Promise<void> {
  await expect(window.getByRole('button', { name: /^(Send plan|Go on)…$/ })).toBeEnabled();
  await window.keyboard.press('ControlOrMeta+Enter');
  const dialog = confirmation(window);
  if (typed === undefined) {
    await expect(dialog.getByRole('button', { name: /^Send/ })).toBeFocused();
  } else {
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await window.keyboard.type(typed);
  }
  await window.keyboard.press('Enter');
}

const title = (window: Page) => window.getByRole('heading', { level: 1 });

/** A practice manager that can be cut off, and come back as the same one. */
async function cuttable() {
  const certificate = await newCertificate();
  const start = (port?: number, password?: string) =>
    startPracticeManager({
      pace: 0.1,
      certificate,
      ...(port === undefined ? {} : { port }),
      ...(password === undefined ? {} : { password }),
    });
  const first = await start();
  return {
    first,
    again: (): Promise<PracticeManager> =>
      start(Number(first.address.split(':').at(-1)), first.password),
  };
}

/** Pictures of what is on screen, and axe over it, in both themes. */
async function judge(spanwatch: Spanwatch, name: string): Promise<void> {
  await takePictures(spanwatch, name);
  expect(await findingsInBoth(spanwatch.window), name).toEqual([]);
}

async function makePlan(spanwatch: Spanwatch): Promise<void> {
  const { window } = spanwatch;
  await askForNewSession(window, ADDRESS);
  await judge(spanwatch, 'plan-new-session');
  await window.getByRole('button', { name: 'Make the plan' }).click();
  await expect(title(window)).toHaveText(`“${NAME}”: 6 steps, nothing sent yet`);
}

test('six objects are prepared with the network cut, sent as one plan, mended in the middle, realized, and taken back', async ({
  spanwatch,
}) => {
  test.setTimeout(120_000);
  const { first, again } = await cuttable();
  let window = spanwatch.window;
  await addManager(window, first, { name: 'nsx-ams', environment: 'production' });
  // Read before the cut: the flow works from the copy.
  await first.close();
  await makePlan(spanwatch);
  await expect.poll(() => stepWords(window)).toEqual(OBJECTS.map((name) => `POST ${name} Waiting`));
  await expect(stepRows(window).nth(4)).toContainText('IKE profile from step 1');
  await giveKey(spanwatch, NAME);
  await fillSession(window);
  await judge(spanwatch, 'plan-ready');
  await spanwatch.kill();

  const practice = await again();
  window = await spanwatch.start();
  await openPlan(window, NAME);
  await expect(title(window)).toHaveText(`“${NAME}”: 6 steps, nothing sent yet`);
  expect(writesTo(practice)).toEqual([]);

  await expect(window.getByRole('button', { name: 'Send plan…' })).toBeEnabled();
  await window.keyboard.press('ControlOrMeta+Enter');
  const dialog = confirmation(window);
  await expect(dialog).toContainText(`Send “${NAME}” on nsx-ams?`);
  for (const name of OBJECTS) await expect(dialog).toContainText(name);
  await expect(dialog).toContainText('1 touched: Session Utrecht');
  await judge(spanwatch, 'plan-confirm');
  // Somebody else has taken the address meanwhile; the copy can't know.
  const [other] = practice.control.entities('local-endpoints');
  practice.control.mutate('local-endpoints', String(other?.id), { local_address: ADDRESS });
  await dialog.getByRole('button', { name: 'Send 6 steps' }).click();

  await expect(title(window)).toHaveText(`“${NAME}” stopped: 3 of 6 steps accepted`);
  await expect(window.getByText('Stopped at step 4, “Local Utrecht”')).toBeVisible();
  await expect(window.getByText(/is already used by the local endpoint/).first()).toBeVisible();
  await expect
    .poll(() => stepWords(window))
    .toEqual([
      'POST IKE Utrecht Accepted',
      'POST Tunnel Utrecht Accepted',
      'POST DPD Utrecht Accepted',
      'POST Local Utrecht Refused',
      'POST Peer Utrecht Waiting',
      'POST Session Utrecht Waiting',
    ]);
  await judge(spanwatch, 'plan-stopped');

  await mendInJson(spanwatch, NAME, 'local-endpoints', { local_address: '198.51.100.77' });
  await confirmByKeyboard(window);
  await expect(title(window)).toHaveText(`“${NAME}”: all 6 steps accepted`);
  const board = window.getByRole('region', { name: 'Realization' });
  await expect(board).toContainText('6 of 6 accepted, 1 of 1 realized on every node');
  await expect(board.getByText('Realized', { exact: true })).toBeVisible();
  expect(writesTo(practice).map(({ method }) => method)).toEqual(Array(7).fill('POST'));
  const [session] = practice.control
    .entities('sessions')
    .filter(({ display_name }) => display_name === 'Session Utrecht');
  const [peer] = practice.control
    .entities('peer-endpoints')
    .filter(({ display_name }) => display_name === 'Peer Utrecht');
  expect(session?.peer_endpoint_id).toBe(peer?.id);
  expect(String(peer?.psk).length).toBeGreaterThan(8);
  expect(await ask(window, 'draft.list', null)).toEqual([]);
  await judge(spanwatch, 'plan-done');

  await window.getByRole('button', { name: 'Reverse plan' }).click();
  await expect(title(window)).toHaveText(`“Undo ${NAME}”: 6 steps, nothing sent yet`);
  await expect
    .poll(() => stepWords(window))
    .toEqual(
      ['Session', 'Peer', 'Local', 'DPD', 'Tunnel', 'IKE'].map(
        (word) => `DELETE ${word} Utrecht Waiting`,
      ),
    );
  await confirmByKeyboard(window, `Undo ${NAME}`);
  await expect(title(window)).toHaveText(`“Undo ${NAME}”: all 6 steps accepted`);
  const gone = (kind: 'sessions' | 'peer-endpoints' | 'local-endpoints' | 'ike-profiles') =>
    practice.control.entities(kind).filter((one) => String(one.display_name).includes('Utrecht'));
  for (const kind of ['sessions', 'peer-endpoints', 'local-endpoints', 'ike-profiles'] as const) {
    expect(gone(kind)).toEqual([]);
  }
  await expect(window.getByRole('region', { name: 'Realization' })).toContainText(
    '1 of 1 realized on every node',
  );
  await goTo(window, 'Drafts');
  await expect(window.getByText('Change plans')).toBeVisible();
  await judge(spanwatch, 'plans-list');
  await practice.close();
});

test('a plan that was killed while it was sent says what is done, sends nothing by itself, and goes on', async ({
  spanwatch,
  practice,
}) => {
  await addManager(spanwatch.window, practice);
  await makePlan(spanwatch);
  await giveKey(spanwatch, NAME);
  await fillSession(spanwatch.window);
  const release = practice.control.stall();
  await confirmByKeyboard(spanwatch.window);
  await expect(title(spanwatch.window)).toHaveText(/^Sending “Branch Utrecht”/);
  await expect.poll(() => writesTo(practice).length).toBe(1);
  await spanwatch.kill();
  release();

  const window = await spanwatch.start();
  await openPlan(window, NAME);
  await expect(title(window)).toHaveText(/stopped: \d of 6 steps accepted/);
  await expect(window.getByText('Nothing goes out by itself').first()).toBeVisible();
  expect(writesTo(practice)).toHaveLength(1);
  // The doubt is settled by reading, by itself or by a person; then it goes on.
  const readBack = window.getByRole('button', { name: 'Read it back' });
  await expect(async () => {
    if (await readBack.isVisible()) await readBack.click({ timeout: 1000 });
    await expect(window.getByRole('button', { name: 'Go on…' })).toBeEnabled({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await confirmByKeyboard(window);
  await expect(title(window)).toHaveText(`“${NAME}”: all 6 steps accepted`);
  for (const name of OBJECTS) {
    const kinds = [
      ...(['ike-profiles', 'tunnel-profiles', 'dpd-profiles'] as const),
      ...(['local-endpoints', 'peer-endpoints', 'sessions'] as const),
    ];
    const made = kinds.flatMap((kind) =>
      practice.control.entities(kind).filter((one) => one.display_name === name),
    );
    expect(made).toHaveLength(1);
  }
});

test('drafts are ticked and put in a plan, and deleting what is used offers the order', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await editSession(window, 'Amsterdam ↔ Osaka');
  await rename(window, 'Osaka two');
  await goTo(window, 'Drafts');
  // By keyboard alone, up to both being realized.
  await window.getByRole('checkbox', { name: /Test RZ two/ }).press('Space');
  await window.getByRole('checkbox', { name: /Osaka two/ }).press('Space');
  await window.getByRole('button', { name: 'Put in a plan…' }).press('Enter');
  await expect(window.getByLabel('Name of the plan')).toBeFocused();
  await window.keyboard.type('Rename both');
  await judge(spanwatch, 'plan-put-in');
  await window.getByLabel('Name of the plan').press('Enter');
  await expect(title(window)).toHaveText('“Rename both”: 2 steps, nothing sent yet');
  await expect(stepRows(window).first()).toContainText('display_name');
  await confirmByKeyboard(window);
  await expect(title(window)).toHaveText('“Rename both”: all 2 steps accepted');
  await expect(window.getByRole('region', { name: 'Realization' })).toContainText(
    '2 of 2 realized on every node',
  );

  // A peer endpoint that a session uses: its draft offers both deletes, the session first.
  await openSession(window, 'Test RZ two');
  const [manager] = await ask(window, 'manager.list', null);
  if (!manager) throw new Error('no manager');
  await ask(window, 'draft.create', {
    managerId: manager.manager.id,
    kind: 'peer-endpoints',
    operation: 'delete',
    entityId: '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d',
    body: null,
  });
  const { id } = await draftOf(window, 'peer-endpoints');
  expect(id).toBeTruthy();
  await openDraft(window, 'pe-test-rz');
  await expect(window.getByText(/^One object names this peer endpoint/)).toBeVisible();
  await judge(spanwatch, 'plan-delete-order');
  await window.getByRole('button', { name: 'Plan the deletes in order' }).click();
  await expect
    .poll(() => stepWords(window))
    .toEqual(['DELETE Test RZ two Waiting', 'DELETE pe-test-rz Waiting']);
});
