import type { Input } from '../../../shared/contract.ts';
import { ok } from '../../../shared/result.ts';
import type { createFingerprints } from './fingerprints.ts';
import type { createRetention } from './retention.ts';
import type { createVerify } from './verify.ts';

/** The commands of the record as a whole. */
export function recordHandlers(
  verify: ReturnType<typeof createVerify>,
  retention: ReturnType<typeof createRetention>,
  fingerprints: ReturnType<typeof createFingerprints>,
) {
  return {
    'record.verify': ({ requestId, fingerprint }: Input<'record.verify'>) =>
      verify.verify(requestId, fingerprint),
    'record.save-fingerprint': fingerprints.save,
    'record.choose-fingerprint': fingerprints.choose,
    'record.cancel': () => {
      verify.cancel();
      return ok(null);
    },
    'record.old': retention.old,
    'record.drop': retention.drop,
    'record.stop-dropping': () => {
      retention.stop();
      return ok(null);
    },
  };
}
