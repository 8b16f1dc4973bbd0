import type { ReactNode } from 'react';
import type { Change } from '../../shared/changes.ts';
import { changesBetween } from '../../shared/changes.ts';
import type { Json } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { Request } from '../../shared/request.ts';
import { Tag } from '../ui/badge.tsx';
import './changes-tab.css';

const LEAD: Record<Request['method'], string> = {
  POST: 'A new object: every field as it was sent.',
  PUT: 'Against the copy that the draft was made from. What is not named here went back as it was read.',
  DELETE: 'The object as it was last read before it was deleted.',
};

/** What this request changed, in the manager's own field names: before and after, side by side. */
export function ChangesTab({ request }: { request: Request }) {
  const { method, bodyBefore, bodyAfter } = request;
  const changes = changesBetween(method === 'POST' ? null : bodyBefore, bodyAfter);
  return (
    <div className="changes">
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
                      <Side change={change} value={change.before} moved={change.removed} gone />
                    </td>
                  )}
                  {method !== 'DELETE' && (
                    <td>
                      <Side change={change} value={change.after} moved={change.added} />
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
  change: Change;
  value: Json | undefined;
  /** For lists: the items that only this side has. */
  moved: Json[] | undefined;
  gone?: boolean;
}

/** One side of a change; of a list, its items, those that only this side has in colour. */
function Side({ change, value, moved, gone = false }: SideProps): ReactNode {
  if (value === undefined) return <span className="muted">not there</span>;
  if (Array.isArray(value) && value.length > 0) {
    const only = new Set((moved ?? (change.kind === 'changed' ? [] : value)).map(brief));
    return (
      <ul className="changes-items">
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of one stored body
          <li key={index}>
            <Tag state={only.has(brief(item)) ? (gone ? 'bad' : 'new') : 'plain'}>
              {brief(item)}
            </Tag>
          </li>
        ))}
      </ul>
    );
  }
  return <Tag state={gone ? 'bad' : 'new'}>{brief(value)}</Tag>;
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
