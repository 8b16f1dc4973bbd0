import type { ReactNode } from 'react';
import type { Change } from '../../shared/changes.ts';
import { changesBetween } from '../../shared/changes.ts';
import type { Json } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { Request } from '../../shared/request.ts';
import { MergedCard } from '../draft/merge/merged-card.tsx';
import { Tag } from '../ui/badge.tsx';
import './changes-tab.css';

/** Ids stand as they were: what they are called now says nothing about then. */
const NO_COPY = {};

const LEAD: Record<Request['method'], string> = {
  POST: 'A new object: every field as it was sent.',
  PUT: 'Against the copy that the draft was made from. What is not named here went back as it was read.',
  DELETE: 'The object as it was last read before it was deleted.',
};

/** What this request changed, in the manager's own field names: before and after, side by side. */
export function ChangesTab({ request }: { request: Request }) {
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
      <p className="muted">{LEAD[method]}</p>
      {changes.length === 0 ? (
        <p className="muted">No field differs from what was read before.</p>
      ) : (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Field</th>
                {method !== 'POST' && <th scope="col">Before</th>}
                {method !== 'DELETE' && <th scope="col">{method === 'POST' ? 'Sent' : 'After'}</th>}
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.label}>
                  <th scope="row" className="mono changes-field">
                    {change.label}
                  </th>
                  {method !== 'POST' && (
                    <td>
                      <Side side="before" change={change} marked={method === 'PUT'} />
                    </td>
                  )}
                  {method !== 'DELETE' && (
                    <td>
                      <Side side="after" change={change} marked={method === 'PUT'} />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

interface SideProps {
  side: 'before' | 'after';
  change: Change;
  /** What only this side has is in colour; a whole object that came or went is not. */
  marked: boolean;
}

/** One side of a change; of a list, its items. */
function Side({ side, change, marked }: SideProps): ReactNode {
  const value = change[side];
  if (value === undefined) return <span className="muted">not there</span>;
  const own = side === 'before' ? 'bad' : 'new';
  if (!Array.isArray(value) || value.length === 0) {
    return <Tag state={marked ? own : 'plain'}>{brief(value)}</Tag>;
  }
  const moved = (side === 'before' ? change.removed : change.added) ?? value;
  const only = new Set(marked ? moved.map(brief) : []);
  return (
    <ul className="changes-items">
      {value.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of one stored body
        <li key={index}>
          <Tag state={only.has(brief(item)) ? own : 'plain'}>{brief(item)}</Tag>
        </li>
      ))}
    </ul>
  );
}

/** A value on one line; an object with one field (`{ "subnet": … }`) is that field's value. */
function brief(value: Json): string {
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (isObject(value)) {
    const fields = Object.values(value);
    if (fields.length === 1 && typeof fields[0] === 'string') return fields[0];
  }
  return JSON.stringify(value);
}
