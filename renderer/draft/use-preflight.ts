import { useEffect, useRef, useState } from 'react';
import type { PreflightLine } from '../../shared/draft.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';

/** ms of quiet after a save before main is asked again: it reads its copy, the typing must not wait for it. */
const QUIET_MS = 350;

export type MainPreflight = { lines: PreflightLine[]; failure: Failure | null; asked: boolean };

/** What main says about the stored draft; asked again whenever `because` changes (a save, the manager's link, the copy). */
export function usePreflight(draftId: DraftId, because: string): MainPreflight {
  const [answer, setAnswer] = useState<MainPreflight>({ lines: [], failure: null, asked: false });
  const first = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `because` is the reason to ask, not an input
  useEffect(() => {
    let over = false;
    const timer = setTimeout(
      async () => {
        const result = await call('draft.preflight', { draftId });
        if (over) return;
        setAnswer((was) =>
          result.ok
            ? { lines: result.value, failure: null, asked: true }
            : { ...was, failure: result.failure, asked: true },
        );
      },
      first.current ? 0 : QUIET_MS,
    );
    first.current = false;
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [draftId, because]);

  return answer;
}
