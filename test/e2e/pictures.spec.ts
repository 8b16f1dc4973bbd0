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
import { takePictures } from './steps/pictures.ts';
import { sentence, watchUntil } from './steps/requests.ts';

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
  await goTo(window, 'Settings');
  await take('settings');
});
