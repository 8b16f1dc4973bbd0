import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { addManager, expect, goTo, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import { editSession, rename, send } from './steps/drafts.ts';
import { takePictures } from './steps/pictures.ts';
import { onlyRequest, watchUntil } from './steps/requests.ts';

test('the record is verified in the window, by keyboard; what was changed is named, with a link to the request', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice);
  await editSession(window, 'Test RZ');
  await rename(window, 'Chained');
  await send(window);
  await watchUntil(window, /^Realized on/);
  const { request } = await onlyRequest(window);

  await window.getByText('Facts', { exact: true }).click();
  const verifyOne = window.getByRole('button', { name: 'Verify this request' });
  await verifyOne.focus();
  await verifyOne.press('Enter');
  await expect(window.getByText(/^This request is as it was recorded: \d+ facts\.$/)).toBeVisible();
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'request-verified');

  await goTo(window, 'Settings');
  const verify = window.getByRole('button', { name: 'Verify the record' });
  await verify.focus();
  await verify.press('Enter');
  const fine = window.getByText(/^Everything is as it was recorded: 1 request, \d+ facts\.$/);
  await expect(fine).toBeVisible();
  await window.getByText('For some days', { exact: true }).click();
  await expect(window.getByLabel('Days that requests are kept')).toHaveValue('365');
  await expect(window.getByText('0 requests', { exact: true })).toBeVisible();
  await fine.scrollIntoViewIfNeeded();
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'record-verified');

  const db = new LibsqlDatabase(join(spanwatch.dataDir, DATABASE_FILE));
  db.exec('DROP TRIGGER events_never_change; UPDATE events SET after = after + 1 WHERE seq = 2');
  db.close();
  await verify.focus();
  await verify.press('Enter');
  await expect(window.getByText(/^1 problem found in 1 request/)).toBeVisible();
  await expect(window.getByText(/Fact 2 \(.+\) is not what was recorded/)).toBeVisible();
  expect(await findingsInEveryTheme(window)).toEqual([]);
  await takePictures(spanwatch, 'record-broken');
  await window.getByRole('button', { name: 'Open the request' }).press('Enter');
  await expect(window.getByText(request.entityName).first()).toBeVisible();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(/^Realized on/);
});
