import { useEffect } from 'react';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { PlanPreview, PlanStep } from '../../shared/plan.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { durationText } from '../../shared/words.ts';
import { loadRequest, loadSummary, useHistoryStore } from '../history/history-store.ts';
import { MiniLane } from '../realization/mini-lane.tsx';
import { SummaryBadge } from '../realization/verdict-badge.tsx';
import { go } from '../shell/route-store.ts';
import { Method } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { boardSentence } from './plan-words.ts';

/** The realization of every step that was sent, on one board. */
export function PlanBoard({ preview }: { preview: PlanPreview }) {
  const { steps, summary } = preview;
  const known = useHistoryStore((state) => state.summaries);
  const sent = steps.flatMap((step, i) => {
    const request = step.requestId ? known[step.requestId] : undefined;
    return request ? [{ step, no: i + 1, request }] : [];
  });
  const wanted = steps.flatMap(({ requestId }) => requestId ?? []).join(' ');
  useEffect(() => {
    for (const id of wanted.split(' ').filter(Boolean)) void loadSummary(id);
  }, [wanted]);
  if (sent.length === 0) return null;
  const sentence = boardSentence(
    summary,
    sent.map(({ request }) => request),
  );
  return (
    <Card title="Realization" note={<span aria-live="polite">{sentence}</span>} padded={false}>
      <div className="table-scroll">
        <table className="table plan-board">
          <thead>
            <tr>
              <th className="num">Step</th>
              <th>Request</th>
              <th>Verdict</th>
              <th className="num">Nodes</th>
              <th>Timeline</th>
              <th className="num">Took</th>
            </tr>
          </thead>
          <tbody>
            {sent.map(({ step, no, request }) => (
              <Row key={request.request.id} step={step} no={no} summary={request} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Row({ step, no, summary }: { step: PlanStep; no: number; summary: RequestSummary }) {
  const { request, nodesDone, nodesTotal, durationMs, sessions } = summary;
  const detail = useHistoryStore((state) => state.details[request.id] ?? null);
  useEffect(() => void loadRequest(request.id), [request.id]);
  return (
    <tr>
      <td className="num plan-no">{no}</td>
      <td>
        <Method method={request.method} />{' '}
        <button
          type="button"
          className="drafts-open"
          aria-label={`${step.name}, ${KIND_NAME[step.kind]}`}
          onClick={() => go({ screen: 'requests', id: request.id })}
        >
          {step.name}
        </button>
        <div className="muted small">{KIND_NAME[step.kind]}</div>
      </td>
      <td>
        <SummaryBadge summary={summary} />
      </td>
      <td className="num">{nodesTotal > 0 ? `${nodesDone}/${nodesTotal}` : ''}</td>
      <td>
        {sessions.length > 0 && detail ? (
          <MiniLane detail={detail} />
        ) : (
          <span className="muted small">
            {summary.verdict === 'accepted' ? 'no session to ask' : ''}
          </span>
        )}
      </td>
      <td className="num muted">{durationMs === null ? '' : durationText(durationMs)}</td>
    </tr>
  );
}
