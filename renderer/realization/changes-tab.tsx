import { changesBetween } from '../../shared/changes.ts';
import { type Effect, effectOf } from '../../shared/object-history.ts';
import type { Request, RequestSummary } from '../../shared/request.ts';
import { MergedCard } from '../draft/merge/merged-card.tsx';
import { ChangesTable } from './changes-table.tsx';
import './changes-tab.css';

/** Ids stand as they were: what they are called now says nothing about then. */
const NO_COPY = {};

const LEAD: Record<Request['method'], [made: string, asked: string]> = {
  POST: ['A new object: every field as it was sent.', 'A new object was asked for.'],
  PUT: ['', 'This change was asked for.'],
  DELETE: [
    'The object as it was last read before it was deleted.',
    'The object, as it was last read, was to be deleted.',
  ],
};

/** What the table is about; of what did not happen it says so. */
export function leadOf({ method, draftId }: Request, effect: Effect): string {
  const [made, asked] = LEAD[method];
  const against =
    method !== 'PUT'
      ? ''
      : draftId === null
        ? ' Against the object as it was read before it was sent.'
        : ' Against the copy that the draft was made from.';
  if (effect === 'none') return `${asked} It was not made.${against}`;
  if (effect === 'uncertain') return `${asked} Whether NSX has made it is not known.${against}`;
  return `${made}${against}${method === 'PUT' ? ' What is not named here went back as it was read.' : ''}`.trim();
}

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
