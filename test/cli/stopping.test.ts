import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../electron/adapters/database/database.ts';
import { inProject } from '../../electron/launch/paths.mjs';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ManagerId } from '../../shared/ids.ts';
import { normalizeFingerprint } from '../../shared/manager.ts';
import { buildTerminal, dataFolder, linesOf, named, start } from './running.ts';

let built: Awaited<ReturnType<typeof buildTerminal>>;
let manager: PracticeManager;
beforeAll(async () => {
  built = await buildTerminal();
  manager = await startPracticeManager({ pace: 0.02 });
});
afterAll(async () => {
  built.remove();
  await manager.close();
});
beforeEach(() => manager.control.reset());

const session = () => {
  const [first] = manager.control.entities('sessions');
  if (!first) throw new Error('the estate has no session');
  return first;
};
const writes = () =>
  manager.control
    .requests()
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/'));
const asked = (part: string) =>
  new Promise<void>((resolve) => {
    const isThere = () => manager.control.requests().some(({ path }) => path.includes(part));
    const look = () => (isThere() ? resolve() : setImmediate(look));
    look();
  });

describe('Ctrl-C', () => {
  it('before the write has begun sends nothing, neither then nor later', async () => {
    const folder = dataFolder();
    const release = manager.control.stall();
    const body = JSON.stringify({ ...session(), description: 'never to be sent' });
    const words = ['send', '--put', session().id, '--body', '-', ...named(manager), '--json'];
    const running = start(built.script, [...words, '--data-dir', folder.path], {
      password: manager.password,
      stdin: body,
    });
    await asked('/session/create');
    running.child.kill('SIGINT');
    const first = await Promise.race([
      running.ended,
      new Promise<null>((resolve) => setTimeout(() => resolve(null), 3_000)),
    ]);
    release();
    const ended = first ?? (await running.ended);
    expect(writes()).toEqual([]);
    expect(linesOf(ended)).toMatchObject([{ event: 'verdict', verdict: 'stopped', checks: 0 }]);
    expect(ended.code).toBe(130);
    folder.remove();
  });
});

it('a watch that was turned away is on record as stopped: no deadline has passed', async () => {
  const folder = dataFolder();
  const words = ['watch', '--session', session().id, '--request-id', crypto.randomUUID()];
  const where = ['--json', '--data-dir', folder.path];
  const all = [...words, ...named(manager), ...where];
  expect((await start(built.script, all, { password: 'wrong' }).ended).code).toBe(6);
  const listed = await start(built.script, ['history', ...where]).ended;
  expect(linesOf(listed)).toMatchObject([{ verdict: 'stopped', open: false }]);
  folder.remove();
});

it('nobody who reads standard error is no bug', async () => {
  const folder = dataFolder();
  const words = ['inventory', '--url', 'https://127.0.0.1:1', '--user', 'a'];
  const running = start(built.script, [...words, '--data-dir', folder.path], { password: 'x' });
  running.child.stderr?.destroy();
  expect((await running.ended).code).toBe(5);
  folder.remove();
});

describe('Ctrl-C while standard input is waited for', () => {
  it.each([
    ['the body', ['send', '--put', 's-1', '--body', '-']],
    ['the password', ['inventory', '--password-stdin']],
  ])('stops at the first one (%s)', async (_name, words) => {
    const folder = dataFolder();
    const planted = join(folder.path, 'planted.cjs');
    // As soon as somebody listens for it.
    writeFileSync(
      planted,
      `process.on('newListener', (name) => {
        if (name === 'SIGINT') setImmediate(() => process.kill(process.pid, 'SIGINT'));
      });`,
    );
    const running = start(built.script, [...words, ...named(manager), '--json'], {
      waits: true,
      env: { NODE_OPTIONS: `--require "${planted}"` },
    });
    const ended = await running.ended;
    expect(linesOf(ended)).toMatchObject([{ event: 'verdict', verdict: 'stopped' }]);
    expect(ended.code).toBe(130);
    folder.remove();
  });
});

