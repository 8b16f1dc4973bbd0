import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

type Listener = (message: { name: string; payload: unknown }) => void;

let answer: unknown;
let tell: Listener = () => {};

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('window', {
    spanwatch: {
      call: async () => {
        if (answer instanceof Error) throw answer;
        return answer;
      },
      onEvent: (listener: Listener) => {
        tell = listener;
        return () => {};
      },
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const bridge = () => import('../../renderer/bridge.ts');

test('an answer that fits the contract comes back as it was given', async () => {
  answer = { ok: true, value: DEFAULT_SETTINGS };
  expect(await (await bridge()).call('settings.get', null)).toEqual(answer);
});

test('an expected failure comes back as a value', async () => {
  answer = { ok: false, failure: { kind: 'halted', managerId: 'm' } };
  expect(await (await bridge()).call('settings.get', null)).toEqual(answer);
});

test.each([
  ['an answer that does not fit the contract', { ok: true, value: { theme: 'pink' } }],
  ['an answer without its envelope', DEFAULT_SETTINGS],
  ['a door that throws', new Error('no handler')],
])('%s is a bug said as a value, never a throw', async (_what, given) => {
  answer = given;
  const result = await (await bridge()).call('settings.get', null);
  expect(result).toMatchObject({ ok: false, failure: { kind: 'bug' } });
});

test('an event is parsed before anybody hears it; one that does not fit is dropped', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { onEvent } = await bridge();
  const heard: unknown[] = [];
  onEvent('settings.changed', (settings) => heard.push(settings));
  tell({ name: 'settings.changed', payload: { theme: 'pink' } });
  tell({ name: 'no.such.event', payload: DEFAULT_SETTINGS });
  tell({ name: 'settings.changed', payload: DEFAULT_SETTINGS });
  expect(heard).toEqual([DEFAULT_SETTINGS]);
  expect(said).toHaveBeenCalledOnce();
});

test('after its end a listener hears nothing more', async () => {
  const { onEvent } = await bridge();
  const heard: unknown[] = [];
  const end = onEvent('settings.changed', (settings) => heard.push(settings));
  end();
  tell({ name: 'settings.changed', payload: DEFAULT_SETTINGS });
  expect(heard).toEqual([]);
});
