import { IconEqual, IconEqualNot, IconEyeOff, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CompareGroup, CompareRow, GroupId, RowState } from '../../shared/compare.ts';
import { count } from '../../shared/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CompareValue } from './compare-value.tsx';

const TITLES: Record<GroupId, string> = {
  request: 'Request',
  sent: 'What was sent',
  before: 'What was there before',
  answer: 'Answer',
  realization: 'Realization',
  nodes: 'Transport nodes',
};
const NOTHING: Record<GroupId, string> = {
  request: '',
  sent: 'Neither sent a body.',
  before: 'There was nothing before: both made a new object.',
  answer: 'Neither was answered yet.',
  realization: '',
  nodes: 'No check of either has named a transport node.',
};
const STATES: Record<RowState, { words: string; Icon: typeof IconEqual }> = {
  same: { words: 'the same', Icon: IconEqual },
  changed: { words: 'differs', Icon: IconEqualNot },
  'only-first': { words: 'only at the left', Icon: IconMinus },
  'only-second': { words: 'only at the right', Icon: IconPlus },
  hidden: { words: 'can’t be compared', Icon: IconEyeOff },
};

/** Rows of one group that are drawn before one asks for the rest. */
const ROWS_SHOWN = 150;

interface GroupProps {
  group: CompareGroup;
  onlyDifferences: boolean;
  /** What the two columns are called. */
  sides: readonly [string, string];
}

/** One group of what is compared: a table with both sides, what differs first. */
export function CompareGroupCard({ group, onlyDifferences, sides }: GroupProps) {
  const [isWhole, setWhole] = useState(false);
  const { id, rows, unknown } = group;
  const differing = rows.filter(({ state }) => state !== 'same');
  const wanted = onlyDifferences ? differing : rows;
  const shown = isWhole ? wanted : wanted.slice(0, ROWS_SHOWN);
  const alike = rows.length - differing.length;
  return (
    <Card title={TITLES[id]} note={noteOf(differing.length, rows.length)} padded={false}>
      {unknown !== null && (
        <p className="compare-none">
          {unknown === 'first' ? 'The left one' : 'The right one'} was sent elsewhere: its fields
          are not known here.
        </p>
      )}
      {unknown === null && rows.length === 0 && <p className="compare-none">{NOTHING[id]}</p>}
      {rows.length > 0 && shown.length === 0 && (
        <p className="compare-none">No difference: {alikeText(alike)}.</p>
      )}
      {shown.length > 0 && (
        <table className="table compare-table" aria-label={TITLES[id]}>
          <thead>
            <tr>
              <th scope="col" className="compare-mark">
                <span className="visually-hidden">How they stand</span>
              </th>
              <th scope="col" className="compare-label">
                {id === 'nodes' ? 'Transport node' : 'Field'}
              </th>
              {sides.map((side) => (
                <th key={side} scope="col">
                  {side}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <Row
                // biome-ignore lint/suspicious/noArrayIndexKey: two nodes may have one name
                key={`${index} ${row.label}`}
                row={row}
                isField={id === 'sent' || id === 'before'}
              />
            ))}
          </tbody>
        </table>
      )}
      {wanted.length > shown.length && (
        <p className="compare-none">
          <LinkButton onClick={() => setWhole(true)}>
            Show {count(wanted.length - shown.length, 'more row')}
          </LinkButton>
        </p>
      )}
    </Card>
  );
}

function noteOf(differing: number, all: number): string | undefined {
  if (all === 0) return undefined;
  return differing === 0 ? 'no difference' : `${differing} of ${all} differ`;
}

function alikeText(alike: number): string {
  return alike === 1 ? 'the one field is the same' : `all ${alike} fields are the same`;
}

function Row({ row, isField }: { row: CompareRow; isField: boolean }) {
  const { words, Icon } = STATES[row.state];
  return (
    <tr data-state={row.state}>
      <td className="compare-mark">
        <Icon size={15} role="img" aria-label={words} />
      </td>
      <th scope="row" className={isField ? 'mono compare-label' : 'compare-label'}>
        {row.label}
      </th>
      {row.state === 'hidden' ? (
        <td colSpan={2}>
          <span className="muted">
            replaced on record, as every secret is: whether it was the same is not known
          </span>
        </td>
      ) : (
        <>
          <td>
            <CompareValue row={row} side="first" marked={isField} />
          </td>
          <td>
            <CompareValue row={row} side="second" marked={isField} />
          </td>
        </>
      )}
    </tr>
  );
}
