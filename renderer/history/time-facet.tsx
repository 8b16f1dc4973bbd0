import { useId } from 'react';
import { type FacetCounts, LATELY_DAYS, type ViewFilter } from '../../shared/history-query.ts';
import { count } from '../../shared/words.ts';
import { Chip, Chips } from '../ui/badge.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { DayInput } from '../ui/day-input.tsx';
import { dateOf } from '../ui/time.ts';
import { askedOf, dayBegins, dayEnds, isUpsideDown, LATELY_WORDS, NO_DAY } from './facet-choice.ts';
import { setFilter } from './requests-state.ts';

/** When the request was put on record: the last days, or from one day to another. */
export function TimeFacet({ filter, times }: { filter: ViewFilter; times: FacetCounts['times'] }) {
  const zone = useZone();
  const now = useNow();
  const nameId = useId();
  const { from, until } = askedOf(filter, now, zone);
  const noDay = isUpsideDown(filter);
  const most = Math.max(1, ...times.map((span) => span.count));
  /** Days by hand stay as they are, whatever day it is: what is lately is chosen no more. */
  const setDays = (days: Partial<Pick<ViewFilter, 'from' | 'until'>>) =>
    setFilter({ ...filter, from, until, lately: null, ...days });
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
        {LATELY_DAYS.map((days) => {
          const isOn = filter.lately === days;
          const lately = isOn ? null : days;
          return (
            <Chip
              key={days}
              on={isOn}
              onClick={() => setFilter({ ...filter, from: null, until: null, lately })}
            >
              {LATELY_WORDS[days]}
            </Chip>
          );
        })}
      </Chips>
      <div className="facet-days">
        <label htmlFor={`${nameId}-from`}>
          <span>Since</span>
          <DayInput
            id={`${nameId}-from`}
            value={from === null ? '' : dateOf(from, zone)}
            onDay={(day) => setDays({ from: dayBegins(day, zone) })}
          />
        </label>
        <label htmlFor={`${nameId}-until`}>
          <span>Until</span>
          <DayInput
            id={`${nameId}-until`}
            value={until === null ? '' : dateOf(until - 1, zone)}
            invalid={noDay}
            describedBy={noDay ? `${nameId}-why` : undefined}
            onDay={(day) => setDays({ until: dayEnds(day, zone) })}
          />
        </label>
      </div>
      {noDay && (
        <p id={`${nameId}-why`} className="field-error" role="alert">
          {NO_DAY}
        </p>
      )}
    </fieldset>
  );
}
