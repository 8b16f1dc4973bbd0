import { useRef, useState } from 'react';
import type { Failure } from '../../shared/result.ts';

/**
 * One thing done to many requests, one after the other, each on record as it is done: how far it is, what went wrong,
 * and the way to stop. `done`: null where nothing is under way.
 */
export function useRun() {
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isStopped = useRef(false);

  /** What came of it, stopped or not; null where it failed, which is shown. */
  async function run<Outcome extends { failure: Failure | null }>(
    work: (goesOn: (so: number) => boolean) => Promise<Outcome>,
  ): Promise<Outcome | null> {
    setFailure(null);
    setDone(0);
    isStopped.current = false;
    const outcome = await work((so) => {
      setDone(so);
      return !isStopped.current;
    });
    setDone(null);
    if (outcome.failure === null) return outcome;
    setFailure(outcome.failure);
    return null;
  }

  const stop = () => {
    isStopped.current = true;
  };

  return { done, failure, setFailure, run, stop };
}
