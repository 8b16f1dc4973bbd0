import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import {
  buildTerminal,
  dataFolder,
  type Ended,
  type Line,
  linesOf,
  named,
  type Running,
  start,
} from './running.ts';

/** One second of the practice manager takes so much: the watch's own schedule is what a test waits for. */
const PACE = 0.02;

let built: Awaited<ReturnType<typeof buildTerminal>>;
let manager: PracticeManager;
let folder: ReturnType<typeof dataFolder>;

beforeAll(async () => {
  built = await buildTerminal();
  manager = await startPracticeManager({ pace: PACE });
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

function run(words: readonly string[], stdin?: string): Running {
  const all = [...words, '--data-dir', folder.path];
  return start(built.script, all, {
    password: manager.password,
    ...(stdin === undefined ? {} : { stdin }),
  });
}

/** Runs a command of the practice manager with `--json`. */
async function json(words: readonly string[], stdin?: string): Promise<Ended & { lines: Line[] }> {
  const ended = await run([...words, ...named(manager), '--json'], stdin).ended;
  return { ...ended, lines: linesOf(ended) };
}

const session = () => {
  const [first] = manager.control.entities('sessions');
  if (!first) throw new Error('the estate has no session');
  return first;
};
const body = (patch: object = {}) =>
  JSON.stringify({ ...session(), description: 'changed in a terminal', ...patch });
const put = (...more: string[]) => ['send', '--put', session().id, '--body', '-', ...more];
const writes = () =>
  manager.control
    .requests()
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/'));
const signIns = () =>
  manager.control.requests().filter(({ path }) => path.includes('/session/create'));
const verdictOf = (lines: Line[]) => lines.at(-1);

describe('send', () => {
  it('sends one write, follows it until it is realized, and prints one object a line', async () => {
    const { code, lines, stderr } = await json(put(), body());
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(lines[0]).toMatchObject({
      event: 'request',
      method: 'PUT',
      path: `/api/v1/vpn/ipsec/sessions/${session().id}`,
      httpStatus: 200,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const checks = lines.filter(({ event }) => event === 'check');
    expect(checks.map(({ n }) => n)).toEqual(checks.map((_, index) => index + 1));
    expect(checks.at(-1)).toMatchObject({
      httpStatus: 200,
      state: 'in_sync',
      nodes: [{ type: 'TransportNode', state: 'in_sync' }, { state: 'in_sync' }],
    });
    expect(verdictOf(lines)).toMatchObject({
      event: 'verdict',
      verdict: 'realized',
      state: 'in_sync',
      requestId: lines[0]?.requestId,
      session: session().id,
      checks: checks.length,
      elapsedMs: expect.any(Number),
      message: expect.stringContaining('Realized on 2 of 2 transport nodes'),
    });
    expect(writes()).toHaveLength(1);
    expect(session().description).toBe('changed in a terminal');
  });

  it.each([
    { scenario: 'node-fails', verdict: 'failed', code: 2 },
    { scenario: 'partial', verdict: 'partial', code: 2 },
    { scenario: 'never-ends', verdict: 'timed-out', code: 3, more: ['--timeout', '2'] },
    { scenario: 'service-disabled', verdict: 'service-disabled', code: 4 },
    { scenario: 'vanishes', verdict: 'missing', code: 4 },
    { scenario: 'changed-before', verdict: 'refused', code: 4 },
    { scenario: 'answer-lost', verdict: 'realized', code: 0 },
  ])('ends with exit code $code where the change ends as “$verdict” ($scenario)', async (row) => {
    manager.control.scenario(row.scenario);
    const { code, lines } = await json(put(...(row.more ?? [])), body());
    expect(verdictOf(lines)).toMatchObject({ verdict: row.verdict });
    expect(code).toBe(row.code);
    expect(writes()).toHaveLength(1);
  });

  it('does not send a body that the schema refuses, and names field and value', async () => {
    const rules = session().policy_rules as { sources: object[] }[];
    const [rule] = rules;
    const wrong = [{ ...rule, sources: [{ subnet: '2.1.4..0/24' }] }];
    const { code, lines, stderr } = await json(put(), body({ policy_rules: wrong }));
    expect(code).toBe(4);
    expect(verdictOf(lines)).toMatchObject({ verdict: 'refused', requestId: null });
    for (const text of [String(verdictOf(lines)?.message), stderr]) {
      expect(text).toContain('policy_rules[0].sources[0].subnet');
      expect(text).toContain('2.1.4..0/24');
    }
    expect(writes()).toHaveLength(0);
  });

  it('does not send the body of another object', async () => {
    const other = manager.control.entities('sessions')[1];
    const { code, lines, stderr } = await json(put(), body({ id: other?.id }));
    expect(code).toBe(4);
    expect(verdictOf(lines)).toMatchObject({ verdict: 'refused' });
    expect(stderr).toContain(`id = "${other?.id}"`);
    expect(writes()).toHaveLength(0);
  });

  it('does not send what is no JSON', async () => {
    const { code, lines } = await json(put(), '{ "display_name": ');
    expect(code).toBe(4);
    expect(verdictOf(lines)?.message).toContain('not JSON');
    expect(writes()).toHaveLength(0);
  });

  it('says accepted with --no-watch, and asks nothing more', async () => {
    const { code, lines } = await json(put('--no-watch'), body());
    expect(code).toBe(0);
    expect(verdictOf(lines)).toMatchObject({ verdict: 'accepted', checks: 0 });
    expect(manager.control.requests().some(({ path }) => path.includes('/state'))).toBe(false);
  });

  it('deletes a session and sees that it is gone', async () => {
    const { code, lines } = await json(['send', '--delete', session().id]);
    expect(verdictOf(lines)).toMatchObject({ verdict: 'deleted' });
    expect(code).toBe(0);
  });

  it('makes a new object of another kind, and says that no session is to be asked', async () => {
    const profile = { resource_type: 'IPSecVPNDPDProfile', display_name: 'dpd-terminal' };
    const { code, lines } = await json(
      ['send', '--post', 'dpd-profiles', '--body', '-'],
      JSON.stringify(profile),
    );
    expect(verdictOf(lines)).toMatchObject({ verdict: 'accepted', session: null });
    expect(code).toBe(0);
  });

  it('follows every session that uses a profile', async () => {
    const [profile] = manager.control
      .entities('tunnel-profiles')
      .filter((one) => users(one.id).length > 1 && one._system_owned !== true);
    if (!profile) throw new Error('the estate has no shared profile');
    const { code, lines } = await json(
      ['send', '--put', profile.id, '--kind', 'tunnel-profiles', '--body', '-'],
      JSON.stringify({ ...profile, description: 'changed in a terminal' }),
    );
    expect(verdictOf(lines)).toMatchObject({ verdict: 'realized' });
    expect(code).toBe(0);
    const asked = new Set(lines.flatMap(({ session: of }) => of ?? []));
    expect(asked).toEqual(new Set(users(profile.id)));
  });

  it('stays in doubt where nothing can be read back until the deadline', async () => {
    manager.control.dropNextAnswer();
    const running = run([...put('--timeout', '3'), ...named(manager), '--json'], body());
    await writeArrived();
    const release = manager.control.stall();
    const ended = await running.ended;
    release();
    expect(verdictOf(linesOf(ended))).toMatchObject({ verdict: 'in-doubt' });
    expect(ended.code).toBe(7);
    expect(writes()).toHaveLength(1);
  });
});

/** Resolves in the turn of the event loop in which the practice manager, in this process, has had the write. */
const writeArrived = () =>
  new Promise<void>((resolve) => {
    const look = () => (writes().length > 0 ? resolve() : setImmediate(look));
    look();
  });

const users = (profileId: string) => {
  const peers = manager.control
    .entities('peer-endpoints')
    .filter((peer) => peer.ipsec_tunnel_profile_id === profileId)
    .map(({ id }) => id);
  return manager.control
    .entities('sessions')
    .filter(({ peer_endpoint_id: id }) => peers.includes(String(id)))
    .map(({ id }) => id);
};

describe('the way to the manager', () => {
  const watchOf = (...more: string[]) => [
    'watch',
    ...['--session', session().id, '--request-id', crypto.randomUUID(), ...more],
  ];

  it('ends as unreachable where no check was ever answered until the deadline', async () => {
    const gone = await startPracticeManager();
    await gone.close();
    const ended = await run([...watchOf('--timeout', '2'), ...named(gone), '--json']).ended;
    const lines = linesOf(ended);
    expect(lines[0]).toMatchObject({ event: 'check', n: 1, notAsked: 'unreachable' });
    expect(lines[0]).not.toHaveProperty('state');
    expect(verdictOf(lines)).toMatchObject({ verdict: 'unreachable', state: null });
    expect(ended.code).toBe(5);
  });

  it('ends at once as untrusted, before a credential is sent', async () => {
    const other = manager.fingerprint.replace(/^../, (two) => (two === '00' ? '01' : '00'));
    const ended = await run([...watchOf(), ...named(manager, other), '--json']).ended;
    expect(verdictOf(linesOf(ended))).toMatchObject({ verdict: 'untrusted' });
    expect(ended.code).toBe(5);
    expect(manager.control.requests()).toEqual([]);
  });

  it('ends at once as unauthorized, and tries a wrong password once', async () => {
    const words = [...watchOf(), ...named(manager), '--json', '--data-dir', folder.path];
    const ended = await start(built.script, words, { password: 'wrong' }).ended;
    expect(verdictOf(linesOf(ended))).toMatchObject({ verdict: 'unauthorized' });
    expect(ended.code).toBe(6);
    expect(signIns()).toHaveLength(1);
  });

  it('takes the password from standard input', async () => {
    const words = [...put('--no-watch'), ...named(manager), '--password-stdin'];
    const file = join(folder.path, 'body.json');
    writeFileSync(file, body());
    const all = words.map((word) => (word === '-' ? file : word));
    const ended = await start(built.script, [...all, '--data-dir', folder.path], {
      stdin: `${manager.password}\n`,
    }).ended;
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
  });

  it('leaves the password nowhere', async () => {
    await json(put(), body());
    const files = readdirSync(folder.path).map((name) => join(folder.path, name));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(readFileSync(file).includes(manager.password)).toBe(false);
  });
});

describe('watch', () => {
  it('goes on after Ctrl-C, in the same request, when it is started again', async () => {
    manager.control.scenario('never-ends');
    const sent = await json(put('--no-watch'), body());
    const words = [
      ...['watch', '--session', session().id, '--request-id', String(sent.lines[0]?.requestId)],
      ...[...named(manager), '--json'],
    ];
    const first = run(words);
    await first.seen('"event":"check"');
    first.child.kill('SIGINT');
    const stopped = await first.ended;
    expect(verdictOf(linesOf(stopped))).toMatchObject({
      verdict: 'stopped',
      session: session().id,
    });
    expect(stopped.code).toBe(130);

    const second = run(words);
    await second.seen('"event":"check"');
    second.child.kill('SIGINT');
    await second.ended;
    const history = await run(['history', '--json']).ended;
    expect(linesOf(history)).toHaveLength(2);
  });

  it('is asked by one process only, though two follow it', async () => {
    manager.control.scenario('never-ends');
    const sent = await json(put('--no-watch'), body());
    manager.control.clearRequests();
    const words = [
      ...['watch', '--session', session().id, '--request-id', String(sent.lines[0]?.requestId)],
      ...[...named(manager), '--json', '--timeout', '6'],
    ];
    const first = run(words);
    await first.seen('"event":"check"');
    const second = run(words);
    await second.seen('"event":"check"');
    const [one, other] = await Promise.all([first.ended, second.ended]);
    expect([one.code, other.code]).toEqual([3, 3]);
    for (const end of [one, other]) {
      expect(verdictOf(linesOf(end))?.message).toMatch(/^Timed out /);
    }
    const [newest] = linesOf(await run(['history', '--json']).ended);
    const shown = linesOf(await run(['show', String(newest?.id), '--json']).ended);
    const asked = manager.control.requests().filter(({ path }) => path.includes('/state'));
    expect(asked).toHaveLength(shown.filter(({ event }) => event === 'check').length);
    const told = linesOf(one).filter(({ event }) => event === 'check');
    expect(linesOf(other).slice(0, told.length)).toEqual(told);
  });
});

describe('what is on record', () => {
  it('is listed and shown again, whole', async () => {
    const { lines } = await json(put(), body());
    const listed = linesOf(await run(['history', '--json']).ended);
    expect(listed).toMatchObject([{ event: 'request', verdict: 'realized', method: 'PUT' }]);
    const shown = await run(['show', String(listed[0]?.id).slice(0, 8), '--json']).ended;
    expect(linesOf(shown).map(({ event }) => event)).toEqual(lines.map(({ event }) => event));
    // One shape, whoever prints it.
    const shapes = [lines[0], listed[0], linesOf(shown)[0]].map((one) => Object.keys(one ?? {}));
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
    expect(listed[0]).toMatchObject({ httpStatus: 200, requestId: lines[0]?.requestId });
    // What `show` itself took is nobody's matter; a check has the time at which its answer was there.
    expect(linesOf(shown).at(-1)).toMatchObject({ elapsedMs: listed[0]?.durationMs });
    const answered = linesOf(shown).findLast(({ event }) => event === 'check');
    const began = Date.parse(String(listed[0]?.at));
    expect(Date.parse(String(answered?.at)) - began).toBeGreaterThanOrEqual(
      Number(listed[0]?.durationMs),
    );
    const words = await run(['show', String(lines[0]?.requestId)]).ended;
    expect(words.stdout).toContain('Realized on 2 of 2 transport nodes');
  });

  it('has the names of the nodes, though nothing was copied of a manager named by --url', async () => {
    manager.control.scenario('node-fails');
    const { lines } = await json(put(), body());
    const shown = await run(['show', String(lines[0]?.id)]).ended;
    expect(shown.stdout).toMatch(/^Failed on edge-ams-0\d/m);
  });

  it('lists the objects that are found, by name, tag or the address of an end', async () => {
    const found = async (text: string) =>
      (await json(['inventory', '--find', text])).lines.map((line) => line.name);
    expect(await found('OSAKA')).toEqual(['Amsterdam ↔ Osaka']);
    expect(await found('192.0.2.20')).toEqual(['Amsterdam ↔ Osaka']);
    expect(await found('class:pci retail nl')).toEqual(['Retail NL ↔ Payment provider 1']);
    expect(await found('%')).toEqual([]);
  });

  it('is read from the manager and listed by kind', async () => {
    const { lines } = await json(['inventory', 'services']);
    const names = manager.control.entities('services').map((one) => one.display_name);
    expect(lines.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('has no control characters of the manager in it', async () => {
    manager.control.mutate('sessions', session().id, { display_name: 'red\u001b[31m\u0007\u202e' });
    const { stdout } = await run(['inventory', ...named(manager)]).ended;
    expect(stdout).toContain('red[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});
