import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { buildTerminal, dataFolder, linesOf, named, start } from './running.ts';

let built: Awaited<ReturnType<typeof buildTerminal>>;
let manager: PracticeManager;
let folder: ReturnType<typeof dataFolder>;

beforeAll(async () => {
  built = await buildTerminal();
  manager = await startPracticeManager({ pace: 0.02 });
});
afterAll(async () => {
  built.remove();
  await manager.close();
});
beforeEach(() => {
  manager.control.reset();
  folder = dataFolder();
});
afterEach(() => folder.remove());

const session = () => {
  const [first] = manager.control.entities('sessions');
  if (!first) throw new Error('the estate has no session');
  return first;
};
const run = (words: readonly string[], stdin = '') =>
  start(built.script, [...words, '--data-dir', folder.path], { password: manager.password, stdin });
const changed = () => JSON.stringify({ ...session(), description: 'changed in a terminal' });
const put = (...more: string[]) => [
  ...['send', '--put', session().id, '--body', '-', ...named(manager)],
  ...more,
];
const writes = () => manager.control.requests().filter(({ method }) => method === 'PUT');

describe('a write whose answer was lost', () => {
  it('has its request line first, and the doubt in the message of the verdict', async () => {
    manager.control.dropNextAnswer();
    const lines = linesOf(await run(put('--json'), changed()).ended);
    expect(lines[0]).toMatchObject({
      event: 'request',
      method: 'PUT',
      httpStatus: null,
      requestId: null,
    });
    expect(lines.at(-1)).toMatchObject({
      verdict: 'realized',
      message: expect.stringMatching(
        /^In doubt at first: no answer came \(.+\)\. Read back: revision \d.+ Realized on/,
      ),
    });
    expect(lines.at(-1)).not.toHaveProperty('doubt');
    expect(writes()).toHaveLength(1);
  });

  it('says “Read back:” once to people', async () => {
    manager.control.dropNextAnswer();
    const { stdout } = await run(put(), changed()).ended;
    expect(stdout.match(/Read back:/g)).toHaveLength(1);
  });
});

describe('what went wrong', () => {
  it('is told with NSX’s own words of a 412', async () => {
    manager.control.scenario('changed-before');
    const lines = linesOf(await run(put('--json'), changed()).ended);
    expect(lines.at(-1)?.message).toMatch(/HTTP 412.+\(NSX says: .+\)$/);
  });

  it('is told with both fingerprints of a certificate that is not trusted', async () => {
    const other = manager.fingerprint.replace(/^../, (two) => (two === '00' ? '01' : '00'));
    const words = ['send', '--put', session().id, '--body', '-', ...named(manager, other)];
    const { stdout, stderr } = await run(words, changed()).ended;
    const plain = (text: string) => text.replaceAll(':', '').toLowerCase();
    expect(plain(stdout + stderr)).toContain(plain(manager.fingerprint));
    expect(plain(stdout + stderr)).toContain(plain(other));
  });

  it('is told in a sentence of an object that is not there', async () => {
    const words = ['send', '--delete', 'nope', ...named(manager), '--json'];
    const lines = linesOf(await run(words).ended);
    expect(lines.at(-1)?.message).toBe('Not sent: the IPSec VPN session “nope” was not found');
  });
});

describe('a watch of a manager that is not saved', () => {
  const watch = (...more: string[]) => [
    ...['watch', '--session', session().id, '--request-id', crypto.randomUUID()],
    ...[...named(manager), ...more],
  ];

  it('names the transport nodes, and the session in history', async () => {
    manager.control.scenario('node-fails');
    await run(put('--no-watch'), changed()).ended;
    const { stdout } = await run(watch()).ended;
    expect(stdout).toMatch(/Failed on edge-[a-z0-9-]+/);
    const listed = linesOf(await run(['history', '--json']).ended);
    expect(listed[0]).toMatchObject({ name: session().display_name });
  });

  it('counts in the verdict each check line', async () => {
    const lines = linesOf(await run(watch('--json')).ended);
    const checks = lines.filter(({ event }) => event === 'check');
    expect(lines.at(-1)).toMatchObject({ checks: checks.length });
  });
});
