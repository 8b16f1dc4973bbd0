import { describe, expect, it } from 'vitest';
import { readCommand } from '../../electron/cli/options.ts';
import { HELP, UsageError } from '../../electron/cli/usage.ts';

const PIN = 'AB'.repeat(32);
const url = ['--url', 'https://nsx.example:8443', '--user', 'admin'];
const RID = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';
const watch = ['watch', '--session', 's-1', '--request-id', RID];

describe('the words of a command', () => {
  it.each([
    [
      'watch of a manager that is named by its URL',
      [...watch, ...url, '--fingerprint', PIN.toLowerCase(), '--timeout', '90', '--json'],
      {
        name: 'watch',
        json: true,
        sessionId: 's-1',
        nsxRequestId: RID,
        method: 'PUT',
        timeoutMs: 90_000,
        target: { by: 'url', address: 'nsx.example:8443', auth: 'session', caFile: null },
      },
    ],
    [
      'watch of what was a DELETE, on a saved manager',
      [...watch, '--manager', 'Lab 1', '--method', 'delete'],
      { method: 'DELETE', target: { by: 'name', name: 'Lab 1', passwordStdin: false } },
    ],
    [
      'send of a change',
      ['send', '--put', 's-1', '--body', '-', '--manager', 'Lab'],
      { method: 'PUT', kind: 'sessions', entityId: 's-1', body: '-', follow: true },
    ],
    [
      'send of a new object',
      ['send', '--post', 'ike-profiles', '--body', 'p.json', '--no-watch', '--manager', 'Lab'],
      { method: 'POST', kind: 'ike-profiles', entityId: null, body: 'p.json', follow: false },
    ],
    [
      'send of a delete of another kind',
      ['send', '--delete', 'p-1', '--kind', 'dpd-profiles', '--manager', 'Lab'],
      { method: 'DELETE', kind: 'dpd-profiles', entityId: 'p-1', body: null },
    ],
    [
      'inventory of sessions, where no kind is given',
      ['inventory', '--manager', 'Lab'],
      { kind: 'sessions' },
    ],
    [
      'inventory of what sessions refer to',
      ['inventory', 'transport-nodes', '--manager', 'Lab'],
      { kind: 'transport-nodes' },
    ],
    [
      'practice with a scenario',
      ['practice', '--scenario', 'never-ends', '--port', '8443'],
      { name: 'practice', scenario: 'never-ends', port: 8443 },
    ],
    [
      'history with a limit',
      ['history', '--limit', '5', '--data-dir', '/x'],
      { limit: 5, dataDir: '/x' },
    ],
    ['help of a command', ['send', '--help'], { name: 'help', of: 'send' }],
    ['help, where nothing is given', [], { name: 'help', of: null }],
  ])('are read: %s', (_name, words, expected) => {
    expect(readCommand(words)).toMatchObject(expected);
  });

  it.each([
    [['frob'], '“frob” is no command'],
    [['history', 'x'], '“x” is one word too many for history'],
    [['history', '--limit', '0'], '--limit wants a whole number from 1'],
    [['history', '--limit', '1e3'], 'not “1e3”'],
    [['history', '--insecure'], '--insecure'],
    [watch, 'no manager is given'],
    [[...watch, ...url, '--manager', 'Lab'], '--manager and --url don’t go together'],
    [[...watch, '--manager', 'Lab', '--user', 'x'], '--user goes with --url'],
    [[...watch, '--url', 'http://nsx.example', '--user', 'x'], '--url wants https://HOST'],
    [[...watch, '--url', 'https://nsx.example/api', '--user', 'x'], '--url wants https://HOST'],
    [[...watch, '--url', 'https://u:p@nsx.example', '--user', 'x'], '--url wants https://HOST'],
    [[...watch, '--url', 'https://nsx.example'], '--user is missing'],
    [[...watch, ...url, '--fingerprint', 'abc'], '64 hexadecimal digits'],
    [[...watch, ...url, '--fingerprint', PIN, '--ca', 'ca.pem'], 'don’t go together'],
    [[...watch, ...url, '--auth', 'digest'], '--auth is one of session, basic'],
    [[...watch, ...url, '--method', 'PATCH'], '--method is one of PUT, POST, DELETE'],
    [[...watch, ...url, '--timeout', '-1'], '--timeout'],
    [['watch', '--request-id', RID, ...url], '--session is missing'],
    [
      ['watch', '--session', 's', '--request-id', 'not-there', ...url],
      '--request-id: “not-there”. This is no x-nsx-requestid',
    ],
    [
      ['watch', '--session', 's', '--request-id', RID.replace(/[^-]/g, '0'), ...url],
      'This is no x-nsx-requestid',
    ],
    [['watch', '--session', 's', ...url], '--request-id is missing'],
    [['send', ...url], 'give one of --put ID, --post KIND, --delete ID'],
    [['send', '--put', 'a', '--delete', 'a', ...url], '--put and --delete don’t go together'],
    [['send', '--put', 'a', ...url], '--put needs a body'],
    [['send', '--delete', 'a', '--body', '-', ...url], '--delete sends no body'],
    [['send', '--post', 'routers', '--body', '-', ...url], '--post is one of'],
    [
      ['send', '--post', 'sessions', '--kind', 'sessions', '--body', '-', ...url],
      '--kind goes with',
    ],
    [['send', '--put', 'a', '--body', '-', '--password-stdin', ...url], 'both read standard input'],
    [['inventory', 'routers', '--manager', 'Lab'], 'KIND is one of'],
    [['show'], 'show needs the id of a request'],
    [['practice', '--scenario', 'nope'], '--scenario is one of normal'],
    [['practice', '--port', '70000'], '--port wants a whole number'],
    [['managers', '--data-dir', ' '], '--data-dir is empty'],
  ])('are refused in one line that names the flag and the next step: %j', (words, says) => {
    expect(() => readCommand(words)).toThrow(UsageError);
    expect(() => readCommand(words)).toThrow(says);
  });

  it('have no way to give a password as an argument, or to skip the verification', () => {
    for (const flag of ['--password', '--insecure', '--no-verify', '--skip-verification', '-k']) {
      expect(() => readCommand([...watch, ...url, flag, 'x'])).toThrow(UsageError);
    }
  });
});

describe('the help', () => {
  it.each([
    ['inventory', 'tunnel-profiles'],
    ['inventory', 'transport-nodes'],
    ['demo', '--data-dir'],
    ['practice', '--scenario'],
  ] as const)('of %s names %s', (command, word) => {
    expect(HELP[command]).toContain(word);
  });
});
