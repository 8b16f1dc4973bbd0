import { Agent, fetch as httpsFetch } from 'undici';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { addManager, ask, expect, goTo, test } from './steps/app.ts';

/** A change as curl would send it: not through Spanwatch. Gives back the answer as `curl -i` prints it. */
async function curl(practice: PracticeManager, sessionId: string): Promise<string> {
  const url = `https://${practice.address}/api/v1/vpn/ipsec/sessions/${sessionId}`;
  const dispatcher = new Agent({ connect: { ca: practice.certificatePem } });
  const session = practice.control.entities('sessions').find(({ id }) => id === sessionId);
  const { user, password } = practice;
  const answer = await httpsFetch(url, {
    method: 'PUT',
    dispatcher,
    body: JSON.stringify({ ...session, description: 'changed by curl' }),
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
  });
  expect(answer.status).toBe(200);
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\r\n');
  await dispatcher.close();
  return `> PUT ${new URL(url).pathname} HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\n${headers}\r\n`;
}

test('a request that curl has sent is followed until it is realized, and stands there after a restart', async ({
  spanwatch,
  practice,
}) => {
  await addManager(spanwatch.window, practice);
  const [session] = practice.control.entities('sessions');
  if (!session) throw new Error('the estate has no session');
  const printed = await curl(practice, session.id);

  const { window } = spanwatch;
  await goTo(window, 'Requests');
  await window.getByRole('button', { name: 'Follow…' }).click();
  const dialog = window.getByRole('dialog');
  const requestId = dialog.getByLabel('Request id');
  await requestId.fill('nothing of the kind');
  await expect(dialog.getByText('No x-nsx-requestid is in this')).toBeVisible();
  await requestId.evaluate((input, text) => {
    const data = new DataTransfer();
    data.setData('text', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, printed);
  await expect(dialog.getByLabel('Session')).toHaveValue(String(session.display_name));
  await dialog.getByRole('button', { name: 'Follow it' }).click();

  await expect(window.getByRole('heading', { level: 1 })).toContainText('Realized on 2 of 2');
  await expect(window.getByRole('columnheader', { name: 'Since followed' })).toBeVisible();
  await expect(window.getByText('followed since', { exact: true }).first()).toBeVisible();
  await expect(window.getByText('sent elsewhere')).toBeVisible();
  const [followed] = await ask(window, 'history.list', null);
  expect(followed).toMatchObject({ verdict: 'realized', request: { origin: 'elsewhere' } });
  expect(practice.control.requests().filter(({ method }) => method === 'PUT')).toHaveLength(1);

  await spanwatch.kill();
  const again = await spanwatch.start();
  await goTo(again, 'Requests');
  await expect(again.getByRole('heading', { level: 1 })).toContainText('Realized on 2 of 2');
});
