import type { Input } from '../../../shared/contract.ts';
import { ok } from '../../../shared/result.ts';
import type { createRetention } from './retention.ts';
import type { createVerify } from './verify.ts';

/** The commands of the record as a whole. */
export function recordHandlers(
  verify: ReturnType<typeof createVerify>,
  retention: ReturnType<typeof createRetention>,
) {
  return {
    'record.verify': ({ requestId }: Input<'record.verify'>) => verify.verify(requestId),
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
