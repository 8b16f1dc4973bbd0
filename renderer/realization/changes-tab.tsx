import { leadOf } from '../../shared/change-words.ts';
import { changesBetween } from '../../shared/changes.ts';
import { effectOf } from '../../shared/object-history.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { MergedCard } from '../draft/merge/merged-card.tsx';
import { ChangesTable } from './changes-table.tsx';
import './changes-tab.css';

/** Ids stand as they were: what they are called now says nothing about then. */
const NO_COPY = {};

/** What this request changed, in the manager's own field names: before and after, side by side. */
export function ChangesTab({ summary }: { summary: RequestSummary }) {
  const { request } = summary;
  const effect = effectOf(summary);
  const { method, bodyBefore, bodyAfter } = request;
  if (request.origin === 'elsewhere') {
    return <p className="checks-none">It was sent elsewhere: what it changed is not known here.</p>;
  }
  const changes = changesBetween(method === 'POST' ? null : bodyBefore, bodyAfter);
  return (
    <div className="changes">
      {request.merged?.toReversed().map((record) => (
        <MergedCard key={record.at} record={record} copy={NO_COPY} />
      ))}
      <p className="muted">{leadOf(request, effect)}</p>
      {changes.length === 0 ? (
        <p className="muted">No field differs from what was read before.</p>
      ) : (
        <ChangesTable changes={changes} method={method} isMade={effect === 'applied'} />
      )}
    </div>
  );
}
