import { useEffect, useState } from 'react';
import type { Usual } from '../../shared/history-query.ts';
import type { RequestId } from '../../shared/ids.ts';
import { call } from '../bridge.ts';

/** How long earlier realizations took, before this request; null until it is known. Read anew when it ends. */
export function useUsual(requestId: RequestId, isOpen: boolean): Usual | null {
  const [usual, setUsual] = useState<Usual | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its end may change what is known
  useEffect(() => {
    let gone = false;
    void call('history.usual', { requestId }).then((answer) => {
      if (!gone && answer.ok) setUsual(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [requestId, isOpen]);
  return usual;
}
