import { join } from 'node:path';
import { appFolder } from '../../electron/launch/paths.mjs';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';
import { linesOf, type Running, start } from '../cli/running.ts';
import { addManager, ask, expect, goTo, type Spanwatch, test } from './steps/app.ts';

const NAME = 'Terminal lab';

/** `spanwatch` beside the open window, on its data and its keychain. */
function terminal({ dataDir }: Spanwatch, words: string[], stdin?: string): Running {
  const all = [...words, '--data-dir', dataDir, '--json'];
  return start(join(appFolder, 'cli.cjs'), all, stdin === undefined ? {} : { stdin });
}

function firstSession(practice: PracticeManager) {
  const [session] = practice.control.entities('sessions');
  if (!session) throw new Error('the estate has no session');
  return session;
}

test('a change sent from a terminal stands in the open window as it happens', async ({
  spanwatch,
  practice,
}) => {
  const { window } = spanwatch;
  await addManager(window, practice, { name: NAME });
  const listed = linesOf(await terminal(spanwatch, ['managers']).ended);
  expect(listed).toMatchObject([{ event: 'manager', name: NAME, user: practice.user }]);

  const session = firstSession(practice);
  const body = JSON.stringify({ ...session, description: 'from a terminal' });
  const words = ['send', '--put', session.id, '--body', '-', '--manager', NAME];
  const ended = await terminal(spanwatch, words, body).ended;
  expect(ended.stderr).toBe('');
  expect(linesOf(ended).at(-1)).toMatchObject({ verdict: 'realized' });
  expect(ended.code).toBe(0);

  await goTo(window, 'Requests');
  await expect(window.getByText('Realized').first()).toBeVisible();
  await expect(window.getByText(String(session.display_name)).first()).toBeVisible();
});

test.describe('a watch that the terminal lets go', () => {
  test.use({ pace: 1 });

  test('is taken up by the open window, and realized there', async ({ spanwatch, practice }) => {
    const { window } = spanwatch;
    await addManager(window, practice, { name: NAME });
    const session = firstSession(practice);
    const body = JSON.stringify({ ...session, description: 'from a terminal' });
    const words = ['send', '--put', session.id, '--body', '-', '--manager', NAME];
    const running = terminal(spanwatch, words, body);
    await running.seen('"event":"check"');
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(linesOf(ended).at(-1)).toMatchObject({ verdict: 'stopped' });
    const verdict = async () => (await ask(window, 'history.list', null))[0]?.verdict;
    await expect.poll(verdict, { timeout: 30_000 }).toBe('realized');
    expect(
      practice.control
        .requests()
        .filter(({ method, path }) => method === 'PUT' && path.includes(session.id)),
    ).toHaveLength(1);
  });
});
