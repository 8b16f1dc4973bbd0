import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Json } from '../../../shared/json.ts';
import type { MergeConflict, MergeSide } from '../../../shared/merge-record.ts';
import type { Copy } from '../lookup.ts';
import { MergeValue } from './merge-value.tsx';

type ConflictChoiceProps = {
  conflict: MergeConflict;
  chosen: MergeSide | null;
  onChoose: (side: MergeSide) => void;
  baseRevision: Json | undefined;
  copy: Copy;
  disabled: boolean;
};

/** One field that both changed: what it was, and whose is to stand. None is chosen before a person does. */
export function ConflictChoice({
  conflict,
  chosen,
  onChoose,
  baseRevision,
  copy,
  disabled,
}: ConflictChoiceProps) {
  const { label, base, mine, theirs } = conflict;
  const Icon = chosen ? IconCircleCheck : IconCircleDashed;
  const side = (which: MergeSide, title: string, value: Json | undefined) => (
    <label className="choice conflict-side">
      <input
        type="radio"
        name={`conflict ${label}`}
        value={which}
        checked={chosen === which}
        disabled={disabled}
        onChange={() => onChoose(which)}
      />
      <span>
        <b>{title}</b>{' '}
        <span className="conflict-value">
          <MergeValue
            value={value}
            other={base}
            state={which === 'mine' ? 'new' : 'moved'}
            copy={copy}
          />
        </span>
      </span>
    </label>
  );
  return (
    <fieldset className="conflict" data-chosen={chosen ?? undefined}>
      <legend className="conflict-head">
        <Icon size={15} aria-hidden />
        <span className="mono">{label}</span>
        <span className="conflict-state">
          {chosen === null
            ? 'not chosen yet'
            : chosen === 'mine'
              ? 'yours stands'
              : 'theirs stands'}
        </span>
      </legend>
      <div className="conflict-columns">
        <div className="conflict-base">
          <span className="conflict-title">
            Base{baseRevision === undefined ? '' : ` · revision ${String(baseRevision)}`}
          </span>
          <span className="conflict-value">
            <MergeValue isBase value={base} other={undefined} state="plain" copy={copy} />
          </span>
        </div>
        {side('mine', 'Keep mine', mine)}
        {side('theirs', 'Take theirs', theirs)}
      </div>
    </fieldset>
  );
}
