import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import type { Write } from '../../../electron/domain/ports.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawServer, signingIn, startRawServer } from './raw-server.ts';

const KEY = 'Key "of" tunnel 7!';
const WRITE: Write = {
  method: 'PUT',
  kind: 'peer-endpoints',
  entityId: 'p-1',
  body: { display_name: 'p', psk: KEY },
  ereqId: 'e-1',
};

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

test.each([
  ['NSX quotes the value and not its field', 400, { error_message: `Invalid value '${KEY}'.` }],
  ['NSX quotes the value in another object', 400, { error_data: { rejected_value: KEY } }],
  ['a proxy shows the request that it could not hand on', 502, `<pre>${KEY}</pre>`],
])('a key that went out with a write does not come back: %s', async (_what, status, said) => {
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  server.reply(signingIn((socket) => answer(socket, status, text)));
  const end = await nsx.write(connectionTo(server), WRITE, () => {});
  expect(end.end).toBe('answered');
  expect(server.received()).toContain('tunnel 7!');
  expect(JSON.stringify(end)).not.toContain('tunnel 7!');
});

test('what signs in again does not come back with an answer: neither cookie nor token is kept', async () => {
  const secrets = { 'Set-Cookie': 'JSESSIONID=S3cR3t', 'X-XSRF-TOKEN': 'S3cR3t' };
  const state = JSON.stringify({ state: 'in_progress' });
  server.reply(signingIn((socket) => answer(socket, 200, state, secrets)));
  const answers = [
    await nsx.state(connectionTo(server), 's', 'r'),
    await nsx.write(connectionTo(server), WRITE, () => {}),
  ];
  expect(answers).toMatchObject([{ ok: true }, { end: 'answered' }]);
  expect(JSON.stringify(answers)).toContain('set-cookie');
  expect(JSON.stringify(answers)).not.toContain('S3cR3t');
});
