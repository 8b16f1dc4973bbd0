import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { DraftId } from '../../shared/ids.ts';
import { call } from '../bridge.ts';
import { TimeText } from '../ui/time-text.tsx';

type Affected = Output<'send.affected'>;

/** Which sessions a change of a profile, an endpoint or a service touches: each of them is followed. */
export function SendAffected({ draftId, isNew }: { draftId: DraftId; isNew: boolean }) {
  const [affected, setAffected] = useState<Affected | null>(null);
  useEffect(() => {
    let isWanted = true;
    void call('send.affected', { draftId }).then((answer) => {
      if (isWanted && answer.ok) setAffected(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [draftId]);
  if (isNew) return <span className="muted">It is new: none uses it yet.</span>;
  if (!affected) return <span className="muted">Looking…</span>;
  const { sessions, asOf } = affected;
  const asOfWords = asOf !== null && (
    <>
      {' '}
      as of <TimeText at={asOf} />
    </>
  );
  if (sessions.length === 0) {
    return <span className="muted">None uses it{asOfWords}: there is nothing to follow.</span>;
  }
  return (
    <>
      <span className="muted">
        {sessions.length === 1
          ? 'One uses it'
          : `${sessions.length.toLocaleString('en-US')} use it`}
        {asOfWords}; {sessions.length === 1 ? 'it is' : 'each is'} followed.
      </span>
      <ul className="send-affected">
        {sessions.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </>
  );
}
