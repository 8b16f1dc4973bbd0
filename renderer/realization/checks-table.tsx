import { IconChevronRight } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { CheckRow } from '../../shared/check-rows.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { durationText, failureInShort, shortId } from '../../shared/words.ts';
import { useZone } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { isoLines, preciseClockOf } from '../ui/time.ts';
import { useCheckAsked } from './check-asked.ts';
import { Space, useLongRows } from './long-rows.tsx';
import { RawStateBadge } from './verdict-badge.tsx';
import './checks-table.css';

const COLUMNS = 7;

interface ChecksTableProps {
  rows: readonly CheckRow[];
  /** What the times are counted from. */
  since: 'Since sent' | 'Since followed';
  sessions: RequestSummary['sessions'];
  /** The last row is where a replay stands. */
  isReplayed?: boolean;
}

/** Every check in words and numbers: the accessible twin of the lanes. A row opens to the answer, verbatim. */
export function ChecksTable(props: ChecksTableProps) {
  const { rows, sessions, isReplayed = false } = props;
  const names = sessions.length > 1 ? namesOf(sessions) : null;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const { scroller, isLong, indexes, before, after, measure, show } = useLongRows(rows.length);
  useAskedRow(rows, scroller, (index) => {
    setOpened((was) => new Set(was).add(index));
    show(index);
  });
  if (rows.length === 0) {
    return <p className="checks-none">No check was made yet.</p>;
  }
  const toggle = (index: number) =>
    setOpened((was) => {
      const next = new Set(was);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  return (
    <div ref={scroller} className="table-scroll" data-long={isLong || undefined}>
      <table className="table checks" aria-label="Checks" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="num">
              #
            </th>
            <th scope="col">Time</th>
            <th scope="col" className="num">
              {props.since}
            </th>
            {names && <th scope="col">Session</th>}
            <th scope="col">State</th>
            <th scope="col" className="num">
              In sync
            </th>
            <th scope="col" className="num">
              Answer in
            </th>
            <th scope="col">What changed</th>
          </tr>
        </thead>
        <Space height={before} />
        {indexes.map((index) => {
          const row = rows[index];
          return (
            row && (
              <tbody
                key={index}
                ref={measure}
                data-index={index}
                data-current={(isReplayed && index === rows.length - 1) || undefined}
              >
                <Row
                  row={row}
                  names={names}
                  at={index + 2}
                  open={opened.has(index)}
                  onToggle={() => toggle(index)}
                />
              </tbody>
            )
          );
        })}
        <Space height={after} />
      </table>
    </div>
  );
}

/** A check that was asked for is opened and has the focus, as soon as its row is drawn. */
function useAskedRow(
  rows: readonly CheckRow[],
  scroller: RefObject<HTMLDivElement | null>,
  open: (index: number) => void,
): void {
  const asked = useCheckAsked(({ at }) => at);
  const due = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each that is asked for
  useEffect(() => {
    if (asked === null) return;
    useCheckAsked.setState({ at: null });
    const index = rows.findIndex(
      ({ type, at }) => type !== 'gap' && type !== 'note' && at === asked,
    );
    if (index === -1) return;
    due.current = index;
    open(index);
  }, [asked]);
  useEffect(() => {
    if (due.current === null) return;
    const row = scroller.current?.querySelector(`[data-index="${due.current}"]`);
    const toggle = row?.querySelector<HTMLElement>('.checks-toggle');
    if (!toggle) return;
    due.current = null;
    toggle.focus();
  });
}

type Names = ReadonlyMap<string, string> | null;

function namesOf(sessions: RequestSummary['sessions']): ReadonlyMap<string, string> {
  return new Map(sessions.map(({ id, name }) => [id, name ?? shortId(id)]));
}

interface RowProps {
  row: CheckRow;
  names: Names;
  /** Its place in the table, for screen readers: the head is 1. */
  at: number;
  open: boolean;
  onToggle: () => void;
}

function Row({ row, names, at, open, onToggle }: RowProps) {
  const columns = names ? COLUMNS + 1 : COLUMNS;
  const zone = useZone();
  const exchange = row.type === 'check' || row.type === 'not-asked' ? row.exchange : null;
  const time = (
    <td className="mono" title={isoLines(row.at, zone).join('\n')}>
      {preciseClockOf(row.at, zone)}
    </td>
  );
  const since = <td className="num mono">+{durationText(row.sinceSentMs)}</td>;
  if (row.type === 'gap' || row.type === 'note') {
    return (
      <tr className="checks-note" aria-rowindex={at} data-type={row.type}>
        <td />
        {time}
        {since}
        <td colSpan={columns - 3}>{row.text}</td>
      </tr>
    );
  }
  return (
    <Fragment>
      <tr aria-rowindex={at} data-type={row.type} data-open={open || undefined}>
        <td className="num checks-no">
          {exchange ? (
            <button
              type="button"
              className="checks-toggle"
              aria-expanded={open}
              aria-label={`${row.type === 'check' ? `Check ${row.no}` : 'Attempt'}: show the answer`}
              onClick={onToggle}
            >
              <IconChevronRight size={13} stroke={2} aria-hidden />
              {row.type === 'check' ? row.no : '–'}
            </button>
          ) : (
            '–'
          )}
        </td>
        {time}
        {since}
        {names && <td>{row.sessionId === null ? '' : names.get(row.sessionId)}</td>}
        {row.type === 'check' ? (
          <>
            <td>
              <RawStateBadge
                verdict={row.verdict}
                rawState={row.rawState}
                share={row.total === 0 ? 0 : row.done / row.total}
              />
            </td>
            <td className="num">{row.total === 0 ? '–' : `${row.done}/${row.total}`}</td>
            <td className="num">{durationText(row.exchange.durationMs)}</td>
            <td className="checks-changed" title={row.changed}>
              {row.changed}
            </td>
          </>
        ) : (
          <>
            <td>
              <RawStateBadge verdict="not-asked" />
            </td>
            <td className="num">–</td>
            <td className="num">–</td>
            <td className="checks-changed">
              {failureInShort(row.failure)}
              {row.nextAt === null
                ? '; not tried again by itself'
                : `; next try ${preciseClockOf(row.nextAt, zone).slice(0, 8)}`}
            </td>
          </>
        )}
      </tr>
      {open && exchange && (
        <tr className="checks-answer">
          <td colSpan={columns}>
            <p>
              <code>
                {exchange.method} {exchange.url}
              </code>
            </p>
            <p className="muted">
              Answered {exchange.status ?? 'without a status'} in{' '}
              {durationText(exchange.durationMs)}
              <CopyButton value={exchange.body} what="the answer" />
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{exchange.body === '' ? '(empty)' : exchange.body}</pre>
          </td>
        </tr>
      )}
    </Fragment>
  );
}
