import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { CheckRow } from '../../shared/check-rows.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { durationText, failureInShort, shortId } from '../../shared/words.ts';
import { Button } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { isoWithOffset, preciseClockOf } from '../ui/time.ts';
import { RawStateBadge } from './verdict-badge.tsx';
import './checks-table.css';

const COLUMNS = 7;
/** So many rows are drawn at once; a watch of a day has thousands. */
const HEAD_ROWS = 20;
const TAIL_ROWS = 120;

/** Every check in words and numbers: the accessible twin of the lanes. A row opens to the answer, verbatim. */
export function ChecksTable({
  rows,
  sessions,
  since,
}: {
  rows: readonly CheckRow[];
  /** What the times are counted from. */
  since: 'Since sent' | 'Since followed';
  sessions: RequestSummary['sessions'];
}) {
  const names = sessions.length > 1 ? namesOf(sessions) : null;
  const columns = names ? COLUMNS + 1 : COLUMNS;
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, rows.length - HEAD_ROWS - TAIL_ROWS);
  if (rows.length === 0) {
    return <p className="checks-none">No check was made yet.</p>;
  }
  return (
    <div className="table-scroll">
      <table className="table checks">
        <thead>
          <tr>
            <th scope="col" className="num">
              #
            </th>
            <th scope="col">Time</th>
            <th scope="col" className="num">
              {since}
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
        <tbody>
          {rows.map((row, index) => {
            if (index >= HEAD_ROWS && index < HEAD_ROWS + hidden) {
              return index === HEAD_ROWS ? (
                <tr key="hidden" className="checks-hidden">
                  <td colSpan={columns}>
                    <Button kind="quiet" size="small" onClick={() => setAll(true)}>
                      Show {hidden.toLocaleString('en')} more
                    </Button>
                  </td>
                </tr>
              ) : null;
            }
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever appended
            return <Row key={index} row={row} names={names} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

type Names = ReadonlyMap<string, string> | null;

function namesOf(sessions: RequestSummary['sessions']): ReadonlyMap<string, string> {
  return new Map(sessions.map(({ id, name }) => [id, name ?? shortId(id)]));
}

function Row({ row, names }: { row: CheckRow; names: Names }) {
  const columns = names ? COLUMNS + 1 : COLUMNS;
  const [open, setOpen] = useState(false);
  const zone = useZone();
  const exchange = row.type === 'check' || row.type === 'not-asked' ? row.exchange : null;
  const time = (
    <td className="mono" title={isoWithOffset(row.at, zone)}>
      {preciseClockOf(row.at, zone)}
    </td>
  );
  const since = <td className="num mono">+{durationText(row.sinceSentMs)}</td>;
  if (row.type === 'gap' || row.type === 'note') {
    return (
      <tr className="checks-note" data-type={row.type}>
        <td />
        {time}
        {since}
        <td colSpan={columns - 3}>{row.text}</td>
      </tr>
    );
  }
  return (
    <Fragment>
      <tr data-type={row.type} data-open={open || undefined}>
        <td className="num checks-no">
          {exchange ? (
            <button
              type="button"
              className="checks-toggle"
              aria-expanded={open}
              aria-label={`${row.type === 'check' ? `Check ${row.no}` : 'Attempt'}: show the answer`}
              onClick={() => setOpen(!open)}
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
