import { memo } from 'react';
import type { FoundBy } from '../../shared/found-by.ts';
import { isSending } from '../../shared/history.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { durationText, shortId } from '../../shared/words.ts';
import { useManagerStore } from '../manager/manager-store.ts';
import { SummaryBadge } from '../realization/verdict-badge.tsx';
import { Method } from '../ui/badge.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { RemarkSigns } from './cells.tsx';
import { WrongSign } from './wrong-record.tsx';
import './request-row.css';

/** A request in two lines: what and when; how it stands, its id, how many nodes and how long. */
export const RequestRow = memo(function RequestRow({
  summary,
  why = null,
}: {
  summary: RequestSummary;
  /** What has the typed word, where none of the two lines has it: a third. */
  why?: FoundBy | null;
}) {
  const { request, nsxRequestId, nodesDone, nodesTotal, durationMs } = summary;
  const nodes = nodesTotal > 0 ? `${nodesDone}/${nodesTotal}` : null;
  // Where it is the only manager that there is, its name says nothing: it stands where there is room.
  const isOnly = useManagerStore(
    ({ byId }) => request.managerId in byId && Object.keys(byId).length === 1,
  );
  const time = durationMs === null ? null : durationText(durationMs);
  return (
    <>
      <div className="row-1">
        <span className="request-method">
          <Method method={request.method} />
        </span>
        <span className="row-name" title={`${request.entityName} on ${request.managerName}`}>
          {request.kind !== 'sessions' && `${KIND_NAME[request.kind]} `}
          {request.entityName}
        </span>
        <span className="row-end request-end">
          <RemarkSigns summary={summary} />
          <TimeText at={request.writtenAt} form="ago" />
        </span>
      </div>
      <div className="row-2">
        <SummaryBadge summary={summary} />
        <WrongSign requestId={request.id} />
        <span className="mono request-id" title={nsxRequestId ?? undefined}>
          {nsxRequestId ? shortId(nsxRequestId) : isSending(summary) ? 'none yet' : 'no id'}
        </span>
        <span
          className="request-manager"
          data-only={isOnly || undefined}
          data-colour={request.managerColour}
        >
          <span className="swatch" aria-hidden />
          <span className="truncate">{request.managerName}</span>
        </span>
        <span className="row-end">{[nodes, time].filter(Boolean).join(' · ')}</span>
      </div>
      {why && (
        <div className="row-2">
          <FoundText why={why} />
        </div>
      )}
    </>
  );
});

/** The text that a request was found by, with the word marked in it. */
export function FoundText({ why: { before, match, after } }: { why: FoundBy }) {
  return (
    <span className="truncate found-text" title={`Found in: ${before}${match}${after}`}>
      {'Found in: '}
      {before}
      <mark>{match}</mark>
      {after}
    </span>
  );
}
