import { IconEye, IconFilter, IconLayoutList, IconTable, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { HistoryFilter } from '../../shared/history-query.ts';
import { MAX_HISTORY_SEARCH } from '../../shared/history-query.ts';
import { Chip, Chips } from '../ui/badge.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { SearchInput } from '../ui/field.tsx';
import { chipsOf } from './facet-choice.ts';
import { openFollowDialog } from './follow-store.ts';
import { ColumnsMenu, ExportListMenu, SortMenu } from './list-menus.tsx';
import { clearChoice, setFilter, setLayout, setShow, useRequests } from './requests-state.ts';
import './requests-screen.css';
import { ViewsMenu } from './views-menu.tsx';

const SHOWS: { value: HistoryFilter['show'] | 'to-look-at'; label: string; hint?: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open', hint: 'Still followed: asked again until a verdict' },
  {
    value: 'to-look-at',
    label: 'To look at',
    hint: 'As on the desk: not realized in the last 7 days, not seen yet, and the object was not changed again since',
  },
  {
    value: 'not-realized',
    label: 'Not realized',
    hint: 'Everything that ended otherwise than was meant, however old, seen or not',
  },
];

/** What stands over the requests: search, tabs, filter, views, order, and what is chosen. */
export function RequestsHead({
  total,
  open,
  toLookAt,
  isTable,
  panelId,
  asked,
  onAll,
  onResults,
  filterButton,
}: {
  /** Requests that are found; null while that is not known. */
  total: number | null;
  open: number;
  toLookAt: number;
  isTable: boolean;
  panelId: string;
  /** What is asked of main; of “To look at” the requests themselves. */
  asked: HistoryFilter;
  onAll: () => void;
  /** From the search to what it has found. */
  onResults: () => void;
  filterButton: RefObject<HTMLButtonElement | null>;
}) {
  const { filter, labels, isFiltering, toLookAt: isToLookAt } = useRequests();
  const zone = useZone();
  // Beside a request its sentence is the page's heading.
  const Heading = isTable ? 'h1' : 'h2';
  const chips = chipsOf(filter, labels, zone);
  const shown = isToLookAt ? 'to-look-at' : filter.show;
  /** What was pressed goes with what it took away: the focus goes to where it came from. */
  const choose = (take: () => void) => {
    take();
    filterButton.current?.focus();
  };
  // How many there ever were is no call to act: that is what “To look at” counts, as the desk does.
  const counts: Partial<Record<typeof shown, number>> = { open, 'to-look-at': toLookAt };
  return (
    <header className="list-head requests-head" data-table={isTable || undefined}>
      <div className="list-title">
        <Heading>Requests {total !== null && <span>{total.toLocaleString('en')}</span>}</Heading>
        <Button
          size="small"
          icon={<IconEye size={15} />}
          onClick={openFollowDialog}
          data-own-record
          title="Follow a request made elsewhere, by its x-nsx-requestid"
        >
          Follow…
        </Button>
        <IconButton
          small
          label={isTable ? 'Beside the request' : 'As a table'}
          icon={isTable ? <IconLayoutList size={16} /> : <IconTable size={16} />}
          onClick={() => setLayout(isTable ? 'list' : 'table')}
        />
        <ExportListMenu total={total} asked={asked} onAll={onAll} />
      </div>
      <div className="list-tools">
        <SearchInput
          label="Search requests"
          placeholder="Name, id, address, subnet, message, note"
          value={filter.text}
          onChange={(text) => setFilter({ ...filter, text: text.slice(0, MAX_HISTORY_SEARCH) })}
          onResults={onResults}
        />
        <div className="requests-tools">
          <Button
            ref={filterButton}
            size="small"
            icon={<IconFilter size={15} />}
            className={isFiltering ? 'filter-open' : undefined}
            aria-expanded={isFiltering}
            aria-controls={isFiltering ? panelId : undefined}
            onClick={() => useRequests.setState({ isFiltering: !isFiltering })}
          >
            Filter{chips.length > 0 && ` ${chips.length}`}
          </Button>
          <ViewsMenu />
          {isTable ? <ColumnsMenu /> : <SortMenu />}
        </div>
        <Chips label="Which requests">
          {SHOWS.map(({ value, label, hint }) => (
            <Chip key={value} hint={hint} on={shown === value} onClick={() => setShow(value)}>
              {label} {counts[value] || ''}
            </Chip>
          ))}
        </Chips>
      </div>
      {chips.length > 0 && (
        <ul className="filter-chips" aria-label="Chosen filters">
          {chips.map(({ key, name, label, without }) => (
            <li key={key} className="filter-chip">
              <span className="truncate" title={`${name}: ${label}`}>
                <span className="muted">{name}</span> {label}
              </span>
              <button
                type="button"
                aria-label={`Remove ${name} ${label}`}
                onClick={() => choose(() => setFilter(without))}
              >
                <IconX size={12} aria-hidden />
              </button>
            </li>
          ))}
          {/* The panel has its own. */}
          {!isFiltering && (
            <li>
              <Button kind="quiet" size="small" onClick={() => choose(clearChoice)}>
                Clear all
              </Button>
            </li>
          )}
        </ul>
      )}
    </header>
  );
}
