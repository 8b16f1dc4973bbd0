import { useEffect, useState } from 'react';
import { isSending } from '../../shared/history.ts';
import { wordsOfSummary } from '../../shared/summary-words.ts';
import { onEvent } from '../bridge.ts';

/** Says changed verdicts to screen readers, politely: once for each change, not for each check. */
export function Announcer() {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const last = new Map<string, string>();
    return onEvent('request.changed', (summary) => {
      const { request, verdict, nodesDone, nodesTotal } = summary;
      const before = verdict === 'not-sent' ? 'about to send' : 'sent, no answer yet';
      const said = isSending(summary) ? before : verdict;
      if (last.get(request.id) === said) return;
      last.set(request.id, said);
      if (isSending(summary)) return setSaid(`${request.entityName}: ${before}`);
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
