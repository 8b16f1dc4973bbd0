import type { RequestId } from '../../../shared/ids.ts';
import type { Ports } from '../ports.ts';
import { createPacer } from './pacer.ts';

type Needs = { store: Pick<Ports['store'], 'verifying'>; clock: Ports['clock'] };

/** Whether a request's record is as it was written, by its chain; in slices, so that nobody waits for a long one. */
export function createSound({ store, clock }: Needs) {
  const pacer = createPacer(clock);
  return async (id: RequestId): Promise<boolean> => {
    const verification = store.verifying(id);
    while (verification.step() !== null) await pacer.pause();
    await pacer.pause();
    return verification.report().problemCount === 0;
  };
}
