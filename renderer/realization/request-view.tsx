import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { checksOf } from '../../shared/check-rows.ts';
import type { Usual } from '../../shared/history-query.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { effectOf } from '../../shared/object-history.ts';
import type { Request, RequestSummary } from '../../shared/request.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { timelineOf } from '../../shared/timeline.ts';
import { count } from '../../shared/words.ts';
import { EvidenceMenu } from '../evidence/evidence-menu.tsx';
import { useIsReviewing } from '../evidence/review-mode.ts';
import type { RequestDetail } from '../history/history-store.ts';
import { LookBackButtons } from '../history/look-back.tsx';
import { RemarksStrip } from '../history/remarks-strip.tsx';
import { ReviewTab } from '../history/review-tab.tsx';
import { WrongNotice } from '../history/wrong-record.tsx';
import { useIsSaved } from '../manager/manager-store.ts';
import { IconButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Notice } from '../ui/states.tsx';
import { ActButtons } from './act-buttons.tsx';
import { ChangesTab } from './changes-tab.tsx';
import { useCheckAsked } from './check-asked.ts';
import { ChecksTable } from './checks-table.tsx';
import { ExchangeTab } from './exchange-tab.tsx';
import { FactsTab } from './facts-tab.tsx';
import { type Act, actsOf, nextStep, withoutManager, withoutManagerWords } from './next-step.ts';
import { useOwnDraft } from './own-draft.ts';
import { RealizationCard } from './realization-card.tsx';
import { mayBeRealized } from './replayable.ts';
import { useRequestActs } from './request-acts.ts';
import { RequestFacts } from './request-facts.tsx';
import { type RequestTab, useRequestTab } from './request-tab.ts';
import { useReplay } from './use-replay.ts';
import './request-view.css';

const NOTES: Record<RequestTab, string> = {
  checks: 'every answer, verbatim',
  exchange: 'what went over the wire',
  changes: 'before and after',
  facts: 'the record that all of this is computed from',
  review: 'what people say of it',
};
const TITLES: Record<RequestTab, string> = {
  checks: 'Checks',
  exchange: 'Exchange',
  changes: 'Changes',
  facts: 'Facts',
  review: 'Review',
};

