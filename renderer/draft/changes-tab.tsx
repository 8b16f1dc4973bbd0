import type { Draft } from '../../shared/draft.ts';
import type { Entity } from '../../shared/inventory.ts';
import { sameJson } from '../../shared/json.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState, Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { ChangeValue } from './change-value.tsx';
import type { FieldChange } from './field-changes.ts';
import { fieldChanges } from './field-changes.ts';
import type { Copy } from './lookup.ts';

type ChangesTabProps = {
  draft: Draft;
  copy: Copy;
  /** The object in the copy, where it is another one than the draft was made from. */
  live: Entity | null;
  onRebase: () => void;
  rebasing: boolean;
};

/** Base, mine and, where the manager has moved on, live, field by field. */
export function ChangesTab({ draft, copy, live, onRebase, rebasing }: ChangesTabProps) {
  const changes = fieldChanges(draft.base ?? {}, draft.body, live?.body ?? null);
  const created = draft.operation === 'create';
  return (
    <div className="changes">
      {live && (
        <Notice
          tone="warning"
          title="The session has changed on the manager since this draft was made"
          actions={
            <Button size="small" onClick={onRebase} busy={rebasing}>
              Take the live revision
            </Button>
          }
        >
          <p>
            Taking it keeps every field that you changed, and takes the rest as it is live. Read{' '}
            <TimeText at={live.readAt} />.
          </p>
        </Notice>
      )}
      {changes.length === 0 ? (
        <EmptyState title="Nothing has changed">
          What you change in the form or in the JSON is listed here, field by field, against
          revision {String(draft.base?._revision ?? '?')}.
        </EmptyState>
      ) : (
        <div className="card table-scroll">
          <table className="table changes-table">
            <thead>
              <tr>
                <th>Field</th>
                {!created && (
                  <th>
                    Base
                    {draft.base?._revision !== undefined &&
                      ` · revision ${String(draft.base._revision)}`}
                  </th>
                )}
                <th>Mine</th>
                {live && <th>Live · revision {String(live.body._revision ?? '?')}</th>}
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <Row
                  key={change.label}
                  change={change}
                  copy={copy}
                  created={created}
                  withLive={live !== null}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({
  change,
  copy,
  created,
  withLive,
}: {
  change: FieldChange;
  copy: Copy;
  created: boolean;
  withLive: boolean;
}) {
  const { label, base, mine, live } = change;
  const both = withLive && !sameJson(base, mine) && !sameJson(base, live) && !sameJson(mine, live);
  return (
    <tr>
      <td className="mono changes-field">
        {label}
        {both && <span className="changes-both">changed on both sides</span>}
      </td>
      {!created && (
        <td>
          <ChangeValue
            value={base}
            other={mine}
            copy={copy}
            state={sameJson(base, mine) ? 'plain' : 'gone'}
          />
        </td>
      )}
      <td>
        <ChangeValue
          value={mine}
          other={base}
          copy={copy}
          state={sameJson(base, mine) ? 'plain' : 'new'}
        />
      </td>
      {withLive && (
        <td>
          <ChangeValue
            value={live}
            other={base}
            copy={copy}
            state={sameJson(base, live) ? 'plain' : 'moved'}
          />
        </td>
      )}
    </tr>
  );
}
