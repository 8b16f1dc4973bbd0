import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProject } from '../../electron/launch/paths.mjs';
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

it('says which version it is', async () => {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const { code, stdout } = await start(built.script, ['--version']).ended;
  expect([code, stdout]).toEqual([0, `Spanwatch ${version}\n`]);
});

describe('a command that only reads', () => {
  it.each([
    ['verify'],
    ['history'],
    ['show', 'a1b2'],
    ['managers'],
    ['backups'],
    ['inventory', '--manager', 'lab'],
  ])('refuses a data folder that is not there, and makes none: %s', async (...words) => {
    const typo = join(folder.path, 'typo');
    const ended = await start(built.script, [...words, '--data-dir', typo]).ended;
    expect(ended).toMatchObject({
      code: 64,
      stdout: '',
      stderr: `spanwatch: --data-dir: there is no folder ${typo}\n`,
    });
    expect(existsSync(typo)).toBe(false);
  });

  it('refuses a folder that has other things in it, and puts nothing there', async () => {
    writeFileSync(join(folder.path, 'notes.txt'), 'mine');
    const { code, stderr } = await run(['verify']).ended;
    expect([code, stderr]).toEqual([64, expect.stringContaining('holds no data of Spanwatch')]);
    expect(readdirSync(folder.path)).toEqual(['notes.txt']);
  });
});

describe('an id that history prints', () => {
  it('is given to show as it stands there, and NSX’s id or the beginning of it as well', async () => {
    const [sent] = linesOf(await run(put('--no-watch', '--json'), changed()).ended);
    const { stdout } = await run(['history']).ended;
    const [short = ''] = /\S+…\S+/.exec(stdout) ?? [];
    const nsxId = String(sent?.requestId);
    expect(stdout).toContain(nsxId);
    for (const word of [short, short.replace('…', '...'), nsxId, nsxId.slice(0, 12)]) {
      const shown = linesOf(await run(['show', word, '--json']).ended);
      expect(shown[0], word).toMatchObject({ event: 'request', requestId: nsxId });
    }
    expect((await run(['show', 'zzz…9']).ended).code).toBe(64);
  });
});

describe('a new object from the body of one that is there', () => {
  it('is sent without its id and revision, and that is said on standard error', async () => {
    const [profile] = manager.control.entities('dpd-profiles');
    const stdin = JSON.stringify({ ...profile, display_name: 'a copy' });
    const words = ['send', '--post', 'dpd-profiles', '--body', '-', ...named(manager), '--json'];
    const { code, stderr } = await run(words, stdin).ended;
    expect(stderr).toBe(
      'spanwatch: id, _revision of the body are left out: NSX gives a new object its own\n',
    );
    expect(code).toBe(0);
  });
});

describe('the practice manager in a terminal', () => {
  it('begins with a scenario, and names the whole call that chooses the next one', async () => {
    const running = start(built.script, ['practice', '--scenario', 'never-ends']);
    await running.seen('normal  ');
    running.child.kill('SIGINT');
    const { stdout, code } = await running.ended;
    expect(stdout).toContain('Scenario     never-ends');
    expect(stdout).toMatch(
      /curl -k -u '.+' -X POST https:\/\/127\.0\.0\.1:\d+\/practice\/scenario/,
    );
    expect(code).toBe(0);
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
