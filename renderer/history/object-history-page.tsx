import { useEffect, useMemo, useState } from 'react';
import { changesBetween } from '../../shared/changes.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { revisionOf } from '../../shared/nsx/last-change.ts';
import type { Between, ObjectStep } from '../../shared/object-history.ts';
import { effectOf, objectHistory } from '../../shared/object-history.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { count, durationText } from '../../shared/words.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { ChangesTable } from '../realization/changes-table.tsx';
import { SummaryBadge } from '../realization/verdict-badge.tsx';
import { chooseManager } from '../settings/settings-store.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useZone } from '../ui/clock.ts';
import { FailureState } from '../ui/failure.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { clockOf, dateOf } from '../ui/time.ts';
import { TimeText } from '../ui/time-text.tsx';
import { BackButton } from './back-button.tsx';
import { RemarkSigns } from './cells.tsx';
import { openCompare } from './compare-routes.ts';
import './compare.css';
import { startHistory, useWhole } from './history-store.ts';
import { useObjectRequests } from './object-requests.ts';

/** Requests read at a time: each step shows its fields. */
const STEPS = 20;

/** Every change of one object that is on record, newest first: who, when, what, and where others were in between. */
export function ObjectHistoryPage({
  managerId,
  entityId,
}: {
  managerId: string;
  entityId: string;
}) {
  useEffect(() => void startHistory(), []);
  const [limit, setLimit] = useState(STEPS);
  const { rows, total, loaded, failure, again } = useObjectRequests(managerId, entityId, limit);
  const steps = useMemo(() => objectHistory(rows), [rows]);
  const isReviewing = useIsReviewing();
  const [newest] = rows;
  if (failure && rows.length === 0) {
    return <FailureState failure={failure} action={<Button onClick={again}>Read again</Button>} />;
  }
  if (!newest) {
    return loaded ? (
      <EmptyState
        title="Nothing about this object is on record"
        action={<Button onClick={() => go({ screen: 'requests' })}>All requests</Button>}
      >
        What is sent from here, and what is followed, stands here from then on.
      </EmptyState>
    ) : (
      <LoadingState label="Reading the object’s requests" />
    );
  }
  const { request } = newest;
  return (
    <section className="scroller" aria-label="History of an object">
      <Page
        wide
        title={`History of ${request.entityName}`}
        note={
          <>
            {KIND_NAME[request.kind]} on{' '}
            <span className="in-colour" data-colour={request.managerColour}>
              {request.managerName}
            </span>
            {` · ${count(total, 'request')}, newest first · `}
            <MonoId id={entityId} what="id" />
          </>
        }
        actions={
          <>
            <BackButton />
            {/* What was deleted is only here. */}
            {newest.verdict !== 'deleted' && !isReviewing && (
              <Button
                onClick={() => {
                  chooseManager(request.managerId);
                  go({ screen: 'inventory', id: entityId });
                }}
              >
                Open the object
              </Button>
            )}
          </>
        }
      >
        <ol className="object-steps">
          {steps.map((step, index) => (
            <Step key={step.summary.request.id} step={step} before={steps[index + 1]?.summary} />
          ))}
        </ol>
        {total > rows.length && (
          <div className="object-more">
            <Button onClick={() => setLimit(limit + STEPS)}>
              Show {Math.min(STEPS, total - rows.length)} older
            </Button>
          </div>
        )}
      </Page>
    </section>
  );
}

/** One request with its fields, and under it what came between it and the one before. */
function Step({ step, before }: { step: ObjectStep; before: RequestSummary | undefined }) {
  const { summary, between } = step;
  const { request } = summary;
  const zone = useZone();
  const title = `${request.method} ${request.entityName}`;
  return (
    <li>
      <Card
        title={title}
        called={`${title}, ${dateOf(request.writtenAt, zone)} ${clockOf(request.writtenAt, zone)}`}
        badge={<SummaryBadge summary={summary} full />}
        note={
          <span className="object-step-note">
            <span>
              <TimeText at={request.writtenAt} /> by {request.user}
            </span>
            <span>{stepWords(summary).join(' · ')}</span>
            <RemarkSigns summary={summary} />
          </span>
        }
        padded={false}
        actions={
          <>
            {before && (
              <Button size="small" onClick={() => openCompare(before, summary)}>
                Compare with before
              </Button>
            )}
            <Button
              size="small"
              aria-label={`Open the ${request.method} request`}
              onClick={() => go({ screen: 'requests', id: request.id })}
            >
              Open
            </Button>
          </>
        }
      >
        <StepChanges summary={summary} />
      </Card>
      {between && <BetweenSteps between={between} />}
    </li>
  );
}

/** The revision that it was made from, and how long it took. */
function stepWords({ request, durationMs }: RequestSummary): string[] {
  const revision = revisionOf(request.bodyBefore);
  return [
    ...(revision === null ? [] : [`from revision ${revision}`]),
    ...(durationMs === null ? [] : [durationText(durationMs)]),
  ];
}

export function StepChanges({ summary }: { summary: RequestSummary }) {
  const { request } = summary;
  const effect = effectOf(summary);
  const { method, bodyBefore, bodyAfter, merged, origin } = request;
  if (origin === 'elsewhere') {
    return <p className="compare-none">Sent elsewhere: what it changed is not known here.</p>;
  }
  const changes = changesBetween(method === 'POST' ? null : bodyBefore, bodyAfter);
  return (
    <div className="changes">
      {effect !== 'applied' && <StepEnd summary={summary} />}
      {merged && merged.length > 0 && (
        <p className="muted">What others had changed was merged in before it was sent.</p>
      )}
      {changes.length === 0 ? (
        <p className="muted">No field differs from what was read before.</p>
      ) : (
        <ChangesTable changes={changes} method={method} isMade={effect === 'applied'} />
      )}
    </div>
  );
}

/** Why a change was not made, as its own page says it: a 412 is proof that somebody else was there before it. */
function StepEnd({ summary }: { summary: RequestSummary }) {
  const detail = useWhole(summary.request.id);
  if (detail === null) return null;
  return <p>{sentenceOf(detail.summary, detail.events, detail.nodeNames)}.</p>;
}

function BetweenSteps({ between }: { between: Between }) {
  const { fromRevision, toRevision, changes, isElsewhere, last } = between;
  return (
    <section
      className="object-between"
      aria-label={`Changed in between, from revision ${fromRevision} to ${toRevision}`}
    >
      <h2>{isElsewhere ? 'Changed elsewhere in between' : 'Changed in between'}</h2>
      <p>
        Revision {fromRevision} became {toRevision}
        {last && (
          <>
            , {toRevision - fromRevision > 1 && 'the last of it '}by <strong>{last.by}</strong>
            {last.at !== null && (
              <>
                {' '}
                (<TimeText at={last.at} />)
              </>
            )}
          </>
        )}
        {isElsewhere
          ? '; no request from here did that.'
          : '; whether by someone else or by the request before, whose end is in doubt, is not known.'}
        {changes.length === 0 && ' No field that is on record differs.'}
      </p>
      {changes.length > 0 && (
        <div className="changes">
          <ChangesTable changes={changes} method="PUT" />
        </div>
      )}
    </section>
  );
}
