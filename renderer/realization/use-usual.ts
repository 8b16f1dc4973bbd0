import { useEffect, useState } from 'react';
import type { Usual } from '../../shared/history-query.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { call } from '../bridge.ts';

/** How long earlier realizations took, before this request; null until it is known. Read anew with each verdict. */
export function useUsual({ request, verdict, open, nodesTotal }: RequestSummary): Usual | null {
  const requestId = request.id;
  const [usual, setUsual] = useState<Usual | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its nodes are known better with every verdict, and with each that is named
  useEffect(() => {
    let gone = false;
    void call('history.usual', { requestId }).then((answer) => {
      if (!gone && answer.ok) setUsual(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [requestId, verdict, open, nodesTotal]);
  return usual;
}
