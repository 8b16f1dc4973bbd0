import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Page } from '@playwright/test';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { ENTITY_KINDS } from '../../shared/nsx/kinds.ts';
import { call, VPN } from '../practice/client.ts';
import { addManagerByHand, ask, expect, goTo, type Spanwatch, test } from './steps/app.ts';
import { editSession, rename, send } from './steps/drafts.ts';
import { filesHolding } from './steps/files.ts';
import { onlyManager } from './steps/managers.ts';
import { onlyRequest, sentence } from './steps/requests.ts';

const REQUEST_START = 'http.server.request.start';

/** Everything that proved who called, as it arrived at servers of this process. */
function hearProofs() {
  const proofs = new Set<string>();
  const hear = (message: unknown) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    const { cookie, authorization } = headers;
    const token = headers['x-xsrf-token'];
    for (const proof of [cookie?.replace('JSESSIONID=', ''), token, authorization?.split(' ')[1]])
      if (typeof proof === 'string' && proof !== '') proofs.add(proof);
  };
  subscribe(REQUEST_START, hear);
  return { proofs, end: () => unsubscribe(REQUEST_START, hear) };
}

function pskOf(practice: PracticeManager): string[] {
  return practice.control
    .entities('peer-endpoints')
    .map(({ psk }) => psk)
    .filter((psk): psk is string => typeof psk === 'string' && psk !== '');
}

type Heard = { heard?: string[] };
type Door = {
  onEvent(listener: (message: unknown) => void): void;
  call(name: string, input: unknown): Promise<unknown>;
};

/** Writes down every event that main tells the window from now on. */
async function hearEvents(window: Page): Promise<() => Promise<string>> {
  await window.evaluate(() => {
    const heard: string[] = [];
    (globalThis as Heard).heard = heard;
    (globalThis as unknown as { spanwatch: Door }).spanwatch.onEvent((message) => {
      heard.push(JSON.stringify(message));
    });
  });
  return () => window.evaluate(() => ((globalThis as Heard).heard ?? []).join('\n'));
}

/** All that main answers to a window that asks for everything. */
async function allAnswers(window: Page): Promise<string> {
  const { manager } = await onlyManager(window);
  const { request } = await onlyRequest(window);
  const managerId = manager.id;
  const answers: unknown[] = [
    await ask(window, 'app.info', null),
    await ask(window, 'manager.list', null),
    await ask(window, 'history.get', { requestId: request.id }),
    await ask(window, 'history.draft-from', { requestId: request.id }),
    await ask(window, 'draft.list', null),
  ];
  for (const kind of ENTITY_KINDS)
    answers.push(await ask(window, 'inventory.list', { managerId, kind }));
  return JSON.stringify(answers);
}

/** Reads, changes and looks at everything, as its user would; what the pages show is handed back. */
async function wholeRun({ window }: Spanwatch, practice: PracticeManager): Promise<string> {
  const shown: string[] = [];
  const look = async () => shown.push(await window.content());
  await addManagerByHand(window, practice);
  const kinds = window.getByRole('navigation', { name: 'Kinds' });
  await kinds.getByRole('button', { name: /^Peer endpoints/ }).click();
  await expect(window.getByRole('listbox', { name: 'Peer endpoints' })).toBeVisible();
  await look();
  await kinds.getByRole('button', { name: /^Sessions/ }).click();
  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ two');
  await send(window);
  await expect(sentence(window)).toHaveText(/^Realized on 2 of 2/);
  await window.getByRole('radio', { name: 'Exchange' }).click();
  await look();
  await goTo(window, 'Managers');
  await look();
  return shown.join('\n');
}

test('neither the password, a pre-shared key, a cookie nor a token is in a file, in the output or in the window', async ({
  spanwatch,
  practice,
}) => {
  const { proofs, end } = hearProofs();
  const heard = await hearEvents(spanwatch.window);
  const shown = await wholeRun(spanwatch, practice);
  end();
  const keys = pskOf(practice);
  const list = await call(practice, 'GET', `${VPN}/peer-endpoints`);
  for (const key of keys) expect(list.text).toContain(key);
  expect(keys.length).toBeGreaterThan(3);
  expect(proofs.size).toBeGreaterThan(1);

  const basic = Buffer.from(`${practice.user}:${practice.password}`).toString('base64');
  const secrets = [practice.password, encodeURIComponent(practice.password), basic];
  secrets.push(...keys, ...proofs);
  const places = {
    'what the window showed': shown,
    'the events it was told': await heard(),
    'the answers it was given': await allAnswers(spanwatch.window),
    'what was printed': spanwatch.desktop.output(),
  };
  expect(places['the events it was told']).toContain('Test RZ two');
  expect(places['the answers it was given']).toContain('Test RZ two');
  for (const [place, text] of Object.entries(places))
    for (const secret of secrets)
      expect(text.includes(secret), `${secret} in ${place}`).toBe(false);

  // While it runs (write-ahead log, Chromium's caches), and once it has ended.
  expect(filesHolding(spanwatch.dataDir, secrets)).toEqual([]);
  expect(filesHolding(spanwatch.dataDir, ['Test RZ two'])).not.toEqual([]);
  await spanwatch.desktop.close();
  expect(filesHolding(spanwatch.dataDir, secrets)).toEqual([]);
  expect(filesHolding(spanwatch.dataDir, ['Test RZ two'])).not.toEqual([]);
  expect(filesHolding(spanwatch.dataDir, ['JSESSIONID='])).toEqual([]);
  expect(spanwatch.desktop.output()).not.toContain(practice.password);
});

test('a refused password is nowhere either', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  const wrong = 'Wrong-one-4711-kept-nowhere';
  await addManagerByHand(window, practice);
  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Change sign-in' }).first().click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(wrong);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('They were tried once');
  expect(await window.content()).not.toContain(wrong);
  expect(JSON.stringify(await ask(window, 'manager.list', null))).not.toContain(wrong);
  await spanwatch.desktop.close();
  expect(filesHolding(spanwatch.dataDir, [wrong, practice.password])).toEqual([]);
  expect(spanwatch.desktop.output()).not.toContain(wrong);
});
