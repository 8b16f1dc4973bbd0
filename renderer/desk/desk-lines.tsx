import type { ReactNode } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { METHOD_OF } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { wordsOfSummary } from '../../shared/summary-words.ts';
import { count, durationText, failureInShort } from '../../shared/words.ts';
import { draftName } from '../draft/draft-names.ts';
import { standingBadge } from '../draft/merge/standing-badge.tsx';
import { MarkBadge } from '../history/cells.tsx';
import { useWhole } from '../history/history-store.ts';
import { linkWords } from '../manager/link.ts';
import { SummaryBadge } from '../realization/verdict-badge.tsx';
import { go } from '../shell/route-store.ts';
import { Badge, Dot, Method } from '../ui/badge.tsx';
import { wordsOf } from '../ui/failure.tsx';
import type { Zone } from '../ui/time.ts';
import { TimeText } from '../ui/time-text.tsx';
import type { DeskLine } from './desk-row.tsx';

/** Where and why it ended otherwise than was meant, as its own page says it: what is told apart can be chosen from. */
function EndWords({ summary }: { summary: RequestSummary }) {
  const whole = useWhole(summary.request.id);
  const words = whole && sentenceOf(whole.summary, whole.events, whole.nodeNames);
  return <span title={words ?? undefined}>{words ?? wordsOfSummary(summary).meaning}</span>;
}

/** What is known of the nodes, or why it could not be asked, or what the verdict means. */
function requestDetail(summary: RequestSummary): ReactNode {
  if (summary.notAsked) return `not asked: ${failureInShort(summary.notAsked)}`;
  const nodes = summary.nodesTotal
    ? `${summary.nodesDone} of ${count(summary.nodesTotal, 'transport node')}`
    : null;
  const checks = summary.checks ? count(summary.checks, 'check') : null;
  const ended = VERDICT_FACTS[summary.verdict].tone === 'ok' && summary.durationMs !== null;
  if (ended) return [nodes, durationText(summary.durationMs ?? 0)].filter(Boolean).join(' · ');
  if (summary.open) return [nodes, checks].filter(Boolean).join(' · ') || 'not checked yet';
  return <EndWords summary={summary} />;
}

export function requestLine(summary: RequestSummary): DeskLine {
  const { request, mark } = summary;
  return {
    id: request.id,
    colour: request.managerColour,
    state: <SummaryBadge summary={summary} />,
    what: request.entityName,
    detail: (
      <>
        {mark?.mark === 'questioned' && <MarkBadge mark={mark} />}{' '}
        <Method method={request.method} /> {requestDetail(summary)}
      </>
    ),
    where: request.managerName,
    when: <TimeText at={request.writtenAt} form="ago" />,
    open: () => go({ screen: 'requests', id: request.id }),
  };
}

/**
 * One that ended otherwise than was meant, with the mark that takes it off the desk; a question is answered in Review,
 * and not put aside here.
 */
export function badLine(
  summary: RequestSummary,
  isSeen: boolean,
  put: (isSeen: boolean) => void,
): DeskLine {
  const line = requestLine(summary);
  if (isSeen) return { ...line, detail: SEEN_DETAIL, seen: { isSeen, put } };
  return summary.mark?.mark === 'questioned' ? line : { ...line, seen: { isSeen, put } };
}

const SEEN_DETAIL = 'seen: off the desk once you leave it';

export function draftLine(draft: Draft, manager: ManagerView | null): DeskLine {
  const broken = draft.text !== null;
  return {
    id: draft.id,
    colour: manager?.manager.colour ?? 'none',
    state: standingBadge(draft) ?? (
      <Badge tone={broken ? 'warning' : 'neutral'}>{broken ? 'JSON to mend' : 'Draft'}</Badge>
    ),
    what: draftName(draft),
    detail: (
      <>
        <Method method={METHOD_OF[draft.operation]} /> {KIND_NAME[draft.kind]}
        {draft.base && ` · from revision ${String(draft.base._revision ?? '?')}`}
      </>
    ),
    where: manager?.manager.name ?? 'manager removed',
    when: <TimeText at={draft.savedAt} form="ago" />,
    open: () => go({ screen: 'drafts', id: draft.id }),
  };
}

export function managerLine(view: ManagerView, zone: Zone): DeskLine {
  const { manager, link } = view;
  const words = linkWords(view, zone);
  return {
    id: manager.id,
    colour: manager.colour,
    state: (
      <Badge tone={words.tone} icon={<Dot tone={words.tone} hollow={words.hollow} />}>
        {words.word}
      </Badge>
    ),
    what: manager.name,
    detail: link.failure ? wordsOf(link.failure).explanation : words.phrase,
    where: manager.environment,
    when: <TimeText at={link.since} form="ago" />,
    open: () => go({ screen: 'managers', id: manager.id }),
  };
}
