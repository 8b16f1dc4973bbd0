import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, startRawServer } from './raw-server.ts';

let server: RawServer;
let nsx: ReturnType<typeof createNsx>;
beforeEach(async () => {
  server = await startRawServer();
  nsx = createNsx();
});
afterEach(async () => {
  nsx.close();
  await server.close();
});

const signIns = () =>
  server.requests.filter(({ line }) => /session\/create|aaa\/user-info/.test(line)).length;
const LOCKED = {
  module_name: 'common-services',
  error_code: 401,
  error_message: 'User account locked',
};
const WRONG = {
  module_name: 'common-services',
  error_code: 403,
  error_message: 'The credentials were incorrect or the account specified has been locked.',
};

/** With which status NSX tells of a locked account is not known for sure (domain.md §1): safe either way. */
describe.each(['session', 'basic'] as const)(
  'a sign-in (%s) that is turned away in an odd way',
  (auth) => {
    test.each([
      ['400 and the code of a locked account', 400, LOCKED],
      ['500 and the code of a locked account', 500, LOCKED],
      ['400 and the code of wrong credentials', 400, WRONG],
    ])('%s is not tried again', async (_what, status, body) => {
      server.reply((socket) => answer(socket, status, JSON.stringify(body)));
      const connection = connectionTo(server, { auth });
      const first = await nsx.state(connection, 's-1', 'r-1');
      expect(first).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
      const second = await nsx.state(connection, 's-1', 'r-1');
      expect(second).toMatchObject({ ok: false, failure: { kind: 'halted' } });
      expect(signIns()).toBe(1);
    });
  },
);

test('a session sign-in that any 4xx of NSX turns away is not tried again with the same password', async () => {
  const body = { module_name: 'common-services', error_code: 289, error_message: 'no' };
  server.reply((socket) => answer(socket, 400, JSON.stringify(body)));
  await nsx.state(connectionTo(server), 's-1', 'r-1');
  await nsx.state(connectionTo(server), 's-1', 'r-1');
  expect(signIns()).toBe(1);
});
