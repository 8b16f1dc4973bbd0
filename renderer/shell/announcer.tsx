import { useEffect, useState } from 'react';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import { onEvent } from '../bridge.ts';

/** Says changed verdicts to screen readers, politely: once for each change, not for each check. */
export function Announcer() {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const last = new Map<string, string>();
    return onEvent('request.changed', ({ request, verdict, nodesDone, nodesTotal }) => {
      if (last.get(request.id) === verdict) return;
      last.set(request.id, verdict);
      const nodes = nodesTotal ? `, ${nodesDone} of ${nodesTotal} transport nodes` : '';
      setSaid(`${request.entityName}: ${VERDICT_FACTS[verdict].word}${nodes}`);
    });
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
