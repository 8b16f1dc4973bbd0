import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../shared/ids.ts';
import { fail } from '../../shared/result.ts';
import { must, SESSION_BODY, startProduct, withDraft } from '../support/fakes.ts';

type App = Pick<Awaited<ReturnType<typeof withDraft>>, 'call'>;
const settle = (app: App, requestId: RequestId) => app.call('send.settle', { requestId });

/** A write whose line broke as it went out. */
async function broken(reason: 'reset' | 'closed' | 'timeout' | 'other') {
  const app = await withDraft();
  app.nsx.onWrite = async (_write, onSent) => {
    onSent();
    return { end: 'lost', failure: { kind: 'unreachable', address: 'nsx', reason, detail: '' } };
  };
  const { request } = must(await app.send());
  await app.product.idle();
  return { ...app, id: request.id };
}

describe('a write whose answer was lost', () => {
  it.each(['reset', 'closed', 'timeout', 'other'] as const)(
    'is not called “not sent” while NSX may still be working on it (%s), and is found as soon as it is there',
    async (reason) => {
      const app = await broken(reason);
      const early = await settle(app, app.id);
      expect(early).toMatchObject({
        ok: false,
        failure: {
          kind: 'stale',
          detail: expect.stringMatching(/NSX may still be working on it.* in \d+ s\.$/),
          retryAfterMs: 60_000,
        },
      });
      app.nsx.live = { ...SESSION_BODY, display_name: 'Test RZ_UPDATED', _revision: 4 };
      expect(must(await settle(app, app.id)).verdict).toBe('accepted');
    },
  );

  it('is not called “not sent” two seconds after a kill, but a minute after it was sent', async () => {
    const app = await withDraft();
    app.nsx.onWrite = (_write, onSent) => {
      onSent();
      return new Promise(() => {});
    };
    const { request } = must(await app.send());
    await app.clock.advance(2_000);
    const again = { ...app, ...startProduct(app) };
    again.product.recover();
    expect(await settle(again, request.id)).toMatchObject({ failure: { retryAfterMs: 58_000 } });
    await app.clock.advance(58_000);
    expect(must(await settle(again, request.id)).verdict).toBe('not-sent');
  });

  it('is read again by itself at the moment from which “not there” says something', async () => {
    const app = await broken('reset');
    await app.clock.advance(50_000);
    must(await app.call('manager.check', { managerId: app.managerId }));
    await app.clock.advance(9_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('in-doubt');
    await app.clock.advance(1_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('not-sent');
  });

  it('is read again a minute later where reading fails without saying when', async () => {
    const app = await broken('other');
    const { read } = app.nsx;
    const error = { module: null, code: null, message: 'no' };
    app.nsx.read = async () => fail({ kind: 'forbidden', error });
    await app.clock.advance(70_000);
    must(await app.call('manager.check', { managerId: app.managerId }));
    await app.clock.advance(0);
    app.nsx.read = read;
    await app.clock.advance(59_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('in-doubt');
    await app.clock.advance(1_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('not-sent');
  });
});
