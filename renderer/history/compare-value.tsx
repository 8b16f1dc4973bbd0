import { useState } from 'react';
import type { CompareRow } from '../../shared/compare.ts';
import type { Json } from '../../shared/json.ts';
import { durationText } from '../../shared/words.ts';
import { brief } from '../realization/changes-table.tsx';
import { Tag } from '../ui/badge.tsx';
import { LinkButton } from '../ui/button.tsx';

/** Items of a list that are shown before one asks for the rest. */
const ITEMS_SHOWN = 24;

interface ValueProps {
  row: CompareRow;
  side: 'first' | 'second';
  /** What only this side has is in colour. Never verdicts and answers: there green would say that it is well. */
  marked: boolean;
}

/** One side of a field: its value; of a list that differs, what only this side has, and how much is the same. */
export function CompareValue({ row, side, marked }: ValueProps) {
  const value = row[side];
  if (value === undefined) return <span className="muted">not there</span>;
  const state = row.state === 'same' || !marked ? 'plain' : side === 'first' ? 'bad' : 'new';
  if (!Array.isArray(value) || value.length === 0) {
    return (
      <>
        <Tag state={state}>{brief(value)}</Tag>
        {side === 'second' && row.longerMs !== undefined && (
          <span className="compare-longer">
            {durationText(Math.abs(row.longerMs))}{' '}
            {row.isWithin
              ? 'apart: closer than two checks'
              : row.longerMs > 0
                ? 'longer'
                : 'shorter'}
          </span>
        )}
      </>
    );
  }
  const own = side === 'first' ? row.onlyFirst : row.onlySecond;
  if (row.state !== 'changed' || !own) return <Items items={value} state={state} />;
  const isOrder =
    own.length === 0 && (row.onlyFirst?.length ?? 0) + (row.onlySecond?.length ?? 0) === 0;
  if (isOrder) return <Items items={value} state="plain" note="in this order" />;
  const alike = value.length - own.length;
  return (
    <Items
      items={own}
      state={state}
      note={alike > 0 ? `${own.length > 0 ? 'and ' : ''}${alike} that both have` : ''}
    />
  );
}

function Items({
  items,
  state,
  note = '',
}: {
  items: readonly Json[];
  state: 'plain' | 'bad' | 'new';
  note?: string;
}) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, ITEMS_SHOWN);
  const more = items.length - shown.length;
  return (
    <ul className="compare-items">
      {shown.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of one stored body
        <li key={index}>
          <Tag state={state}>{brief(item)}</Tag>
        </li>
      ))}
      {more > 0 && (
        <li>
          <LinkButton onClick={() => setWhole(true)}>{more} more</LinkButton>
        </li>
      )}
      {note && <li className="muted">{note}</li>}
    </ul>
  );
}
