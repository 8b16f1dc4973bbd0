import { useEffect, useState } from 'react';
import { wordsOfSummary } from '../../shared/summary-words.ts';
import { onEvent } from '../bridge.ts';

/** Says changed verdicts to screen readers, politely: once for each change, not for each check. */
export function Announcer() {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const last = new Map<string, string>();
    return onEvent('request.changed', (summary) => {
      const { request, verdict, nodesDone, nodesTotal } = summary;
      if (last.get(request.id) === verdict) return;
      last.set(request.id, verdict);
      const nodes = nodesTotal ? `, ${nodesDone} of ${nodesTotal} transport nodes` : '';
      setSaid(`${request.entityName}: ${wordsOfSummary(summary).word}${nodes}`);
    });
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
