import { IconChevronRight } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { createHistory } from '../../shared/history.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import type { ScaleMode } from '../../shared/time-scale.ts';
import { eventsOfSession, timelineOf } from '../../shared/timeline.ts';
import { shortId } from '../../shared/words.ts';
import type { RequestDetail } from '../history/history-store.ts';
import { TimedLanes } from './timed-lanes.tsx';
import { TunnelStrip } from './tunnel-strip.tsx';
import { SummaryBadge } from './verdict-badge.tsx';
import './session-lanes.css';

type SessionLanesProps = {
  detail: RequestDetail;
  mode: ScaleMode;
  /** Where the axis ends while a replay shows less. */
  until: number | undefined;
  reading: boolean;
  onRead: (() => void) | null;
};

/** So many are drawn unfolded from the start; of more, those that are not realized. */
const FEW = 3;

/** One request on several sessions: each with its own verdict, lanes and tunnel, folded where it is done. */
export function SessionLanes({ detail, ...rest }: SessionLanesProps) {
  const { sessions } = detail.summary;
  return (
    <ul className="session-lanes">
      {sessions.map((session) => (
        <li key={session.id}>
          <OneSession
            detail={detail}
            session={session}
            isOpenAtFirst={sessions.length <= FEW || session.verdict !== 'realized'}
            {...rest}
          />
        </li>
      ))}
    </ul>
  );
}

function OneSession({
  detail,
  session,
  isOpenAtFirst,
  mode,
  until,
  reading,
  onRead,
}: SessionLanesProps & {
  session: RequestDetail['summary']['sessions'][number];
  isOpenAtFirst: boolean;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const { request, nodeNames } = detail;
  const events = useMemo(
    () => eventsOfSession(detail.events, session.id),
    [detail.events, session.id],
  );
  const timeline = useMemo(
    () => timelineOf(request, events, nodeNames),
    [request, events, nodeNames],
  );
  const history = createHistory(request);
  for (const event of events) history.add(event);
  const summary = { ...history.summary(), nextCheckAt: detail.summary.nextCheckAt };
  const sentence = sentenceOf(summary, events, nodeNames);
  const name = session.name ?? shortId(session.id);
  return (
    <section aria-label={`Session ${name}`}>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={14} stroke={2} aria-hidden />
          <span className="session-name">{name}</span>
        </button>
        <SummaryBadge summary={summary} full />
        <span className="session-sentence muted" title={sentence}>
          {sentence}
        </span>
      </h3>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <>
            <TimedLanes
              timeline={timeline}
              mode={mode}
              until={until}
              label={`${name}: ${sentence}. Each check is a row of the table below.`}
            />
            <TunnelStrip summary={summary} events={events} busy={reading} onRead={onRead} />
          </>
        )}
      </div>
    </section>
  );
}
