import type { RequestId } from '../../../shared/ids.ts';
import type { Kept } from '../../../shared/record-fingerprint.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { VerifyReport } from '../../../shared/verify-contract.ts';
import type { Ports } from '../ports.ts';
import { createPacer } from './pacer.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'notify' | 'storage'> & {
  keptOf(requestId: string | null, fingerprint: string): Promise<Result<Kept>>;
};

/** How often a person is told how far it is, ms. */
const TELL_EVERY_MS = 200;

/** Verifies the record in slices, so that whoever is served by this process does not wait for it. One at a time. */
export function createVerify(
  { store, clock, notify, storage, keptOf }: Needs,
  retell: (id: RequestId) => void,
) {
  let running: { isCancelled: boolean } | null = null;

  /** `fingerprint`: one that was kept elsewhere; what it stands for is held against what is here. */
  async function verify(
    requestId: RequestId | null,
    fingerprint: string | null = null,
  ): Promise<Result<VerifyReport>> {
    if (running) {
      return fail({ kind: 'stale', detail: 'The record is being verified already.' });
    }
    const mine = { isCancelled: false };
    running = mine;
    try {
      const given = fingerprint === null ? null : await keptOf(requestId, fingerprint);
      if (given && !given.ok) return given;
      const pacer = createPacer(clock);
      const verification = store.verifying(requestId, given?.value);
      let toldAt = pacer.now();
      for (;;) {
        const progress = verification.step();
        if (!progress) {
          const report = verification.report();
          if (await isKept(report.fingerprint, verification.list())) return ok(told(report));
          return ok(told({ ...report, fingerprint: null }));
        }
        const hasRested = await pacer.pause();
        if (mine.isCancelled) return ok({ ...verification.report(), cancelled: true });
        if (hasRested && pacer.now() - toldAt >= TELL_EVERY_MS) {
          notify('record.progress', { ...progress });
          toldAt = pacer.now();
        }
      }
    } finally {
      running = null;
    }
  }

  /** A fingerprint whose list is nowhere could not be given back. */
  async function isKept(fingerprint: string | null, list: string | null): Promise<boolean> {
    if (fingerprint === null || list === null) return true;
    return (await storage.keepFingerprint(list, fingerprint)).ok;
  }

  /** What was shown of a request was not what it comes to: whoever shows it is told what it is. */
  function told(report: VerifyReport): VerifyReport {
    for (const { what, requestId } of report.problems) {
      if (what === 'summary-changed' && requestId !== null) retell(requestId as RequestId);
    }
    return report;
  }

  return {
    verify,
    cancel(): void {
      if (running) running.isCancelled = true;
    },
  };
}
