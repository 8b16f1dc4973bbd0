import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { CompareGroup } from '../../shared/compare.ts';
import { compareRequests, countDifferences, isSameObject } from '../../shared/compare.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { count } from '../../shared/words.ts';
import { SummaryBadge } from '../realization/verdict-badge.tsx';
import { go } from '../shell/route-store.ts';
import { Method } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { FailureState } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { LoadingState } from '../ui/states.tsx';
import { whenOf } from '../ui/time.ts';
import { TimeText } from '../ui/time-text.tsx';
import { BackButton } from './back-button.tsx';
import { changeSides, openObjectHistory } from './compare-routes.ts';
import { CompareGroupCard } from './compare-table.tsx';
import './compare.css';
import { loadRequest, type RequestDetail, startHistory, useHistoryStore } from './history-store.ts';

/** A request with its facts; reads it where it is not held. */
function useDetail(id: string) {
  const detail = useHistoryStore((state) => state.details[id] ?? null);
  const failure = useHistoryStore((state) => state.detailFailures[id] ?? null);
  const isMissing = detail === null && failure === null;
  useEffect(() => {
    if (isMissing) void loadRequest(id);
  }, [isMissing, id]);
  return { detail, failure };
}

/** Two requests side by side: who sent what where, what differs, and what came of each. */
export function ComparePage({ first, second }: { first: string; second: string }) {
  useEffect(() => void startHistory(), []);
  const [one, other] = [useDetail(first), useDetail(second)];
  const failure = one.failure ?? other.failure;
  const again = () => {
    if (one.failure) void loadRequest(first);
    if (other.failure) void loadRequest(second);
  };
  if (failure) {
    return (
      <FailureState
        failure={failure}
        action={
          <>
            <Button kind="primary" onClick={again}>
              Read again
            </Button>
            <Button onClick={() => go({ screen: 'requests' })}>All requests</Button>
          </>
        }
      />
    );
  }
  if (!one.detail || !other.detail) return <LoadingState label="Reading the requests" />;
  return <Compared first={one.detail} second={other.detail} />;
}

type Show = 'differences' | 'everything';

function Compared({ first, second }: { first: RequestDetail; second: RequestDetail }) {
  const [show, setShow] = useState<Show>('differences');
  const groups = useMemo(() => compareRequests(first, second), [first, second]);
  const names = useSideNames(first.summary, second.summary);
  const { summary } = second;
  const { entityId } = summary;
  const isOne = isSameObject(first.summary, summary);
  return (
    <section className="scroller" aria-label="Compare">
      <Page
        wide
        title={
          isOne
            ? `Two requests for ${summary.request.entityName}`
            : `${first.request.entityName} beside ${second.request.entityName}`
        }
        note={
          <span aria-live="polite">
            {sentWords(groups)}
            {isOne ? '' : ' · two objects: their ids, and those of their rules, are not counted'}
          </span>
        }
        actions={
          <>
            <BackButton />
            {isOne && entityId !== null && (
              <Button onClick={() => openObjectHistory(summary.request.managerId, entityId)}>
                History of this object
              </Button>
            )}
            <Button
              icon={<IconArrowsLeftRight size={15} aria-hidden />}
              onClick={() => changeSides(first.request.id, second.request.id)}
            >
              Change sides
            </Button>
            <Segmented
              label="What is shown"
              value={show}
              onChange={setShow}
              choices={[
                { value: 'differences', label: 'Only differences' },
                { value: 'everything', label: 'Everything' },
              ]}
            />
          </>
        }
      >
        <div className="compare-sides">
          <Side where="Left" summary={first.summary} />
          <Side where="Right" summary={summary} />
        </div>
        {groups.map((group) => (
          <CompareGroupCard
            key={group.id}
            group={group}
            onlyDifferences={show === 'differences'}
            sides={names}
          />
        ))}
      </Page>
    </section>
  );
}

/** How far the two changes are the same, in one line: ids and times of two requests always differ. */
function sentWords(groups: readonly CompareGroup[]): string {
  const sent = groups.filter(({ id }) => id === 'sent');
  const rows = sent.flatMap((group) => group.rows);
  if (sent.some(({ unknown }) => unknown !== null))
    return 'What one of them sent is not known here';
  if (rows.length === 0) return 'Neither sent a body';
  const differing = countDifferences(sent);
  return differing === 0
    ? 'Both sent the same'
    : `${differing} of ${count(rows.length, 'field')} that were sent ${differing === 1 ? 'differs' : 'differ'}`;
}

/** What the columns are called: what tells the two apart, and when each was written. */
function useSideNames(first: RequestSummary, second: RequestSummary): [string, string] {
  const now = useNow();
  const zone = useZone();
  const isName = first.request.entityName !== second.request.entityName;
  const isManager = first.request.managerName !== second.request.managerName;
  const name = ({ request }: RequestSummary, where: string) =>
    [
      where,
      isName && request.entityName,
      isManager && request.managerName,
      whenOf(request.writtenAt, now, zone),
    ]
      .filter(Boolean)
      .join(' · ');
  return [name(first, 'Left'), name(second, 'Right')];
}

function Side({ where, summary }: { where: 'Left' | 'Right'; summary: RequestSummary }) {
  const { request } = summary;
  return (
    <section className="compare-side" aria-label={where} data-colour={request.managerColour}>
      <div className="compare-head">
        <Method method={request.method} />
        <h2 className="name-clip" title={request.entityName}>
          {request.entityName}
        </h2>
        <Button
          size="small"
          aria-label={`Open the ${where.toLowerCase()} request`}
          onClick={() => go({ screen: 'requests', id: request.id })}
        >
          Open
        </Button>
      </div>
      <p>
        {KIND_NAME[request.kind]} on{' '}
        <span className="in-colour" data-colour={request.managerColour}>
          {request.managerName}
        </span>
        {request.managerEnvironment && ` (${request.managerEnvironment})`}
      </p>
      <p className="compare-when">
        <SummaryBadge summary={summary} full />
        <span className="muted">
          <TimeText at={request.writtenAt} /> by {request.user}
        </span>
      </p>
    </section>
  );
}
