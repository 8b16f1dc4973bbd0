import type { ReactNode } from 'react';
import type { Change } from '../../shared/changes.ts';
import type { Json } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { Request } from '../../shared/request.ts';
import { Tag } from '../ui/badge.tsx';
import './changes-tab.css';

type TableProps = { changes: readonly Change[]; method: Request['method'] };

/** Fields that differ: before and after, side by side; what was made has no before, what was deleted no after. */
export function ChangesTable({ changes, method }: TableProps) {
  return (
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
