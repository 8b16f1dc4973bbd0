import { useId } from 'react';
import type { FacetCounts, HistoryFilter } from '../../shared/history-query.ts';
import { count } from '../../shared/words.ts';
import { Chip, Chips } from '../ui/badge.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { TextInput } from '../ui/field.tsx';
import { dateOf } from '../ui/time.ts';
import { dayBegins, dayEnds } from './facet-choice.ts';
import { setFilter } from './requests-state.ts';

const DAY_MS = 86_400_000;
const LATELY = [
  { label: 'Today', days: 1 },
  { label: '7 days', days: 7 },
  { label: '30 days', days: 30 },
];

/** When the request was put on record: the last days, or from one day to another. */
export function TimeFacet({
  filter,
  times,
}: {
  filter: HistoryFilter;
  times: FacetCounts['times'];
}) {
  const zone = useZone();
  const now = useNow();
  const nameId = useId();
  const { from, until } = filter;
  const most = Math.max(1, ...times.map((span) => span.count));
  const sinceOf = (days: number) => dayBegins(dateOf(now - (days - 1) * DAY_MS, zone), zone);
  return (
    <fieldset className="facet" aria-labelledby={nameId}>
      <h3 id={nameId}>Time</h3>
      {times.length > 1 && (
        <div className="facet-bars" aria-hidden>
          {times.map((span) => {
            const isOut =
              (from !== null && span.until <= from) || (until !== null && span.from >= until);
            const words = `${dateOf(span.from, 'utc')}: ${count(span.count, 'request')}`;
            return (
              <span
                key={span.from}
                title={words}
                data-out={isOut || undefined}
                style={{
                  height: `${span.count === 0 ? 0 : Math.max(8, (span.count / most) * 100)}%`,
                }}
              />
            );
          })}
        </div>
      )}
      <Chips label="Lately">
        {LATELY.map(({ label, days }) => {
          const since = sinceOf(days);
          const isOn = from !== null && from === since && until === null;
          return (
            <Chip
              key={label}
              on={isOn}
              onClick={() => setFilter({ ...filter, from: isOn ? null : since, until: null })}
            >
              {label}
            </Chip>
          );
        })}
      </Chips>
      <div className="facet-days">
        <label htmlFor={`${nameId}-from`}>
          <span>From</span>
          <TextInput
            id={`${nameId}-from`}
            type="date"
            value={from === null ? '' : dateOf(from, zone)}
            max={dateOf(now, zone)}
            onChange={({ target }) => setFilter({ ...filter, from: dayBegins(target.value, zone) })}
          />
        </label>
        <label htmlFor={`${nameId}-until`}>
          <span>Until</span>
          <TextInput
            id={`${nameId}-until`}
            type="date"
            value={until === null ? '' : dateOf(until - 1, zone)}
            onChange={({ target }) => setFilter({ ...filter, until: dayEnds(target.value, zone) })}
          />
        </label>
      </div>
    </fieldset>
  );
}
