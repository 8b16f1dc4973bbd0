import { IconActivity } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { MAX_ONLY } from '../../shared/history-query.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { changeSettings, useSettings } from '../settings/settings-store.ts';
import { useAttention } from '../shell/attention.ts';
import { go, useRouteId } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { FailureState } from '../ui/failure.tsx';
import { HeadingLevel } from '../ui/heading.ts';
import { SplitScreen } from '../ui/split-screen.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { askedOf, chipsOf, isUpsideDown, NO_DAY, needsLabels } from './facet-choice.ts';
import { FilterPanel } from './filter-panel.tsx';
import { chosenBefore, type HeldFront, heldFront } from './held-front.ts';
import { startHistory, useHistoryStore } from './history-store.ts';
import { RequestDetail } from './request-detail.tsx';
import { RequestList, RequestTable } from './request-list.tsx';
import { rowAt, whyAt } from './request-pages.ts';
import { RequestsHead } from './requests-head.tsx';
import './requests-screen.css';
import { clearFilter, sortBy, useRequests } from './requests-state.ts';
import { withFront } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useFacets } from './use-facets.ts';
import { useFoundRequests } from './use-found-requests.ts';
import { useSelection } from './use-selection.ts';

const keepWidth = (requestsWidth: number | null) => void changeSettings({ requestsWidth });

const MINUTE = 60_000;

/** What is asked of main: what is typed and chosen, and of “To look at” the requests themselves. */
function useFilter() {
  const { filter, toLookAt } = useRequests();
  const attention = useAttention();
  const due = attention.filter(({ open }) => !open).map(({ request }) => request.id);
  const only = toLookAt ? due.slice(0, MAX_ONLY).join(' ') : null;
  const now = useNow(MINUTE);
  const zone = useZone();
  // The same all day: it is asked anew only where the day is another.
  const { from } = askedOf(filter, now, zone);
  const asked = useMemo(
    () => ({
      ...filter,
      from,
      only: only === null ? null : (only.split(' ').filter(Boolean) as typeof due),
    }),
    [filter, from, only],
  );
  const open = attention.filter((summary) => summary.open).length;
  return {
    filter: toLookAt || filter.lately !== null ? asked : filter,
    open,
    toLookAt: due.length,
  };
}

/** Tells the frame which request is on the screen: its manager is the one on the title bar, before anything is painted. */
function useTellShown(id: string | null, row: RequestSummary | null) {
  const known = useHistoryStore(({ summaries }) => (id === null ? null : (summaries[id] ?? null)));
  const shown = known ?? (row?.request.id === id ? row : null);
  const request = shown?.request ?? null;
  useLayoutEffect(() => useRequests.setState({ onScreen: request }), [request]);
  useLayoutEffect(() => () => useRequests.setState({ onScreen: null }), []);
}

