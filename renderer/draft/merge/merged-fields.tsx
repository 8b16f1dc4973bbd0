import type { MergeChoice, MergedField } from '../../../shared/merge-record.ts';
import type { Copy } from '../lookup.ts';
import { ListMoves, MergeValue } from './merge-value.tsx';
import { whoseWords } from './merge-words.ts';

type MergedFieldsProps = {
  fields: readonly MergedField[];
  choices?: readonly MergeChoice[];
  /** Who changed it on the manager. */
  who: string;
  copy: Copy;
};

const ORDER = { theirs: 0, both: 1, mine: 2 } as const;

/** What was chosen and what came together by itself: which field, whose change, and what it is now. */
export function MergedFields({ fields, choices = [], who, copy }: MergedFieldsProps) {
  const sorted = [...fields].sort((a, b) => ORDER[a.by] - ORDER[b.by]);
  return (
    <div className="table-scroll">
      <table className="table changes-table merged-table">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Changed by</th>
            <th scope="col">Base</th>
            <th scope="col">Merged</th>
          </tr>
        </thead>
        <tbody>
          {choices.map((choice) => (
            <ChosenRow key={choice.label} choice={choice} who={who} copy={copy} />
          ))}
          {sorted.map((field) => (
            <FieldRow key={`${field.label} ${field.by}`} field={field} who={who} copy={copy} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChosenRow({ choice, who, copy }: { choice: MergeChoice; who: string; copy: Copy }) {
  const { label, side, base } = choice;
  const other = side === 'mine' ? 'theirs' : 'mine';
  return (
    <tr>
      <th scope="row" className="mono changes-field">
        {label}
      </th>
      <td className="merged-who">
        <b>{side === 'mine' ? 'yours' : whoseWords('theirs', who)}</b>
        <div className="muted small">chosen</div>
      </td>
      <td>
        <MergeValue isBase value={base} other={choice[side]} state="gone" copy={copy} />
      </td>
      <td>
        <MergeValue
          value={choice[side]}
          other={base}
          state={side === 'mine' ? 'new' : 'moved'}
          copy={copy}
        />
        <div className="merge-instead">
          <span className="muted small">not {side === 'mine' ? 'theirs' : 'yours'}:</span>{' '}
          <MergeValue value={choice[other]} other={base} state="plain" copy={copy} />
        </div>
      </td>
    </tr>
  );
}

function FieldRow({ field, who, copy }: { field: MergedField; who: string; copy: Copy }) {
  const { label, by, before, after, added, removed } = field;
  const state = by === 'mine' ? 'new' : 'moved';
  return (
    <tr>
      <th scope="row" className="mono changes-field">
        {label}
      </th>
      <td className="merged-who">{whoseWords(by, who)}</td>
      <td>
        <MergeValue isBase value={before} other={after} state="gone" copy={copy} />
      </td>
      <td>
        {added && removed ? (
          <ListMoves added={added} removed={removed} state={state} copy={copy} />
        ) : (
          <MergeValue value={after} other={before} state={state} copy={copy} />
        )}
      </td>
    </tr>
  );
}
