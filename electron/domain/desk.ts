import type { Failure, Result } from '../../shared/result.ts';
import { fail } from '../../shared/result.ts';
import { type BugSink, createDispatch } from './dispatch.ts';
import type { createProduct } from './product.ts';

type Product = ReturnType<typeof createProduct>;

/**
 * One's own product on one's own record. While a pack is in front it rests, as if Spanwatch were closed: no watch is
 * there to ask a manager or the keychain. Afterwards it begins anew and takes up what was open, with the gap on record.
 */
export function createDesk(
  make: () => Product,
  bug: BugSink,
  explain: (error: unknown) => Failure | null = () => null,
) {
  let product = make();
  let answer = createDispatch(product.handlers, bug, explain);
  let state: 'new' | 'at work' | 'resting' = 'new';

  function recover(): void {
    if (state !== 'new') return;
    state = 'at work';
    product.keep();
    try {
      product.recover();
    } catch (error) {
      bug('recover', error);
    }
  }

  return {
    product: () => product,
    async dispatch(name: unknown, input: unknown): Promise<Result<unknown>> {
      return state === 'resting' ? fail({ kind: 'reviewing' }) : answer(name, input);
    },
    /** Takes up what was under way, once; nothing while it rests. */
    recover,
    /** Whoever calls it has seen that no write is under way. */
    rest(): void {
      if (state === 'resting') return;
      state = 'resting';
      product.close();
    },
    begin(): void {
      if (state !== 'resting') return;
      product = make();
      answer = createDispatch(product.handlers, bug, explain);
      state = 'new';
      recover();
    },
    close(): void {
      if (state !== 'resting') product.close();
    },
  };
}
