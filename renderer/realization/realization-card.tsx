import { useMemo, useState } from 'react';
import type { Usual } from '../../shared/history-query.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import type { ScaleMode } from '../../shared/time-scale.ts';
import { timelineOf } from '../../shared/timeline.ts';
import type { RequestDetail } from '../history/history-store.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { SessionLanes } from './session-lanes.tsx';
import { TimedLanes } from './timed-lanes.tsx';
import { TunnelStrip } from './tunnel-strip.tsx';
import type { Replay } from './use-replay.ts';
import { UsualLines } from './usual-lines.tsx';
import { SummaryBadge } from './verdict-badge.tsx';

const MODES: { value: ScaleMode; label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
];

/** The lanes with the manager's own word over them and the tunnel under them. */
export function RealizationCard({
  detail,
  usual,
  replay,
  until,
  reading,
  onRead,
}: {
  detail: RequestDetail;
  usual: Usual | null;
  replay: Replay;
  /** Where the axis ends while a replay shows less. */
  until: number | undefined;
  reading: boolean;
  /** Null while a moment of before is shown: what is read now is none of it. */
  onRead: (() => void) | null;
}) {
  const { summary, request, events, nodeNames } = detail;
  const [mode, setMode] = useState<ScaleMode>('linear');
  const timeline = useMemo(
    () => timelineOf(request, events, nodeNames),
    [request, events, nodeNames],
  );
  const label = `${sentenceOf(summary, events, nodeNames)}. ${summary.checks} checks; each is a row of the table below.`;
  return (
    <Card
      title={replay.step === null ? 'Realization' : 'Replay'}
      badge={<SummaryBadge summary={summary} full />}
      // A head that wraps at one step and not at the next would move the replay's buttons.
      note={replay.step === null && <ManagerSays detail={detail} />}
      padded={false}
      actions={
        <>
          {replay.step === null && replay.steps > 1 && (
            <Button kind="quiet" size="small" onClick={replay.begin}>
              Replay
            </Button>
          )}
          <Segmented label="Time axis" choices={MODES} value={mode} onChange={setMode} small />
        </>
      }
    >
      <ReplayBar replay={replay} start={timeline.start} />
      {summary.sessions.length > 1 ? (
        <SessionLanes detail={detail} mode={mode} until={until} reading={reading} onRead={onRead} />
      ) : (
        <>
          <TimedLanes timeline={timeline} mode={mode} until={until} label={label} />
          <TunnelStrip summary={summary} events={events} busy={reading} onRead={onRead} />
        </>
      )}
      {replay.step === null && <UsualLines detail={detail} timeline={timeline} usual={usual} />}
    </Card>
  );
}

/** What each raw word means, said beside it. */
const RAW_MEANING: Record<string, string> = {
  in_sync: 'received by every node',
  success: 'in effect on every node',
  in_progress: 'nodes are still working on it',
  pending: 'nodes have not begun',
  unknown: 'it cannot tell',
  partial_success: 'not on every node',
  error: 'it could not be realized',
  failed: 'it could not be realized',
  BAD_REQUEST: 'the VPN service is disabled',
  NOT_FOUND: 'there is no such object',
};

function ManagerSays({ detail: { events, summary } }: { detail: RequestDetail }) {
  const last = events.findLast(({ fact }) => fact.type === 'checked')?.fact;
  if (last?.type !== 'checked' || last.rawState === null) return null;
  const meaning =
    last.verdict === 'realized' && summary.nodesDone < summary.nodesTotal
      ? 'though not every node says so'
      : RAW_MEANING[last.rawState];
  return (
    <>
      manager says <code className="raw-word">{last.rawState}</code>
      {meaning && `: ${meaning}`}
    </>
  );
}
