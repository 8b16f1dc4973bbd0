import { newCertificate } from '../../electron/practice/certificate.ts';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ENTITY_KINDS, type EntityKind } from '../../shared/nsx/kinds.ts';
import { addManager, ask, expect, goTo, openSession, test } from './steps/app.ts';
import { confirmation, editSession, openDraft, rename } from './steps/drafts.ts';
import { filesHolding } from './steps/files.ts';
import { heapOf } from './steps/heap.ts';
import { pressByKeys, runByKeys, typeByKeys } from './steps/keys.ts';
import { allInKeychain } from './steps/managers.ts';
import {
  ADDRESS,
  askByKeys,
  back,
  changeService,
  chooseInChanges,
  confirmByKeys,
  fillByKeys,
  judge,
  KEY,
  MINE,
  NAME,
  SERVICE,
  title,
} from './steps/plan-keys.ts';
import { draftOf, openPlan, stepRows, stepWords } from './steps/plans.ts';
import { writesTo } from './steps/requests.ts';

const OBJECTS = ['IKE', 'Tunnel', 'Local', 'Peer', 'Session'].map((word) => `${word} Utrecht`);
/** With the change of the service that is there. */
const STEPS = [`PUT ${SERVICE}`, ...OBJECTS.map((name) => `POST ${name}`)];
/** The service's sessions, and the new one. */
const ALL_REALIZED = '2 of 2 realized on every node';
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

const serviceAt = (practice: PracticeManager) =>
  practice.control.entities('services').find(({ display_name }) => display_name === SERVICE);

/** What the plan makes or changes, with its method and how far it is. */
const stepsSay = (...states: string[]) =>
  STEPS.map((step, i) => `${step} ${states[Math.min(i, states.length - 1)]}`);

