import { useEffect, useRef } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { Entity } from '../../shared/inventory.ts';
import { sameJson } from '../../shared/json.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { sentBody } from '../../shared/nsx/sent.ts';
import { EmptyState } from '../ui/states.tsx';
import { ChangeValue } from './change-value.tsx';
import { useDrafts } from './drafts.ts';
import type { FieldChange } from './field-changes.ts';
import { fieldChanges, filledIn } from './field-changes.ts';
import type { Copy } from './lookup.ts';
import { MergeOffer } from './merge/merge-offer.tsx';
import { MergeView } from './merge/merge-view.tsx';
import { MergedCard } from './merge/merged-card.tsx';
import type { Merger } from './merge/use-merge.ts';

type ChangesTabProps = {
  draft: Draft;
  view: ManagerView;
  copy: Copy;
  /** The object in the copy, where it is another one than the draft was made from. */
  live: Entity | null;
  merger: Merger;
};

/** Base, mine and, where the manager has moved on, live, field by field; and the merges, made or waiting. */
export function ChangesTab({ draft, view, copy, live, merger }: ChangesTabProps) {
  const { merging, merged = [] } = draft;
  const theirs = merging ? null : live;
  const changes =
    draft.base === null
      ? filledIn(draft)
      : fieldChanges(draft.base, sentBody(draft), theirs?.body ?? null);
  const records = [...merged].reverse();
  const kept = useDrafts((state) => state.versions[draft.id]);
  const title = useFocusOnMerge(merged.length);
  if (merging) {
    const readOnly = view.manager.readOnly;
    return <MergeView {...{ draft, merging, copy, merger, readOnly }} />;
  }
  return (
    <div className="changes">
      {live && <MergeOffer draft={draft} view={view} live={live} merger={merger} />}
      {records.slice(0, 1).map((record) => (
        <MergedCard
          key={record.at}
          record={record}
          copy={copy}
          titleRef={title}
          onAgain={againOf(record, kept, merger)}
        />
      ))}
      {changes.length === 0 ? (
        <EmptyState title={draft.base ? 'Nothing has changed' : 'Nothing is filled in yet'}>
          What you {draft.base ? 'change' : 'fill in'} in the form or in the JSON is listed here,
          field by field
          {draft.base && `, against revision ${String(draft.base._revision ?? '?')}`}.
        </EmptyState>
      ) : (
        <ChangesTable draft={draft} changes={changes} live={theirs} copy={copy} />
      )}
      {records.slice(1).map((record) => (
        <MergedCard key={record.at} record={record} copy={copy} />
      ))}
    </div>
  );
}

/** The last merge is chosen on again from what the draft was before it. */
function againOf(
  { choices, before }: NonNullable<Draft['merged']>[number],
  kept: readonly { key: number }[] | undefined,
  merger: Merger,
): (() => void) | undefined {
  const isKept = before !== undefined && kept?.some(({ key }) => key === before);
  if (choices.length === 0 || !isKept) return undefined;
  return () => void merger.restore(before);
}

/** The last choice takes the choices off the screen: the sentence that says what came of it gets the focus. */
function useFocusOnMerge(merges: number) {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef(merges);
  useEffect(() => {
    if (merges > before.current) title.current?.focus();
    before.current = merges;
  }, [merges]);
  return title;
}

type ChangesTableProps = {
  draft: Draft;
  changes: readonly FieldChange[];
  live: Entity | null;
  copy: Copy;
};

function ChangesTable({ draft, changes, live, copy }: ChangesTableProps) {
  const created = draft.operation === 'create';
  return (
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