/** Every request that was ever sent, on every manager; the chosen one beside the list. */
export function RequestsScreen() {
  useEffect(() => void startHistory(), []);
  const id = useRouteId('requests');
  const { layout, sort, columns, isFiltering, tableId, selection, front, labels } = useRequests();
  const { filter, open, toLookAt } = useFilter();
  const listWidth = useSettings((state) => state.settings.requestsWidth);
  const isTable = layout === 'table' && id === null;
  const panelId = useId();
  const filterButton = useRef<HTMLButtonElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const wasTable = useRef(isTable);
  // What was pressed is another element now: the list has the focus, which is the same list.
  useEffect(() => {
    if (wasTable.current !== isTable) scroller.current?.focus();
    wasTable.current = isTable;
  }, [isTable]);

  const onChoose = useCallback(
    (chosen: string) => {
      if (isTable) return useRequests.setState({ tableId: chosen });
      useRequests.setState({ front: chosen });
      go({ screen: 'requests', id: chosen }, { replace: true });
    },
    [isTable],
  );
  useEffect(() => {
    if (id === null) return;
    useRequests.setState((was) => ({
      front: id,
      selection: withFront(was.selection, was.front, id),
    }));
  }, [id]);
  const [held, setHeld] = useState<HeldFront | null>(null);
  const shown = isTable ? tableId : (id ?? held?.id ?? null);
  const found = useFoundRequests(filter, sort, shown, onChoose);
  const first = rowAt(found, 0)?.request.id ?? null;
  // Beside the list there is always a request to look at: the one chosen before, or the first until one is chosen.
  const before = chosenBefore({ selection, front });
  const hold = isTable || id !== null ? null : heldFront(held, found.ask, first, before);
  if (hold !== held) setHeld(hold);
  const inFront = isTable ? tableId : (id ?? hold?.id ?? null);
  const cursor = found.at ?? (inFront !== null && inFront === first ? 0 : null);
  useTellShown(isTable ? null : inFront, cursor === null ? null : rowAt(found, cursor));
  const isAnswer = found.ask?.filter === filter && found.ask.sort === sort;
  const act = useSelection(found, inFront, cursor, isAnswer);
  const chips = chipsOf(filter, labels, 'utc');
  const facets = useFacets(filter, isFiltering || needsLabels(filter, labels));

  const closeFilter = () => {
    useRequests.setState({ isFiltering: false });
    filterButton.current?.focus();
  };
  const onOpen = (index: number) => {
    const opened = rowAt(found, index)?.request.id;
    if (opened) go({ screen: 'requests', id: opened });
  };
  const isNarrow =
    chips.length > 0 || filter.text.trim() !== '' || filter.show !== 'all' || filter.only !== null;
  const isEmpty = found.phase === 'ready' && found.total === 0;
  const listProps = {
    scroller,
    count: found.total,
    cursor,
    front: inFront,
    of: found.ask,
    rowAt: (index: number) => rowAt(found, index),
    whyAt: (index: number) => whyAt(found, index),
    isChosen: (one: string) => (selection.ids.size > 0 ? selection.ids.has(one) : one === inFront),
    onMove: act.onMove,
    onAll: act.onAll,
    onAlone: act.onAlone,
    onRange: found.need,
    onOpen,
  };

  const list = (
    <>
      <RequestsHead
        total={found.phase === 'ready' ? found.total : null}
        open={open}
        toLookAt={toLookAt}
        isTable={isTable}
        panelId={panelId}
        asked={filter}
        onAll={act.onAll}
        onResults={() => scroller.current?.focus()}
        filterButton={filterButton}
      />
      {found.phase === 'loading' && <LoadingState label="Reading the requests" />}
      {found.phase === 'failed' && found.failure && (
        <FailureState
          failure={found.failure}
          action={<Button onClick={found.again}>Read again</Button>}
        />
      )}
      {isEmpty &&
        (isNarrow ? (
          <EmptyState
            title={filter.only === null ? 'No request is like that' : 'Nothing to look at'}
            action={<Button onClick={clearFilter}>Show all</Button>}
          >
            {filter.only !== null &&
              'What was not realized in the last 7 days comes here, until it is seen. “Not realized” has all of them.'}
            {filter.only === null &&
              (isUpsideDown(filter)
                ? `${NO_DAY}.`
                : 'Names, ids, addresses, subnets, messages, bodies and notes are searched; a piece of an id is enough.')}
          </EmptyState>
        ) : (
          <EmptyState title="No request is on record" icon={<IconActivity size={22} />}>
            Each change that you send stands here with its request id and its timeline, until you
            drop it. One that curl or Terraform has sent can be followed too.
          </EmptyState>
        ))}
      {found.phase === 'ready' &&
        found.total > 0 &&
        (isTable ? (
          <RequestTable {...listProps} columns={columns} sort={sort} onSort={sortBy} />
        ) : (
          <RequestList {...listProps} />
        ))}
      {selection.ids.size > 1 && (
        <SelectionBar
          onAlone={() => {
            act.onAlone();
            scroller.current?.focus();
          }}
        />
      )}
    </>
  );

  return (
    <div className="requests" data-filtering={isFiltering || undefined}>
      {isFiltering && <FilterPanel id={panelId} facets={facets} onClose={closeFilter} />}
      {isTable ? (
        <section className="requests-wide" aria-label="Requests">
          <HeadingLevel value="h2">{list}</HeadingLevel>
        </section>
      ) : (
        <SplitScreen
          listLabel="Requests"
          list={list}
          detail={
            <RequestDetail id={inFront} isKnown={found.phase === 'ready'} isNarrow={isNarrow} />
          }
          showDetail={id !== null}
          kept={{ width: listWidth, keep: keepWidth }}
          onBack={() => go({ screen: 'requests' })}
          // Who begins to do something there has chosen it.
          onDetail={() => {
            if (id === null && inFront !== null) onChoose(inFront);
          }}
        />
      )}
    </div>
  );
}
