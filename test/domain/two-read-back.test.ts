import { expect, it } from 'vitest';
import { ok } from '../../shared/result.ts';
import { exchange, must, SESSION_BODY, startProduct, withDraft } from '../support/fakes.ts';

const LOST = { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' } as const;

async function lostWrite() {
  const app = await withDraft();
  app.nsx.onWrite = async (_write, onSent) => {
    onSent();
    return { end: 'lost', failure: LOST };
  };
  const { request } = must(await app.send());
  await app.product.idle();
  app.nsx.live = { ...SESSION_BODY, display_name: 'Test RZ_UPDATED', _revision: 4 };
  app.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
  return { ...app, requestId: request.id };
}

it('is settled once, though the window and a command read it back at the same moment', async () => {
  const window = await lostWrite();
  const command = startProduct(window);
  const { requestId } = window;
  await Promise.all([
    window.call('send.settle', { requestId }),
    command.call('send.settle', { requestId }),
  ]);
  const types = window.store.events(requestId).map(({ fact }) => fact.type);
  expect(types.filter((type) => type === 'settled')).toHaveLength(1);
  expect(types.filter((type) => type === 'watch-started')).toHaveLength(1);
});

it('is left to the process that reads it back at this moment', async () => {
  const app = await lostWrite();
  app.store.taken.add(app.requestId);
  const result = await app.call('send.settle', { requestId: app.requestId });
  expect(result).toMatchObject({ ok: false, failure: { kind: 'stale' } });
});
