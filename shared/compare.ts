import type { CompareRow } from './compare-bodies.ts';
import { compareBodies, stateOf } from './compare-bodies.ts';
import { isSending } from './history.ts';
import type { NodeEnd } from './node-ends.ts';
import { nodeEnds } from './node-ends.ts';
import { nsxErrorText, readNsxError } from './nsx/error-body.ts';
import { KIND_NAME } from './nsx/kinds.ts';
import { lastChange, revisionOf } from './nsx/last-change.ts';
import type { Request, RequestEvent, RequestSummary } from './request.ts';
import type { NodeNames } from './sentence.ts';
import { wordsOfSummary } from './summary-words.ts';
import { durationText, failureInShort } from './words.ts';

export type { CompareRow, RowState } from './compare-bodies.ts';

/** One of the two: a request with all its facts. */
export type Compared = {
  summary: RequestSummary;
  request: Request;
  events: readonly RequestEvent[];
  nodeNames: NodeNames;
};

export type GroupId = 'request' | 'sent' | 'before' | 'answer' | 'realization' | 'nodes';
/** `unknown`: whose bodies or answers are not on record, so that nothing can be said of them. */
export type CompareGroup = { id: GroupId; rows: CompareRow[]; unknown: 'first' | 'second' | null };

/** True where both are about one object of one manager. */
export function isSameObject(first: RequestSummary, second: RequestSummary): boolean {
  return (
    first.request.managerId === second.request.managerId &&
    first.entityId !== null &&
    first.entityId === second.entityId
  );
}

/**
 * Two requests side by side, also of different managers: what was sent, what was there before, the answer, the
 * realization, each transport node, who and where. Pure; within a group what differs comes first.
 */
export function compareRequests(first: Compared, second: Compared): CompareGroup[] {
  const sameObject = isSameObject(first.summary, second.summary);
  const unknown = unknownOf(first.request, second.request);
  const bodies = (body: 'bodyAfter' | 'bodyBefore') =>
    unknown ? [] : compareBodies(first.request[body], second.request[body], sameObject);
  return [
    { id: 'sent', rows: bodies('bodyAfter'), unknown } as const,
    { id: 'before', rows: bodies('bodyBefore'), unknown } as const,
    { id: 'answer', rows: answerRows(first, second), unknown: null } as const,
    { id: 'realization', rows: realizationRows(first, second), unknown: null } as const,
    { id: 'nodes', rows: nodeRows(first, second), unknown: null } as const,
    { id: 'request', rows: requestRows(first, second), unknown: null } as const,
  ].map((group) => ({ ...group, rows: differencesFirst(group.rows) }));
}

/** How many rows are not the same on both sides, or can't be told. */
export function countDifferences(groups: readonly CompareGroup[]): number {
  return groups.flatMap(({ rows }) => rows).filter(({ state }) => state !== 'same').length;
}

function differencesFirst(rows: readonly CompareRow[]): CompareRow[] {
  const isSame = ({ state }: CompareRow) => state === 'same';
  return [...rows.filter((row) => !isSame(row)), ...rows.filter(isSame)];
}

function unknownOf(first: Request, second: Request): 'first' | 'second' | null {
  if (first.origin === 'elsewhere') return 'first';
  return second.origin === 'elsewhere' ? 'second' : null;
}

type Said = string | null | undefined;

/** A row of words; none where neither side has anything to say. */
function words(label: string, first: Said, second: Said): CompareRow[] {
  const [one, other] = [first ?? undefined, second ?? undefined];
  if (one === undefined && other === undefined) return [];
  return [{ label, state: stateOf(one, other), first: one, second: other }];
}

/** A row of lengths of time, the same where they read the same. */
function lengths(label: string, first: number | null, second: number | null): CompareRow[] {
  const text = (ms: number | null) => (ms === null ? null : durationText(ms));
  return words(label, text(first), text(second)).map((row) => ({
    ...row,
    ...longer(first, second),
  }));
}

function longer(first: number | null, second: number | null): Pick<CompareRow, 'longerMs'> {
  if (first === null || second === null) return {};
  return durationText(first) === durationText(second) ? {} : { longerMs: second - first };
}

function requestRows(first: Compared, second: Compared): CompareRow[] {
  const row = (label: string, of: (one: Compared) => Said) => words(label, of(first), of(second));
  return [
    ...row('Method', ({ request }) => request.method),
    ...row('Kind', ({ request }) => KIND_NAME[request.kind]),
    ...row('Name', ({ request }) => request.entityName),
    ...row('Id', ({ summary }) => summary.entityId),
    ...row('Manager', ({ request }) => request.managerName),
    ...row('Address', ({ request }) => request.managerAddress),
    ...row('Environment', ({ request }) => request.managerEnvironment || null),
    ...row('User', ({ request }) => request.user),
    ...row('Sent from', ({ request }) => (request.origin ? 'elsewhere' : 'here')),
    ...row('Overwrite', ({ request }) => (request.allowOverwrite ? 'allowed by a person' : null)),
    ...row('Request id', ({ summary }) => summary.nsxRequestId),
    ...row('Revision before it', ({ request }) => revisionText(request.bodyBefore)),
    ...row('Last changed before it by', ({ request }) => lastChange(request.bodyBefore)?.by),
  ];
}

