import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inProject } from '../../electron/launch/paths.mjs';
import { addManager, expect, goTo, openSession, test } from './steps/app.ts';
import {
  confirmation,
  editSession,
  newSession,
  openTab,
  pasteJson,
  rename,
  send,
  sendButton,
} from './steps/drafts.ts';
import { editObject, type KindName, newObject } from './steps/forms.ts';
import { runByKeys } from './steps/keys.ts';
import { takePictures } from './steps/pictures.ts';
import { draftOf } from './steps/plans.ts';
import { sentence, watchUntil } from './steps/requests.ts';
import { makePlan } from './steps/tour.ts';

const GUIDE_BODY = readFileSync(inProject('test', 'fixtures', 'guide-put-body.txt'), 'utf8');

// So slow that a node's unknown is seen by two checks, and in progress by one.
test.use({ pace: 0.4 });

const requests = (window: Page) => window.getByRole('listbox', { name: 'Requests' });

test('every screen has its pictures, light and dark, on a small window and on a large one', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  const take = (name: string) => takePictures(spanwatch, name);
  await expect(window.getByRole('button', { name: 'Open the practice manager' })).toBeVisible();
  await take('desk-empty');

  await goTo(window, 'Managers');
  await window.getByRole('button', { name: 'Add a manager' }).first().click();
  await window.getByLabel('Address').fill(practice.address);
  await window.getByRole('button', { name: 'Read its certificate' }).click();
  await expect(window.getByText('Is this really your manager?')).toBeVisible();
  await take('add-manager');
  await addManager(window, practice, { name: 'nsx-ams-vip', environment: 'production' });
  await openSession(window, 'Amsterdam ↔ Rotterdam port');
  await take('inventory');

  await editSession(window, 'Test RZ');
  await pasteJson(spanwatch, GUIDE_BODY);
  await take('draft-json');
  await openTab(window, 'Form');
  // The pre-flight line leads to the field.
  await window.getByRole('button', { name: /is not an IPv4 network/ }).click();
  await expect(window.getByRole('button', { name: 'Use 2.1.4.0/24' })).toBeInViewport();
  await take('draft');
  await window.getByRole('button', { name: 'Use 2.1.4.0/24' }).first().click();
  await openTab(window, 'Changes');
  await take('draft-changes');
  await sendButton(window).click();
  await expect(confirmation(window)).toBeVisible();
  await take('send');
  practice.control.scenario('node-unknown');
  await confirmation(window).getByRole('button', { name: 'Send once' }).click();
  await expect(sentence(window)).toHaveText(/^Unknown/);
  await take('request-unknown');
  await watchUntil(window, /^Realized/);
  await expect(window.getByText('Tunnel UP')).toBeVisible();
  await take('request');

  await editSession(window, 'Frankfurt ↔ Milan');
  await rename(window, 'Frankfurt ↔ Milano');
  practice.control.scenario('node-fails');
  await send(window);
  await expect(sentence(window)).toHaveText(/^In progress/);
  await watchUntil(window, /^Failed/);
  await take('request-failed');

  await openSession(window, 'Lab ↔ Vendor test range');
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(sendButton(window)).toBeEnabled();
  await take('draft-delete');
  await window.getByRole('button', { name: 'Discard' }).click();

  await goTo(window, 'Inventory');
  await newSession(window, 'Route-based');
  await rename(window, 'Amsterdam ↔ Gdańsk');

  await editSession(window, 'Amsterdam ↔ Osaka');
  await rename(window, 'Amsterdam ↔ Ōsaka');
  practice.control.scenario('never-ends');
  await send(window);
  await watchUntil(window, /^In progress: 1 of 2/);
  await take('request-open');

  await editSession(window, 'Amsterdam ↔ Cloud West Europe');
  await rename(window, 'Amsterdam ↔ Cloud West');
  practice.control.dropNextAnswer();
  await send(window);
  await expect(sentence(window)).toHaveText(/^In doubt/);
  await take('request-in-doubt');
  await goTo(window, 'Drafts');
  await take('drafts');
  await goTo(window, 'Desk');
  await take('desk');
  await goTo(window, 'Managers');
  await window
    .getByRole('button', { name: 'Check now' })
    .or(window.getByRole('button', { name: /^Ask/ }))
    .first()
    .click();
  await take('managers');
  await goTo(window, 'Requests');
  await expect(requests(window).getByRole('option')).toHaveCount(4);
  await requests(window)
    .getByRole('option', { name: /Test RZ/ })
    .click();
  await take('requests');
  await window.getByRole('button', { name: 'Compare…' }).click();
  await expect(window.getByRole('dialog').getByRole('option')).toHaveCount(3);
  await take('compare-with');
  await window.getByRole('dialog').getByRole('button', { name: 'Compare' }).click();
  await expect(window.getByRole('table', { name: 'What was sent' })).toBeVisible();
  await take('compare');
  await goTo(window, 'Requests');
  await requests(window)
    .getByRole('option', { name: /Test RZ/ })
    .click();
  await window.getByRole('button', { name: 'History of this object' }).click();
  await expect(sentence(window)).toHaveText(/^History of/);
  await take('object-history');
  await goTo(window, 'Settings');
  await take('settings');
});

const FORMS: readonly [KindName, string, string][] = [
  ['Services', 'vpn-frankfurt', 'service'],
  ['Local endpoints', 'le-ams-public-2', 'local-endpoint'],
  ['Peer endpoints', 'pe-osaka', 'peer-endpoint'],
  ['IKE profiles', 'ike-legacy-partners', 'ike-profile'],
  ['DPD profiles', 'dpd-on-demand', 'dpd-profile'],
  ['Tunnel profiles', 'gold-gcm256', 'tunnel-profile'],
];

test('every form, a merge and a plan have their pictures', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  const take = (name: string) => takePictures(spanwatch, name);
  await addManager(window, practice, { name: 'nsx-ams-vip', environment: 'production' });
  for (const [kind, name, form] of FORMS) {
    await editObject(window, kind, name);
    await take(`form-${form}`);
  }
  await newObject(window, 'Peer endpoints', 'peer endpoint');
  await take('form-new-peer-endpoint');
  await goTo(window, 'Inventory');

  await editSession(window, 'Test RZ');
  await rename(window, 'Test RZ, two');
  await window.getByLabel('Description').fill('Mine');
  await expect.poll(async () => (await draftOf(window, 'sessions')).body.description).toBe('Mine');
  const { entityId } = await draftOf(window, 'sessions');
  practice.control.mutate('sessions', entityId ?? '', {
    display_name: 'Test RZ, theirs',
    description: 'Theirs',
    tcp_mss_clamping: { direction: 'BOTH', max_segment_size: 1360 },
  });
  await runByKeys(window, 'Refresh inventory');
  await expect(window.getByText(/changed this session since/)).toBeVisible();
  await take('merge-offer');
  await openTab(window, 'Changes');
  await window.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(window.getByText('0 of 2 chosen')).toBeVisible();
  await take('merge-choose');
  await window.getByRole('group', { name: 'display_name' }).getByText('Keep mine').click();
  await window.getByRole('group', { name: 'description' }).getByText('Take theirs').click();
  await expect(window.getByRole('heading', { name: /is merged in/ })).toBeVisible();
  await take('merged');
  await makePlan(window);
  await take('plan-not-filled-in');
});
