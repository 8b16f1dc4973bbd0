import { useEffect, useState } from 'react';
import type { Usual as UsualOfAll } from '../../shared/history-query.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { call } from '../bridge.ts';

/** How long earlier realizations of one session took. */
export type Usual = NonNullable<UsualOfAll['session']>;

/** How long earlier realizations took, before this one; null until that is known. */
export function useUsual({ request, verdict }: RequestSummary): UsualOfAll | null {
  const [usual, setUsual] = useState<UsualOfAll | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its nodes are known better with every verdict
  useEffect(() => {
    let isWanted = true;
    void call('history.usual', { requestId: request.id }).then((answer) => {
      if (isWanted && answer.ok) setUsual(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [request.id, verdict]);
  return usual;
}
