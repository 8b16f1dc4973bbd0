import type { ReactNode } from 'react';
import { isSending } from '../../shared/history.ts';
import type { Usual } from '../../shared/history-query.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import { ENOUGH_FOR_P95 } from '../../shared/usual-words.ts';
import { clockText, durationText } from '../../shared/words.ts';
import type { Fact } from '../ui/card.tsx';
import { Facts } from '../ui/card.tsx';
import { useNow } from '../ui/clock.ts';
import { MonoId } from '../ui/mono-id.tsx';
import { TimeText } from '../ui/time-text.tsx';

/** Less than a second is no finding: the manager's `Date` header has whole ones. */
const CLOCK_SHOWN_MS = 1000;

/** The strip under the sentence: id, times, counts, and how long this usually takes. */
export function RequestFacts({
  summary,
  events,
  usual,
}: {
  summary: RequestSummary;
  events: readonly RequestEvent[];
  usual: Usual['session'];
}) {
  const sent = events.find(({ fact }) => fact.type === 'sent');
  const answer = events.findLast(({ fact }) => fact.type === 'answered')?.fact;
  const watch = events.findLast(({ fact }) => fact.type === 'watch-started')?.fact;
  const resumed = events.findLast(({ fact }) => fact.type === 'resumed')?.fact;
  const facts: Fact[] = [
    {
      label: 'Request id',
      value: summary.nsxRequestId ? (
        <MonoId id={summary.nsxRequestId} what="request id" whole />
      ) : (
        <span className="muted">{isSending(summary) ? 'none yet' : 'none'}</span>
      ),
    },
    {
      label: sent ? 'Sent' : summary.request.origin ? 'Followed since' : 'Written',
      value: (
        <Still width={150}>
          <TimeText at={sent?.at ?? summary.request.writtenAt} />
        </Still>
      ),
    },
  ];
  if (answer?.type === 'answered') {
    const { status, durationMs } = answer.exchange;
    const taken = summary.verdict !== 'refused';
    facts.push({
      label: taken ? 'Accepted' : 'Refused',
      value: `${status ?? '?'} in ${durationText(durationMs)}`,
    });
  }
  if (watch?.type === 'watch-started') {
    facts.push({
      label: 'Checks',
      value:
        summary.lastCheckAt === null ? (
          summary.checks
        ) : (
          <Still width={120}>
            {summary.checks}, last <TimeText at={summary.lastCheckAt} form="clock" />
          </Still>
        ),
    });
    if (summary.open) {
      facts.push({ label: 'Next check', value: <NextCheck at={summary.nextCheckAt} /> });
      const deadlineMs = resumed?.type === 'resumed' ? resumed.deadlineMs : undefined;
      const limit = durationText(deadlineMs ?? watch.deadlineMs);
      facts.push({ label: 'Gives up after', value: `${limit} of asking` });
    }
  }
  const clock = events.findLast(({ fact }) => fact.type === 'clock')?.fact;
  if (clock?.type === 'clock' && Math.abs(clock.offsetMs) >= CLOCK_SHOWN_MS) {
    facts.push({ label: 'Clocks', value: `${clockText(clock.offsetMs)}.` });
  }
  if (usual && summary.request.method !== 'DELETE') {
    const high = `${durationText(usual.p95Ms)} ${usual.of < ENOUGH_FOR_P95 ? 'longest' : 'p95'}`;
    facts.push({
      label: usual.of === 1 ? 'The one before' : `Usual, of ${usual.of} before`,
      value: `${durationText(usual.medianMs)}${usual.of === 1 ? '' : ` median · ${high}`}`,
    });
  }
  return <Facts facts={facts} />;
}

function NextCheck({ at }: { at: number | null }) {
  const now = useNow();
  if (at === null) return <span className="muted">asking now, or waiting for you</span>;
  const seconds = Math.ceil((at - now) / 1000);
  return <Still width={64}>{seconds > 0 ? `in ${seconds} s` : 'now'}</Still>;
}

/** A value that changes with time keeps its width, so that the strip does not wrap anew each second. */
function Still({ width, children }: { width: number; children: ReactNode }) {
  return <span style={{ display: 'inline-block', minWidth: width }}>{children}</span>;
}
