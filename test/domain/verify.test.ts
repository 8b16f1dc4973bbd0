import { describe, expect, it } from 'vitest';
import { createVerify } from '../../electron/domain/history/verify.ts';
import type { Store, Verification } from '../../electron/domain/ports.ts';
import { fail, ok } from '../../shared/result.ts';
import type { VerifyReport } from '../../shared/verify-contract.ts';
import { noStorage } from '../support/fakes.ts';
import { stepClock } from '../support/step-clock.ts';
import { NOTHING_FOUND } from '../support/verify-report.ts';

const NOW = 1_790_000_000_000;

const REPORT: VerifyReport = { ...NOTHING_FOUND, requests: 1 };

function verifyOf(steps: number, stepMs: number, problems: VerifyReport['problems'] = []) {
  const { clock, take, stretches } = stepClock(NOW);
  const told: unknown[] = [];
  let done = 0;
  const verification: Verification = {
    step() {
      if (done === steps) return null;
      done += 1;
      take(stepMs);
      return { done, total: steps };
    },
    report: () => ({ ...REPORT, events: done, problems }),
    list: () => null,
  };
  const store = { verifying: () => verification } as unknown as Store;
  const retold: string[] = [];
  const verify = createVerify(
    {
      store,
      clock,
      notify: (name, payload) => void told.push([name, payload]),
      storage: noStorage(),
      keptOf: async () => fail({ kind: 'invalid', issues: [] }),
    },
    (id) => void retold.push(id),
  );
  return { verify, stretches, told, retold, done: () => done };
}

describe('verifying', () => {
  it('works at most 20 ms at a stretch, and tells how far it is', async () => {
    const { verify, stretches, told } = verifyOf(2000, 1.5);
    const answer = await verify.verify(null);
    expect(answer).toEqual(ok({ ...REPORT, events: 2000 }));
    expect(stretches.length).toBeGreaterThan(100);
    expect(Math.max(...stretches)).toBeLessThanOrEqual(20);
    expect(told.length).toBeGreaterThan(5);
    expect(told[0]).toEqual(['record.progress', expect.objectContaining({ total: 2000 })]);
  });

  it('can be stopped, and says that the rest was not looked at', async () => {
    const { verify, done } = verifyOf(2000, 1.5);
    const answer = verify.verify(null);
    verify.cancel();
    expect(await answer).toMatchObject({ ok: true, value: { cancelled: true } });
    expect(done()).toBeLessThan(20);
  });

  it('tells anew what a request comes to where its summary was found forged', async () => {
    const nothing = { name: null, seq: null, at: null, detail: null };
    const { verify, retold } = verifyOf(1, 1, [
      { ...nothing, what: 'summary-changed', requestId: 'r-1' },
      { ...nothing, what: 'summary-changed', requestId: null },
      { ...nothing, what: 'event-changed', requestId: 'r-2' },
    ]);
    expect(await verify.verify(null)).toMatchObject({ ok: true });
    expect(retold).toEqual(['r-1']);
  });

  it('goes on one at a time', async () => {
    const { verify } = verifyOf(100, 1.5);
    const first = verify.verify(null);
    expect(await verify.verify(null)).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(await first).toMatchObject({ ok: true });
    expect(await verify.verify(null)).toMatchObject({ ok: true });
  });
});
