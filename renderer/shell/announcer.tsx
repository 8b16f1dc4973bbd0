import { useEffect, useState } from 'react';
import { onEvent } from '../bridge.ts';
import { announcementOf } from './announcement.ts';

/** Says changed verdicts to screen readers, politely: once for each change, not for each check. */
export function Announcer() {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const last = new Map<string, string>();
    return onEvent('request.changed', (summary) => {
      const next = announcementOf(last, summary, Date.now());
      if (next !== null) setSaid(next);
    });
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
