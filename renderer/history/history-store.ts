import { create } from 'zustand';
import type { Output } from '../../shared/contract.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';

export type RequestDetail = Output<'history.get'>;

interface HistoryState {
  summaries: Readonly<Record<string, RequestSummary>>;
  details: Readonly<Record<string, RequestDetail>>;
  /** Why a request's facts could not be read, by id. */
  detailFailures: Readonly<Record<string, Failure>>;
  loaded: boolean;
  failure: Failure | null;
}

export const useHistoryStore = create<HistoryState>(() => ({
  summaries: {},
  details: {},
  detailFailures: {},
  loaded: false,
  failure: null,
}));

/** Puts what main answered or told in its place. */
export function putSummary(summary: RequestSummary): void {
  useHistoryStore.setState((state) => {
    const id = summary.request.id;
    const detail = state.details[id];
    return {
      summaries: { ...state.summaries, [id]: summary },
      details: detail ? { ...state.details, [id]: { ...detail, summary } } : state.details,
    };
  });
}

/** Appends a fact to the request that is held; a fact that was heard already, or came out of turn, is put in its place. */
export function withEvent(
  events: readonly RequestEvent[],
  event: RequestEvent,
): { events: RequestEvent[]; whole: boolean } {
  const others = events.filter(({ seq }) => seq !== event.seq);
  const ordered = [...others, event].sort((a, b) => a.seq - b.seq);
  const first = ordered[0]?.seq ?? 0;
  return { events: ordered, whole: (ordered.at(-1)?.seq ?? 0) - first + 1 === ordered.length };
}

function nodesOf(fact: RequestEvent['fact']): string[] {
  return fact.type === 'checked' ? fact.nodes.map(({ nodeId }) => nodeId) : [];
}

function putEvent(event: RequestEvent): void {
  early.get(event.requestId)?.push(event);
  const detail = useHistoryStore.getState().details[event.requestId];
  if (!detail) return;
  const { events, whole } = withEvent(detail.events, event);
  useHistoryStore.setState((state) => ({
    details: { ...state.details, [event.requestId]: { ...detail, events } },
  }));
  const named = new Set(detail.events.flatMap(({ fact }) => nodesOf(fact)));
  const unnamed = nodesOf(event.fact).some(
    (id) => detail.nodeNames[id] === undefined && !named.has(id),
  );
  // A fact is missing, or a node is seen whose name only main knows: read the whole again.
  if (!whole || unnamed) void loadRequest(event.requestId);
}

let started = false;

/** Fills the store and keeps it up; only the first call does anything. */
export async function startHistory(): Promise<void> {
  if (started) return;
  started = true;
  onEvent('request.changed', putSummary);
  onEvent('request.event', putEvent);
  await loadHistory();
}

export async function loadHistory(): Promise<void> {
  const answer = await call('history.list', null);
  if (!answer.ok) {
    useHistoryStore.setState({ loaded: true, failure: answer.failure });
    return;
  }
  const summaries = Object.fromEntries(answer.value.map((each) => [each.request.id, each]));
  useHistoryStore.setState({ summaries, loaded: true, failure: null });
}

/** Facts that are told while the whole is being read: it may have been put together before them. */
const early = new Map<string, RequestEvent[]>();

/** Reads a request with all its facts. */
export async function loadRequest(id: string): Promise<void> {
  if (early.has(id)) return;
  early.set(id, []);
  const requestId = id as RequestSummary['request']['id'];
  const answer = await call('history.get', { requestId });
  const missed = early.get(id) ?? [];
  early.delete(id);
  useHistoryStore.setState((state) => {
    if (!answer.ok) return { detailFailures: { ...state.detailFailures, [id]: answer.failure } };
    const { [id]: _mended, ...detailFailures } = state.detailFailures;
    const events = missed.reduce((all, event) => withEvent(all, event).events, answer.value.events);
    // What was told while it was read is newer than what was read.
    const summary = (missed.length > 0 && state.summaries[id]) || answer.value.summary;
    return {
      summaries: { ...state.summaries, [id]: summary },
      details: { ...state.details, [id]: { ...answer.value, summary, events } },
      detailFailures,
    };
  });
}

/** Newest first, in which they were written. */
export function sortRequests(
  summaries: Readonly<Record<string, RequestSummary>>,
): RequestSummary[] {
  return Object.values(summaries).sort((a, b) => b.request.writtenAt - a.request.writtenAt);
}
