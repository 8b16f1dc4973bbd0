import { IconActivity, IconEye } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { RequestSummary } from '../../shared/request.ts';
import { RequestView } from '../realization/request-view.tsx';
import { useAttention } from '../shell/attention.ts';
import { go, useRouteId } from '../shell/route-store.ts';
import { Chip, Chips } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { FailureState } from '../ui/failure.tsx';
import { SearchInput } from '../ui/field.tsx';
import { ListHead, SplitScreen } from '../ui/split-screen.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { openFollowDialog } from './follow-store.ts';
import {
  loadHistory,
  loadRequest,
  type RequestDetail,
  sortRequests,
  startHistory,
  useHistoryStore,
} from './history-store.ts';
import type { RequestFilter, Show } from './request-filter.ts';
import { filterRequests, managersOf, NO_FILTER } from './request-filter.ts';
import { RequestRow } from './request-row.tsx';
import { useUsual } from './usual.ts';

const ROW_HEIGHT = 59;

/** Every request that was ever sent, on every manager; the chosen one beside the list. */
export function RequestsScreen() {
  useEffect(() => void startHistory(), []);
  const summaries = useHistoryStore((state) => state.summaries);
  const requests = useMemo(() => sortRequests(summaries), [summaries]);
  const id = useRouteId('requests');
  // Beside the list there is always a request to look at: the newest, until one is chosen.
  const shownId = id ?? requests[0]?.request.id ?? null;
  return (
    <SplitScreen
      listLabel="Requests"
      list={<RequestList requests={requests} selected={shownId} />}
      detail={<Detail id={shownId} />}
      showDetail={id !== null}
      onBack={() => go({ screen: 'requests' })}
    />
  );
}

const SHOWS: { value: Show; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'to-look-at', label: 'To look at' },
  { value: 'not-realized', label: 'Not realized' },
];

function RequestList({
  requests,
  selected,
}: {
  requests: readonly RequestSummary[];
  selected: string | null;
}) {
  const loaded = useHistoryStore((state) => state.loaded);
  const failure = useHistoryStore((state) => state.failure);
  const [filter, setFilter] = useState<RequestFilter>(NO_FILTER);
  const attention = useAttention();
  const toLookAt = useMemo(
    () => new Set<string>(attention.filter(({ open }) => !open).map(({ request }) => request.id)),
    [attention],
  );
  const shown = useMemo(
    () => filterRequests(requests, filter, toLookAt),
    [requests, filter, toLookAt],
  );
  const managers = useMemo(() => managersOf(requests), [requests]);
  const counts: Record<Show, number | null> = {
    all: null,
    open: requests.filter(({ open }) => open).length,
    'to-look-at': toLookAt.size,
    // How many there ever were is no call to act: that is what “To look at” counts, as the desk does.
    'not-realized': null,
  };
  return (
    <>
      <ListHead
        title="Requests"
        act={
          <Button
            size="small"
            icon={<IconEye size={15} />}
            onClick={openFollowDialog}
            data-own-record
            title="Follow a request made elsewhere, by its x-nsx-requestid"
          >
            Follow…
          </Button>
        }
        count={
          requests.length > 0
            ? `${requests.length.toLocaleString('en')}${managers.length > 1 ? ` · ${managers.length} managers` : ''}`
            : undefined
        }
      >
        {requests.length > 0 && (
          <>
            <SearchInput
              label="Search requests"
              placeholder="Name, id, field, verdict"
              value={filter.typed}
              onChange={(typed) => setFilter({ ...filter, typed })}
            />
            <Chips label="Which requests">
              {SHOWS.map(({ value, label }) => (
                <Chip
                  key={value}
                  on={filter.show === value}
                  onClick={() => setFilter({ ...filter, show: value })}
                >
                  {label} {counts[value] ? counts[value] : ''}
                </Chip>
              ))}
              {managers.length > 1 &&
                managers.map(({ id, name }) => (
                  <Chip
                    key={id}
                    on={filter.managerId === id}
                    onClick={() =>
                      setFilter({ ...filter, managerId: filter.managerId === id ? null : id })
                    }
                  >
                    {name}
                  </Chip>
                ))}
            </Chips>
          </>
        )}
      </ListHead>
      {!loaded && <LoadingState label="Reading the requests" />}
      {failure && (
        <FailureState
          failure={failure}
          action={<Button onClick={() => void loadHistory()}>Read again</Button>}
        />
      )}
      {loaded && !failure && requests.length === 0 && (
        <EmptyState title="Nothing was sent yet" icon={<IconActivity size={22} />}>
          Each change that you send stands here with its request id and its timeline, for ever. One
          that curl or Terraform has sent can be followed too.
        </EmptyState>
      )}
      {requests.length > 0 && shown.length === 0 && (
        <EmptyState
          title="No request is like that"
          action={<Button onClick={() => setFilter(NO_FILTER)}>Show all</Button>}
        />
      )}
      {shown.length > 0 && (
        <VirtualList
          label="Requests"
          items={shown}
          keyOf={({ request }) => request.id}
          row={(summary) => <RequestRow summary={summary} />}
          rowHeight={ROW_HEIGHT}
          selected={selected}
          onSelect={(id) => go({ screen: 'requests', id }, { replace: selected !== null })}
          onOpen={(id) => go({ screen: 'requests', id })}
        />
      )}
    </>
  );
}

function Shown({ detail }: { detail: RequestDetail }) {
  const usual = useUsual(detail.summary);
  return <RequestView detail={detail} usual={usual?.session ?? null} />;
}

function Detail({ id }: { id: string | null }) {
  const loaded = useHistoryStore((state) => state.loaded);
  const detail = useHistoryStore((state) => (id ? (state.details[id] ?? null) : null));
  const failure = useHistoryStore((state) => (id ? (state.detailFailures[id] ?? null) : null));
  const missing = id !== null && detail === null && failure === null;
  useEffect(() => {
    if (missing && id) void loadRequest(id);
  }, [missing, id]);
  if (id === null) {
    return loaded ? (
      <EmptyState
        title="No request to show"
        icon={<IconActivity size={22} />}
        action={
          <Button kind="primary" onClick={() => go({ screen: 'inventory' })}>
            Choose a session to change
          </Button>
        }
      >
        Edit a session, send the draft, and watch here how it reaches every transport node.
      </EmptyState>
    ) : null;
  }
  if (detail) {
    return <Shown key={id} detail={detail} />;
  }
  if (failure) {
    return (
      <FailureState
        failure={failure}
        action={<Button onClick={() => void loadRequest(id)}>Read again</Button>}
      />
    );
  }
  return <LoadingState label="Reading the request" />;
}
