import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { count } from '../../shared/words.ts';
import { useDrafts } from '../draft/drafts.ts';
import { loadHistory, sortRequests, useHistoryStore } from '../history/history-store.ts';
import { sortManagers, useManagerStore } from '../manager/manager-store.ts';
import { planLine, usePlansLeft } from '../plan/plan-desk.tsx';
import { useAttention } from '../shell/attention.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { FailureBanner } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { LoadingState, Notice } from '../ui/states.tsx';
import './desk.css';
import { badLine, draftLine, managerLine, requestLine } from './desk-lines.tsx';
import { DeskCard } from './desk-row.tsx';
import { HowItGoes, Teach } from './teach.tsx';
import { useSeen } from './use-seen.ts';
import { draftsWaiting } from './waiting.ts';

/** What needs a person now, across all managers. */
export function DeskScreen() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
    <section className="scroller" aria-label="Desk" tabIndex={0}>
      <Desk />
    </section>
  );
}

function Desk(): ReactNode {
  const zone = useZone();
  const { byId, loaded } = useManagerStore();
  const history = useHistoryStore((state) => state.loaded);
  const failure = useHistoryStore((state) => state.failure);
  const attention = useAttention();
  const summaries = useHistoryStore((state) => state.summaries);
  const { put, withSeen } = useSeen(summaries);
  const drafts = useDrafts((state) => state.drafts);
  const plans = usePlansLeft();
  if (!loaded || !history) return <LoadingState label="Loading the desk" />;

  const managers = sortManagers(byId);
  const open = attention.filter((row) => row.open);
  const doubt = attention.filter((row) => !row.open && row.verdict === 'in-doubt');
  const bad = attention.filter((row) => !row.open && row.verdict !== 'in-doubt');
  const away = managers.filter(({ link }) => !['reachable', 'not-asked'].includes(link.state));
  const waiting = draftsWaiting(Object.values(drafts), attention, plans);
  const latest = latestEnded(summaries);
  const wasAnySent = Object.keys(summaries).length > 0;
  const nothing = !attention.length && !away.length && !waiting.length && !plans.length;
  if (managers.length === 0 && nothing && !failure) return <Teach />;

  return (
    <Page
      title={sentenceOf({
        open: open.length,
        doubt: doubt.length,
        ended: bad.length,
        drafts: waiting.length,
        plans: plans.length,
        away: away.length,
      })}
      note={
        nothing
          ? 'Open watches, failures, drafts and managers in trouble come here by themselves'
          : managers.length > 1
            ? `Across ${count(managers.length, 'manager')}, as things stand now`
            : 'As things stand now'
      }
      actions={<Button onClick={() => go({ screen: 'requests' })}>All requests</Button>}
    >
      {failure && (
        <FailureBanner
          failure={failure}
          actions={<Button onClick={() => void loadHistory()}>Try again</Button>}
        />
      )}
      {nothing && !failure && (
        <Notice
          tone={wasAnySent ? 'ok' : 'info'}
          icon={<IconCircleCheck size={18} aria-hidden />}
          title={wasAnySent ? 'Every request came to its end' : 'No request is on record'}
          actions={<Button onClick={() => go({ screen: 'inventory' })}>Browse the sessions</Button>}
        >
          <p>
            {wasAnySent
              ? 'Nothing is followed any more. What ended long ago stands in Requests.'
              : 'Choose a session, edit it, and send the change: its watch shows up here.'}
          </p>
        </Notice>
      )}
      <DeskCard
        title="In doubt"
        note="sent, but no answer came: read the object back to know"
        lines={doubt.map(requestLine)}
      />
      <DeskCard
        title="Open watches"
        note="asked again by themselves until a verdict"
        lines={open.map(requestLine)}
      />
      <DeskCard
        title="Managers in trouble"
        note="what was read before can still be browsed"
        lines={away.map((view) => managerLine(view, zone))}
      />
      <DeskCard
        title="To look at"
        note="ended otherwise than was meant, in the last 7 days"
        lines={withSeen(bad).map(({ row, isSeen }) =>
          badLine(row, isSeen, (next) => void put(row.request.id, next)),
        )}
      />
      <DeskCard
        title="Change plans"
        note="drafts that go out together, in order"
        lines={plans.map((one) => planLine(one, byId[one.plan.managerId] ?? null))}
      />
      <DeskCard
        title="Drafts"
        note="saved here, sent nowhere yet"
        lines={waiting.map((draft) => draftLine(draft, byId[draft.managerId] ?? null))}
      />
      <DeskCard
        title="Realized lately"
        note="the last that came to a good end"
        counted={false}
        lines={latest.map(requestLine)}
      />
      {nothing && !wasAnySent && <HowItGoes />}
    </Page>
  );
}

const LATEST = 5;

/** The last requests that ended well, newest first. */
function latestEnded(summaries: Readonly<Record<string, RequestSummary>>): RequestSummary[] {
  return sortRequests(summaries)
    .filter((row) => !row.open && VERDICT_FACTS[row.verdict].tone === 'ok')
    .slice(0, LATEST);
}

interface Counts {
  open: number;
  doubt: number;
  ended: number;
  drafts: number;
  plans: number;
  away: number;
}

/** "2 watches are open, 1 request needs you": the page's first line. */
function sentenceOf({ open, doubt, ended, drafts, plans, away }: Counts): string {
  const parts = [
    open && `${count(open, 'watch', 'watches')} open`,
    doubt && `${count(doubt, 'request')} in doubt`,
    ended && `${count(ended, 'request')} to look at`,
    away && `${count(away, 'manager')} in trouble`,
    plans && `${count(plans, 'plan')} to send`,
    drafts && `${count(drafts, 'draft')} not sent`,
  ].filter(Boolean);
  return parts.length ? parts.join(', ') : 'Nothing needs you now';
}
