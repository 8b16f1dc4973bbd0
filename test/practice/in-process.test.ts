import { afterAll, expect, test } from 'vitest';
import { createNsx } from '../../electron/adapters/nsx/nsx.ts';
import { createPractice } from '../../electron/practice/in-process.ts';
import { ManagerId } from '../../shared/ids.ts';
import { must } from '../support/fakes.ts';

const practice = createPractice();
const nsx = createNsx();
afterAll(async () => {
  nsx.close();
  await practice.close();
});

const SESSION = '8dd1c386-9b2c-4448-85b8-51ff649fae4f';

test('starts once, however often it is opened', async () => {
  const [one, two] = await Promise.all([practice.start(), practice.start()]);
  expect(two).toEqual(one);
  expect(practice.scenarios().running).toBe(true);
});

test('enables again what the scenario had disabled, and nothing else, when Normal is chosen', async () => {
  const { address, fingerprint, user, password } = await practice.start();
  const connection = {
    id: ManagerId.parse('practice'),
    address,
    trust: { kind: 'fingerprint', sha256: fingerprint },
    user,
    auth: 'session',
    password,
  } as const;
  const off = async () =>
    must(await nsx.list(connection, 'services'))
      .filter((service) => service.enabled === false)
      .map((service) => service.display_name);
  const before = await off();
  practice.choose('service-disabled');
  const { body } = must(await nsx.read(connection, 'sessions', SESSION));
  const write = { method: 'PUT', kind: 'sessions', entityId: SESSION, body, ereqId: 'e' } as const;
  expect((await nsx.write(connection, write, () => {})).end).toBe('answered');
  expect(await off()).toHaveLength(before.length + 1);
  practice.choose('normal');
  expect(await off()).toEqual(before);
});
