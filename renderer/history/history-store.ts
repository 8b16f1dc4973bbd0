import { useEffect } from 'react';
import { create } from 'zustand';
import type { Output } from '../../shared/contract.ts';
import { MAX_EVENTS_PAGE } from '../../shared/history-query.ts';
import { unpackEvents } from '../../shared/packed-events.ts';
import type { RequestEvent, RequestSummary } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call, onEvent } from '../bridge.ts';
import { withoutOldest } from './bounded.ts';
import { forgetDropped } from './requests-state.ts';

export type RequestDetail = Output<'history.get'>;

/**
 * What is open, in doubt or new, and what was looked at lately: never the whole record. Who wants others asks main
 * for them (`history.find`).
 */
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
  putSummaries([summary]);
}

export function putSummaries(several: readonly RequestSummary[]): void {
  useHistoryStore.setState((state) => {
    const put = Object.fromEntries(several.map((one) => [one.request.id, one]));
    const shown = several.flatMap((summary) => {
      const detail = state.details[summary.request.id];
      return detail ? [[summary.request.id, { ...detail, summary }] as const] : [];
    });
    const details =
      shown.length > 0 ? { ...state.details, ...Object.fromEntries(shown) } : state.details;
    return { summaries: withoutOldest({ ...state.summaries, ...put }, details), details };
  });
}

/** Appends a fact to the request that is held; a fact that was heard already, or came out of turn, is put in its place. */
export function withEvent(
  events: readonly RequestEvent[],
  event: RequestEvent,
): { events: RequestEvent[]; whole: boolean } {
  const last = events.at(-1)?.seq ?? 0;
  // The usual case, with thousands before it.
  if (last > 0 && event.seq === last + 1 && isWhole(events)) {
    return { events: [...events, event], whole: true };
  }
  const others = events.filter(({ seq }) => seq !== event.seq);
  const ordered = [...others, event].sort((a, b) => a.seq - b.seq);
  return { events: ordered, whole: isWhole(ordered) };
}

function isWhole(events: readonly RequestEvent[]): boolean {
  return (events.at(-1)?.seq ?? 0) - (events[0]?.seq ?? 0) + 1 === events.length;
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
  // Nodes that the check before had too have no name that main could tell.
  const before = detail.events.findLast(({ fact }) => fact.type === 'checked');
  const named = new Set(before ? nodesOf(before.fact) : []);
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
  onEvent('record.dropped', ({ requestIds }) => {
    const gone = new Set<string>(requestIds);
    forgetDropped(gone);
    const left = <T>(all: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(all).filter(([id]) => !gone.has(id)));
    useHistoryStore.setState(({ summaries, details }) => ({
      summaries: left(summaries),
      details: left(details),
    }));
  });
  await loadHistory();
}

export async function loadHistory(): Promise<void> {
  const answer = await call('history.list', null);
  if (!answer.ok) {
    useHistoryStore.setState({ loaded: true, failure: answer.failure });
    return;
  }
  putSummaries(answer.value);
  useHistoryStore.setState({ loaded: true, failure: null });
}

/** Facts that are told while the whole is being read: it may have been put together before them. */
const early = new Map<string, RequestEvent[]>();
/** Requests that were read, the last of them last; so many are held with their facts. */
const read: string[] = [];
const MOST_DETAILS = 120;

/** The facts page by page: between two of them both processes answer whoever else asks. */
async function readEvents(requestId: RequestSummary['request']['id']) {
  const events: RequestEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const page = await call('history.events', { requestId, after, limit: MAX_EVENTS_PAGE });
    if (!page.ok) return page;
    const some = unpackEvents(page.value);
    events.push(...some);
    if (some.length < MAX_EVENTS_PAGE) return { ok: true, value: events } as const;
  }
}

async function readWhole(id: string): Promise<Result<RequestDetail>> {
  const requestId = id as RequestSummary['request']['id'];
  const events = await readEvents(requestId);
  if (!events.ok) return events;
  // After its facts: then the summary is never older than they are.
  const answer = await call('history.get', { requestId, withEvents: false });
  return answer.ok ? { ok: true, value: { ...answer.value, events: events.value } } : answer;
}

/** Reads a request with all its facts. */
export async function loadRequest(id: string): Promise<void> {
  if (early.has(id)) return;
  early.set(id, []);
  const answer = await readWhole(id);
  const missed = early.get(id) ?? [];
  early.delete(id);
  useHistoryStore.setState((state) => {
    if (!answer.ok) return { detailFailures: { ...state.detailFailures, [id]: answer.failure } };
    const { [id]: _mended, ...detailFailures } = state.detailFailures;
    const events = missed.reduce((all, event) => withEvent(all, event).events, answer.value.events);
    // What was told while it was read is newer than what was read.
    const summary = (missed.length > 0 && state.summaries[id]) || answer.value.summary;
    const details = { ...state.details, [id]: { ...answer.value, summary, events } };
    read.splice(0, read.length, ...read.filter((one) => one !== id), id);
    for (const old of read.splice(0, read.length - MOST_DETAILS)) delete details[old];
    return {
      summaries: withoutOldest({ ...state.summaries, [id]: summary }, details),
      details,
      detailFailures,
    };
  });
}

/** A request with all its facts, which are read where they are not here yet; null until then. */
export function useWhole(id: string): RequestDetail | null {
  useEffect(() => {
    if (useHistoryStore.getState().details[id] === undefined) void loadRequest(id);
  }, [id]);
  return useHistoryStore((state) => state.details[id] ?? null);
}

/** Reads what a request comes to, without its facts, unless it is known. */
export async function loadSummary(id: string): Promise<void> {
  if (useHistoryStore.getState().summaries[id]) return;
  const requestId = id as RequestSummary['request']['id'];
  const answer = await call('history.get', { requestId, withEvents: false });
  if (answer.ok) putSummary(answer.value.summary);
}

/** Newest first, in which they were written. */
export function sortRequests(
  summaries: Readonly<Record<string, RequestSummary>>,
): RequestSummary[] {
  return Object.values(summaries).sort((a, b) => b.request.writtenAt - a.request.writtenAt);
}
