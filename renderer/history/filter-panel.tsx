import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import {
  FACETS,
  type Facet,
  type FacetCounts,
  type ViewFilter,
} from '../../shared/history-query.ts';
import { wasNeverSaved } from '../../shared/manager.ts';
import { useManagerStore } from '../manager/manager-store.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { LoadingState } from '../ui/states.tsx';
import {
  chipsOf,
  FACET_NAME,
  labelOf,
  orderValues,
  shownAtFirst,
  toggleValue,
} from './facet-choice.ts';
import './filter-panel.css';
import { clearChoice, setFilter, useRequests } from './requests-state.ts';
import { TimeFacet } from './time-facet.tsx';
import type { FacetsState } from './use-facets.ts';

/** Every facet with its counts. Esc closes it. */
export function FilterPanel({
  id,
  facets: { counts, failure, again },
  onClose,
}: {
  id: string;
  facets: FacetsState;
  onClose: () => void;
}) {
  const filter = useRequests((state) => state.filter);
  const close = useRef<HTMLButtonElement>(null);
  const isNarrowed = chipsOf(filter, {}, 'utc').length > 0;
  // Who opened it goes into it; who comes back to the screen stays where they are.
  useEffect(() => {
    if (document.activeElement?.getAttribute('aria-controls') === id) close.current?.focus();
  }, [id]);
  return (
    <section
      id={id}
      className="filter-panel"
      aria-label="Filter"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className="filter-head">
        <h2>Filter</h2>
        {isNarrowed && (
          <Button
            kind="quiet"
            size="small"
            onClick={() => {
              clearChoice();
              close.current?.focus();
            }}
          >
            Clear all
          </Button>
        )}
        <IconButton
          ref={close}
          small
          label="Close the filter"
          icon={<IconX size={15} />}
          onClick={onClose}
        />
      </header>
      <div className="filter-scroll">
        {failure && (
          <FailureBanner
            failure={failure}
            actions={
              <Button size="small" onClick={again}>
                Count again
              </Button>
            }
          />
        )}
        {counts === null && !failure && <LoadingState label="Counting" />}
        {counts !== null && (
          <>
            <TimeFacet filter={filter} times={counts.times} />
            {FACETS.map((facet) => (
              <FacetGroup key={facet} facet={facet} filter={filter} counts={counts} />
            ))}
          </>
        )}
      </div>
    </section>
  );
}

function FacetGroup({
  facet,
  filter,
  counts,
}: {
  facet: Facet;
  filter: ViewFilter;
  counts: FacetCounts;
}) {
  const labels = useRequests((state) => state.labels);
  const known = useManagerStore((state) => state.byId);
  const [isWhole, setIsWhole] = useState(false);
  const nameId = useId();
  const chosen: readonly string[] = filter[facet];
  const counted = counts.facets[facet];
  // What is chosen stays in sight, also where it would leave nothing.
  const gone = chosen.filter((value) => !counted.some((one) => one.value === value));
  const all = orderValues(
    facet,
    [...counted, ...gone.map((value) => ({ value, count: 0 }))],
    labels,
  );
  const shown = isWhole ? all : shownAtFirst(all, chosen);
  // One that all have is no choice; no mark at all is none either.
  if (all.length === 0 || (facet === 'marks' && all.every(({ value }) => value === 'none'))) {
    return null;
  }
  return (
    <fieldset className="facet" aria-labelledby={nameId}>
      <h3 id={nameId}>{FACET_NAME[facet]}</h3>
      {shown.map(({ value, count }) => {
        const label = labelOf(facet, value, labels);
        const isRemoved = facet === 'managers' && !(value in known);
        return (
          <label key={value} className="facet-value" data-none={count === 0 || undefined}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => setFilter(toggleValue(filter, facet, value))}
            />
            <span className="truncate" title={label === value ? label : `${label} (${value})`}>
              {label}
              {isRemoved && (
                <span className="muted"> {wasNeverSaved(value) ? 'not saved' : 'removed'}</span>
              )}
            </span>
            <span className="facet-count">
              {count.toLocaleString('en')}
              <span className="visually-hidden">{count === 1 ? ' request' : ' requests'}</span>
            </span>
          </label>
        );
      })}
      {all.length > shown.length && (
        <LinkButton onClick={() => setIsWhole(true)}>
          {`Show ${all.length - shown.length} more`}
          <span className="visually-hidden"> of {FACET_NAME[facet]}</span>
        </LinkButton>
      )}
    </fieldset>
  );
}