test('six objects are prepared with the network cut, merged with what somebody else changed, sent as one plan, mended in the middle, realized, and taken back: by keyboard alone, and its key is nowhere on disk', async ({
  spanwatch,
}) => {
  const { first, again } = await cuttable();
  let window = spanwatch.window;
  await addManager(window, first, { name: 'nsx-ams', environment: 'production' });
  // Read before the cut: the flow works from the copy.
  await first.close();
  await askByKeys(window);
  await judge(spanwatch, 'plan-new-session');
  await pressByKeys(window, window.getByRole('button', { name: 'Make the plan' }));
  await expect(title(window)).toHaveText(`“${NAME}”: 5 steps, nothing sent yet`);
  await changeService(window);
  await expect(title(window)).toHaveText(`“${NAME}”: 6 steps, nothing sent yet`);
  await expect.poll(() => stepWords(window)).toEqual(stepsSay('Waiting'));
  await expect(stepRows(window).nth(4)).toContainText('IKE profile from step 2');
  await fillByKeys(window);
  await judge(spanwatch, 'plan-ready');
  // The search finds what is there; the key is in the keychain, and nowhere else.
  expect(filesHolding(spanwatch.dataDir, [NAME])).not.toEqual([]);
  await expect.poll(allInKeychain).toContain(KEY);
  expect(filesHolding(spanwatch.dataDir, [KEY])).toEqual([]);
  await spanwatch.kill();

  const practice = await again();
  const before = serviceAt(practice);
  practice.control.mutate('services', String(before?.id), { description: 'Theirs' });
  window = await spanwatch.start();
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await runByKeys(window, 'Refresh inventory');
  await runByKeys(window, NAME);
  await expect(title(window)).toHaveText(`“${NAME}”: 6 steps, nothing sent yet`);
  await chooseInChanges(spanwatch);
  expect(writesTo(practice)).toEqual([]);

  await expect(window.getByRole('button', { name: 'Send plan…' })).toBeEnabled();
  await window.keyboard.press('ControlOrMeta+Enter');
  const dialog = confirmation(window);
  await expect(dialog).toContainText(`Send “${NAME}” on nsx-ams?`);
  for (const step of STEPS) await expect(dialog).toContainText(step.slice(step.indexOf(' ') + 1));
  await judge(spanwatch, 'plan-confirm');
  // Somebody else has taken the address meanwhile; the copy can't know.
  const [other] = practice.control.entities('local-endpoints');
  practice.control.mutate('local-endpoints', String(other?.id), { local_address: ADDRESS });
  await pressByKeys(window, dialog.getByRole('button', { name: 'Send 6 steps' }));

  await expect(title(window)).toHaveText(`“${NAME}” stopped: 3 of 6 steps accepted`);
  await expect(window.getByText('Stopped at step 4, “Local Utrecht”')).toBeVisible();
  await expect(window.getByText(/is already used by the local endpoint/).first()).toBeVisible();
  await expect
    .poll(() => stepWords(window))
    .toEqual(stepsSay('Accepted', 'Accepted', 'Accepted', 'Refused', 'Waiting'));
  await judge(spanwatch, 'plan-stopped');

  await pressByKeys(window, window.getByRole('button', { name: 'Open its draft' }));
  await typeByKeys(window, window.getByLabel('Local address'), '198.51.100.77');
  await expect
    .poll(async () => (await draftOf(window, 'local-endpoints')).body.local_address)
    .toBe('198.51.100.77');
  await back(window);
  await confirmByKeys(window);
  await expect(title(window)).toHaveText(`“${NAME}”: all 6 steps accepted`);
  await expect(window.getByRole('region', { name: 'Realization' })).toContainText(ALL_REALIZED);
  expect(writesTo(practice).map(({ method }) => method)).toEqual(['PUT', ...Array(6).fill('POST')]);
  const made = (kind: EntityKind) =>
    practice.control.entities(kind).find((one) => String(one.display_name).endsWith(' Utrecht'));
  expect(made('sessions')?.peer_endpoint_id).toBe(made('peer-endpoints')?.id);
  expect(made('peer-endpoints')).toMatchObject({
    psk: KEY,
    ike_profile_id: made('ike-profiles')?.id,
  });
  expect(serviceAt(practice)?.description).toBe(MINE);
  expect(await ask(window, 'draft.list', null)).toEqual([]);
  await judge(spanwatch, 'plan-done');

  await pressByKeys(window, window.getByRole('button', { name: 'Reverse plan' }));
  await expect(title(window)).toHaveText(`“Undo ${NAME}”: 6 steps, nothing sent yet`);
  await expect
    .poll(() => stepWords(window))
    .toEqual([
      ...['Session', 'Peer', 'Local'].map((word) => `DELETE ${word} Utrecht Waiting`),
      // Once nothing new stands on it, it is followed on the sessions that stay.
      `PUT ${SERVICE} Waiting`,
      ...['Tunnel', 'IKE'].map((word) => `DELETE ${word} Utrecht Waiting`),
    ]);
  await confirmByKeys(window, `Undo ${NAME}`);
  await expect(title(window)).toHaveText(`“Undo ${NAME}”: all 6 steps accepted`);
  for (const kind of ENTITY_KINDS) expect(made(kind)).toBeUndefined();
  // What the change replaced: their words, that it was merged with.
  expect(serviceAt(practice)?.description).toBe('Theirs');
  await expect(window.getByRole('region', { name: 'Realization' })).toContainText(ALL_REALIZED);
  await window.keyboard.press('ControlOrMeta+4');
  await expect(window.getByText('Change plans')).toBeVisible();
  await judge(spanwatch, 'plans-list');

  // After all of it, with the application on, and after its end.
  expect(filesHolding(spanwatch.dataDir, [KEY])).toEqual([]);
  expect(spanwatch.desktop.output()).not.toContain(KEY);
  expect(await allInKeychain()).not.toContain(KEY);
  expect(await heapOf(window)).not.toContain(KEY);
  await spanwatch.kill();
  expect(filesHolding(spanwatch.dataDir, [KEY])).toEqual([]);
  await practice.close();
});

test('a plan that was killed while it was sent says what is done, sends nothing by itself, and does not go on past a doubt', async ({
  spanwatch,
  practice,
}) => {
  await addManager(spanwatch.window, practice);
  await askByKeys(spanwatch.window);
  await spanwatch.window.getByRole('button', { name: 'Make the plan' }).click();
  await fillByKeys(spanwatch.window);
  const release = practice.control.stall();
  await confirmByKeys(spanwatch.window);
  await expect(title(spanwatch.window)).toHaveText(/^Sending “Branch Utrecht”/);
  await expect.poll(() => writesTo(practice).length).toBe(1);
  await spanwatch.kill();
  release();

  const window = await spanwatch.start();
  await openPlan(window, NAME);
  await expect(title(window)).toHaveText(/stopped: \d of 5 steps accepted/);
  await expect(window.getByText('Nothing goes out by itself').first()).toBeVisible();
  expect(writesTo(practice)).toHaveLength(1);
  // NSX may still be working on it: only what is read, or a minute, ends the doubt, and nothing goes on before.
  await expect(window.getByRole('button', { name: 'Read it back' })).toBeVisible();
  await expect(window.getByRole('button', { name: 'Go on…' })).toBeDisabled();
  expect(writesTo(practice)).toHaveLength(1);
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
  await confirmByKeys(window);
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