function revisionText(body: Request['bodyBefore']): Said {
  const revision = revisionOf(body);
  return revision === null ? null : String(revision);
}

/** The last of the facts that say what came of the write itself. */
function endOfWrite(events: readonly RequestEvent[]) {
  return events.findLast(
    ({ fact }) => fact.type === 'answered' || fact.type === 'lost' || fact.type === 'not-sent',
  )?.fact;
}

const FIRST_ERROR = 400;

function answerRows(first: Compared, second: Compared): CompareRow[] {
  const [one, other] = [endOfWrite(first.events), endOfWrite(second.events)];
  type End = typeof one;
  const exchangeOf = (end: End) => (end && 'exchange' in end ? end.exchange : undefined);
  const status = (end: End) => {
    const code = exchangeOf(end)?.status;
    return code === undefined || code === null ? null : `HTTP ${code}`;
  };
  const said = (end: End) => {
    if (end && 'failure' in end) return failureInShort(end.failure);
    const exchange = exchangeOf(end);
    if (!exchange || (exchange.status ?? 0) < FIRST_ERROR) return null;
    const error = readNsxError(exchange.body);
    return error ? nsxErrorText(error) : 'no words';
  };
  const settled = ({ events }: Compared) => {
    const fact = events.findLast((event) => event.fact.type === 'settled')?.fact;
    return fact?.type === 'settled' ? fact.outcome.replace('-', ' ') : null;
  };
  const time = (end: End) => exchangeOf(end)?.durationMs ?? null;
  return [
    ...words('Status', status(one), status(other)),
    ...lengths('Answered in', time(one), time(other)),
    ...words('Said', said(one), said(other)),
    ...words('Read back', settled(first), settled(second)),
  ];
}

function realizationRows(first: Compared, second: Compared): CompareRow[] {
  const row = (label: string, of: (one: Compared) => Said) => words(label, of(first), of(second));
  const lastCheck = ({ events }: Compared) => {
    const fact = events.findLast((event) => event.fact.type === 'checked')?.fact;
    return fact?.type === 'checked' ? fact : null;
  };
  return [
    ...row('Verdict', ({ summary }) =>
      isSending(summary) ? 'Sending' : wordsOfSummary(summary).word,
    ),
    ...lengths('Took', first.summary.durationMs, second.summary.durationMs),
    ...row('Transport nodes', ({ summary }) =>
      summary.nodesTotal === 0 ? null : `${summary.nodesDone} of ${summary.nodesTotal} have it`,
    ),
    ...row('NSX’s state', (one) => lastCheck(one)?.rawState),
    ...row('NSX’s words', (one) => lastCheck(one)?.message),
    ...row('Checks', ({ summary }) => String(summary.checks)),
    ...lengths('Nobody could ask for', gapMs(first), gapMs(second)),
  ];
}

function gapMs({ events }: Compared): number | null {
  const gaps = events.flatMap(({ fact }) => (fact.type === 'gap' ? [fact.to - fact.from] : []));
  return gaps.length === 0 ? null : gaps.reduce((all, one) => all + one, 0);
}

/** Nodes pair by their id, and what is left by its name: nodes of two managers have ids of their own. */
function nodeRows(first: Compared, second: Compared): CompareRow[] {
  const free = nodeEnds(second.request, second.events, second.nodeNames);
  const ends = nodeEnds(first.request, first.events, first.nodeNames);
  const take = (fits: (end: NodeEnd) => boolean): NodeEnd | null => {
    const at = free.findIndex(fits);
    return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
  };
  const byId = ends.map((end) => ({ end, other: take(({ key }) => key === end.key) }));
  const pairs = byId.map(({ end, other }) => ({
    end,
    other: other ?? take(({ name }) => name === end.name),
  }));
  return [
    ...pairs.flatMap(({ end, other }) => nodeRow(end.name, end, other)),
    ...free.flatMap((end) => nodeRow(end.name, null, end)),
  ];
}

function nodeRow(label: string, first: NodeEnd | null, second: NodeEnd | null): CompareRow[] {
  const text = (end: NodeEnd | null) => {
    if (end === null) return null;
    return end.realizedMs === null
      ? end.state
      : `${end.state} after ${durationText(end.realizedMs)}`;
  };
  return words(label, text(first), text(second)).map((row) => ({
    ...row,
    ...longer(first?.realizedMs ?? null, second?.realizedMs ?? null),
    ...(row.state === 'changed' && isWithin(first, second) && WITHIN),
  }));
}

const WITHIN = { state: 'same', isWithin: true } as const;

/** Both are realized alike, and no check was made often enough to tell which was sooner. */
function isWithin(first: NodeEnd | null, second: NodeEnd | null): boolean {
  if (!first || !second || first.realizedMs === null || second.realizedMs === null) return false;
  const apart = Math.abs(second.realizedMs - first.realizedMs);
  return (
    first.state === second.state && apart < Math.max(first.withinMs ?? 0, second.withinMs ?? 0)
  );
}