describe('the launcher of the terminal', () => {
  /** The launcher and the command, in a group of their own as a terminal's job is. */
  async function launched() {
    const folder = dataFolder();
    const launcher = join(folder.path, 'launcher.mjs');
    const child = pathToFileURL(inProject('electron', 'launch', 'child.mjs')).href;
    writeFileSync(
      launcher,
      `import { runChild } from ${JSON.stringify(child)};
      runChild(process.argv[2], process.argv.slice(3), (error) => { throw error; });`,
    );
    const job = spawn(process.execPath, [launcher, built.script, 'practice', '--json'], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(job.stdout, 'data');
    return { job, pid: job.pid ?? 0, remove: folder.remove };
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes on a signal that it got alone (%s)',
    async (signal) => {
      const { job, remove } = await launched();
      job.kill(signal);
      expect((await once(job, 'close'))[0]).toBe(0);
      remove();
    },
  );

  it('and its command take one Ctrl-C of a terminal, which both get, for one', async () => {
    const { job, pid, remove } = await launched();
    process.kill(-pid, 'SIGINT');
    // Two would have ended it at once, with 130.
    expect((await once(job, 'close'))[0]).toBe(0);
    remove();
  });

  it('does not leave its command behind when it is killed', async () => {
    const { job, remove } = await launched();
    job.kill('SIGKILL');
    // Its standard output is closed once the command has ended, too.
    await once(job, 'close');
    remove();
  });
});

describe('a mistake of our own that nobody caught', () => {
  it.each([
    ['an exception', 'setImmediate(() => { throw new Error("planted"); });'],
    ['a rejection', 'Promise.reject(new Error("planted"));'],
  ])('ends with exit code 70 and one line without a stack (%s)', async (_name, code) => {
    const folder = dataFolder();
    const planted = join(folder.path, 'planted.cjs');
    // Once the command runs: its handlers stand.
    writeFileSync(
      planted,
      `process.once('newListener', function on(name) {
      if (name !== 'uncaughtException') return process.once('newListener', on);
      setImmediate(() => { ${code} });
    });`,
    );
    const env = { NODE_OPTIONS: `--require "${planted}"` };
    const ended = await start(built.script, ['practice', '--json'], { env }).ended;
    expect(ended.stderr).toBe('spanwatch: something is wrong inside Spanwatch: planted\n');
    expect(ended.code).toBe(70);
    folder.remove();
  });
});

describe('a saved manager and a password that was given to the command', () => {
  /** Saved as the window would have, with the password in a keychain that this test does not have. */
  function saved(halted: boolean) {
    const folder = dataFolder();
    const store = openDatabase(folder.path, () => {});
    const sha256 = normalizeFingerprint(manager.fingerprint) ?? '';
    const error = { module: null, code: 403, message: 'The credentials were incorrect' };
    store.saveManager({
      id: ManagerId.parse('m-1'),
      name: 'Berlin',
      address: manager.address,
      environment: '',
      colour: 'slate',
      readOnly: false,
      trust: { kind: 'fingerprint', sha256 },
      user: manager.user,
      auth: 'session',
      practice: false,
      createdAt: 1,
      ...(halted ? { halted: error } : {}),
    });
    store.close();
    const fromEnvironment = (password: string) =>
      start(
        built.script,
        ['inventory', '--refresh', '--manager', 'Berlin', '--json', '--data-dir', folder.path],
        { password },
      ).ended;
    const run = (password: string, words = ['inventory', '--refresh']) =>
      start(
        built.script,
        [
          ...[...words, '--manager', 'Berlin', '--json'],
          ...['--password-stdin', '--data-dir', folder.path],
        ],
        { stdin: `${password}\n` },
      ).ended;
    const haltedNow = () => {
      const again = openDatabase(folder.path, () => {});
      const [one] = again.managers();
      again.close();
      return one?.halted;
    };
    return { run, fromEnvironment, haltedNow, remove: folder.remove };
  }

  it('one from the environment is used before the keychain’s, and that is said on standard error', async () => {
    const { fromEnvironment, remove } = saved(false);
    const ended = await fromEnvironment(manager.password);
    expect(ended.stderr).toBe(
      'spanwatch: password from SPANWATCH_PASSWORD, not from the keychain\n',
    );
    expect(ended.code).toBe(0);
    remove();
  });

  it('a mistyped one is tried once and does not stop the one that works in the window', async () => {
    const { run, haltedNow, remove } = saved(false);
    const ended = await run('mistyped');
    expect(ended.code).toBe(6);
    const signIns = manager.control.requests().filter(({ path }) => path.includes('/session/'));
    expect(signIns).toHaveLength(1);
    expect(haltedNow()).toBeUndefined();
    remove();
  });

  it('the right one goes on with a watch that the mistyped one could not ask about', async () => {
    const { run, remove } = saved(false);
    const id = crypto.randomUUID();
    const words = ['watch', '--session', session().id, '--request-id', id, '--timeout', '20'];
    expect((await run('mistyped', words)).code).toBe(6);
    const ended = await run(manager.password, words);
    expect(linesOf(ended).at(-1)).toMatchObject({ verdict: 'realized' });
    expect(ended.code).toBe(0);
    remove();
  });

  it('the right one is used though the one in the keychain was refused', async () => {
    const { run, remove } = saved(true);
    const ended = await run(manager.password);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    remove();
  });
});