/** One request, whole: the sentence, the lanes, the checks, the exchange, the change. */
export function RequestView({
  detail: now,
  usual,
}: {
  detail: RequestDetail;
  usual: Usual | null;
}) {
  const replay = useReplay(now);
  const { summary, request, events, nodeNames } = now;
  const acts = useRequestActs(summary);
  // A replay is drawn in its own card and told in the tabs; all else says how it is now, and stays in its place.
  const { detail } = replay;
  const isNow = replay.step === null;
  const draft = useOwnDraft(request);
  const step = nextStep(summary, events, draft, nodeNames, useIsReviewing());
  const isSaved = useIsSaved(request.managerId);
  const possible = (all: Act[]) => (isSaved ? all : withoutManager(all));
  const head = possible(actsOf(summary, events, draft));
  const mends = possible(step?.acts ?? []).filter((act) => !head.includes(act));
  const wasAnswered = events.some(
    ({ fact }) => fact.type === 'checked' || fact.type === 'not-asked',
  );
  const isElsewhere = request.origin === 'elsewhere';
  const usualTab = wasAnswered || summary.open || isElsewhere ? 'checks' : 'exchange';
  const { tab, choose, card } = useRequestTab(summary.open, usualTab);
  const isCheckAsked = useCheckAsked(({ at }) => at !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each that is asked for
  useEffect(() => {
    if (isCheckAsked && tab !== 'checks') choose('checks');
  }, [isCheckAsked]);
  return (
    <Page
      wide
      title={<span aria-live="polite">{sentenceOf(summary, events, nodeNames)}</span>}
      note={
        <>
          <SubLine summary={summary} />
          {!isSaved && ` · ${withoutManagerWords(request.managerId)}`}{' '}
          <RemarksStrip summary={summary} />
        </>
      }
      actions={
        <>
          <LookBackButtons summary={summary} />
          <EvidenceMenu summary={summary} />
          {head.length > 0 && <ActButtons acts={head} doing={acts.doing} run={acts.run} primary />}
        </>
      }
    >
      {acts.failure && (
        <FailureBanner
          failure={acts.failure}
          actions={
            <IconButton small label="Close" icon={<IconX size={14} />} onClick={acts.clear} />
          }
        />
      )}
      <WrongNotice requestId={request.id} />
      {step && (
        <Notice
          tone={step.tone}
          title={step.title}
          actions={
            mends.length > 0 && (
              <ActButtons
                acts={mends}
                doing={acts.doing}
                run={acts.run}
                small={head.length > 0}
                primary={head.length === 0}
              />
            )
          }
        >
          <p>{step.text}</p>
          {step.words !== null && <p className="nsx-words mono">{step.words}</p>}
        </Notice>
      )}
      <RequestFacts summary={summary} events={events} usual={usual?.session ?? null} />
      {mayBeRealized(summary) && (
        <RealizationCard
          detail={detail}
          usual={usual}
          replay={replay}
          until={isNow ? undefined : lastAt(now)}
          reading={acts.doing === 'read-tunnel'}
          onRead={isNow && isSaved ? () => void acts.run('read-tunnel') : null}
        />
      )}
      <div ref={card}>
        <Card
          title={TITLES[tab]}
          note={tab === 'exchange' && !wasSent(detail) ? NOT_SENT_NOTE : NOTES[tab]}
          padded={false}
          actions={
            <Segmented
              label="What is shown of the request"
              small
              value={tab}
              onChange={choose}
              choices={[
                { value: 'checks', label: 'Checks' },
                { value: 'exchange', label: 'Exchange' },
                { value: 'changes', label: 'Changes' },
                { value: 'facts', label: 'Facts' },
                { value: 'review', label: summary.notes ? `Review ${summary.notes}` : 'Review' },
              ]}
            />
          }
        >
          {tab === 'checks' && (
            <ChecksTable
              rows={checksOf(
                request,
                detail.events,
                nodeNames,
                detail.summary.open ? null : detail.summary.checks,
              )}
              sessions={detail.summary.sessions}
              since={isElsewhere ? 'Since followed' : 'Since sent'}
              isReplayed={!isNow}
            />
          )}
          {tab === 'exchange' && <ExchangeTab request={request} events={detail.events} />}
          {tab === 'changes' && <ChangesTab summary={summary} />}
          {tab === 'facts' && <FactsTab request={request} events={detail.events} />}
          {tab === 'review' && <ReviewTab summary={summary} events={events} />}
        </Card>
      </div>
    </Page>
  );
}

/** Where the axis of a replay ends: the whole stays in its place while its steps are shown. */
function lastAt({ request, events, nodeNames }: RequestDetail): number {
  return timelineOf(request, events, nodeNames).end;
}

const NOT_SENT_NOTE = 'nothing went over the wire';

function wasSent({ events }: RequestDetail): boolean {
  return events.some(({ fact }) => fact.type === 'sent' || fact.type === 'watch-started');
}

const FIELDS_SHOWN = 3;

/** "PUT Amsterdam ↔ Osaka · policy-based IPSec VPN session on nsx-ams-vip · 1 field changed: …" */
function SubLine({ summary }: { summary: RequestSummary }) {
  const { request } = summary;
  const { changedFields, method } = request;
  const fields = count(changedFields.length, 'field');
  const more = changedFields.length - FIELDS_SHOWN;
  return (
    <>
      {method}{' '}
      <b className="name-clip" title={request.entityName}>
        {request.entityName}
      </b>{' '}
      · {kindOf(request)} on{' '}
      <span className="in-colour" data-colour={request.managerColour}>
        {request.managerName}
      </span>
      {request.managerEnvironment && ` (${request.managerEnvironment})`}
      {request.origin === 'elsewhere' && ' · sent elsewhere'}
      {method === 'PUT' && changedFields.length > 0 && (
        <>
          {' '}
          · {effectOf(summary) === 'applied' ? `${fields} changed` : `asked to change ${fields}`}:{' '}
          <span className="mono">{changedFields.slice(0, FIELDS_SHOWN).join(', ')}</span>
          {more > 0 && ` and ${more} more`}
        </>
      )}
    </>
  );
}

function kindOf(request: Request): string {
  const type = (request.bodyAfter ?? request.bodyBefore)?.resource_type;
  if (type === POLICY_BASED) return `policy-based ${KIND_NAME.sessions}`;
  if (type === ROUTE_BASED) return `route-based ${KIND_NAME.sessions}`;
  return KIND_NAME[request.kind];
}
