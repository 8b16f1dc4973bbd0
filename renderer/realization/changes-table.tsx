import type { ReactNode } from 'react';
import { changeSides } from '../../shared/change-words.ts';
import type { Change } from '../../shared/changes.ts';
import type { Json } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import type { Request } from '../../shared/request.ts';
import { Tag } from '../ui/badge.tsx';
import './changes-tab.css';

type TableProps = {
  changes: readonly Change[];
  method: Request['method'];
  /** NSX has made the change; false: it was asked for, and did not happen or is not known to have. */
  isMade?: boolean;
};

/** Fields that differ: before and after, side by side; what was made has no before, what was deleted no after. */
export function ChangesTable({ changes, method, isMade = true }: TableProps) {
  const sides = changeSides(method, isMade);
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Field</th>
            {sides.before !== null && <th scope="col">{sides.before}</th>}
            {sides.after !== null && <th scope="col">{sides.after}</th>}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.label}>
              <th scope="row" className="mono changes-field">
                {change.label}
              </th>
              {sides.before !== null && (
                <td>
                  <Side side="before" change={change} marked={method === 'PUT'} />
                </td>
              )}
              {sides.after !== null && (
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

/**
 * A value on one line: of an object with one field (`{ "subnet": … }`) that field's value, a tag as `scope: tag`, any
 * other object its fields by name, without what NSX counts itself.
 */
export function brief(value: Json): string {
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map(brief).join(', ');
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([name]) => !name.startsWith('_'));
  const [first] = fields;
  if (fields.length === 1 && typeof first?.[1] === 'string') return first[1];
  const { scope, tag } = value;
  if (fields.length === 2 && typeof scope === 'string' && typeof tag === 'string') {
    return scope === '' ? tag : `${scope}: ${tag}`;
  }
  return fields.length === 0
    ? '{}'
    : fields.map(([name, field]) => `${name} ${brief(field)}`).join(' · ');
}
