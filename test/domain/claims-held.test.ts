import { expect, it } from 'vitest';
import { withDraft } from '../support/fakes.ts';

/** A claim lapses after 30 s without a word (`adapters/database/claims.ts`). */
const CLAIM_MS = 30_000;

it('keeps the claim of a write for as long as the manager takes to answer, and not longer', async () => {
  const app = await withDraft();
  const claimed: number[] = [];
  const { claim } = app.store;
  app.store.claim = (id, now) => {
    claimed.push(now);
    return claim(id, now);
  };
  let end = () => {};
  app.nsx.onWrite = (_write, onSent) => {
    onSent();
    const failure = { kind: 'unreachable', address: 'x', reason: 'timeout', detail: '' } as const;
    return new Promise((resolve) => {
      end = () => resolve({ end: 'not-sent', failure });
    });
  };
  await app.send();
  for (let s = 0; s < 90; s += 5) {
    await app.clock.advance(5_000);
    expect(app.clock.now() - (claimed.at(-1) ?? 0)).toBeLessThan(CLAIM_MS);
  }
  end();
  await app.product.idle();
  const before = claimed.length;
  await app.clock.advance(30_000);
  expect(claimed.length).toBe(before);
});
