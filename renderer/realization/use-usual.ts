import { useEffect, useState } from 'react';
import { commands } from '../../shared/contract.ts';
import { Usual } from '../../shared/history-query.ts';
import { call } from '../bridge.ts';

/** The command that answers it; where main has none yet nothing is said. */
const COMMAND = 'history.usual';
const ask = call as unknown as (
  name: string,
  input: unknown,
) => Promise<{ ok: boolean; value?: unknown }>;

/** How long earlier realizations took, before this request; null until it is known. Read anew when it ends. */
export function useUsual(requestId: string, isOpen: boolean): Usual | null {
  const [usual, setUsual] = useState<Usual | null>(null);
  useEffect(() => {
    if (!(COMMAND in commands)) return;
    let gone = false;
    void ask(COMMAND, { requestId }).then((answer) => {
      const read = Usual.safeParse(answer.ok ? answer.value : null);
      if (!gone && read.success) setUsual(read.data);
    });
    return () => {
      gone = true;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: its end may change what is known
  }, [requestId, isOpen]);
  return usual;
}
