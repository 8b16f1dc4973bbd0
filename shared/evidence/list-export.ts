import * as z from 'zod';
import { isoUtc } from '../iso-utc.ts';
import { nodeEnds } from '../node-ends.ts';
import type { RequestEvent, RequestSummary } from '../request.ts';
import { type NodeNames, sentenceOf, wholeNames } from '../sentence.ts';
import { verdictCode, wordsOfSummary } from '../summary-words.ts';
import { csvText } from './escape.ts';

export const ListFormat = z.enum(['csv', 'json']);
export type ListFormat = z.infer<typeof ListFormat>;

export const summaryWord = (summary: RequestSummary) => wordsOfSummary(summary).word;

/** How a request that is not realized stands: which nodes do not have it, and why, as its page says it. */
export type ListEnd = { notRealized: string[]; message: string };

export function endOf(
  summary: RequestSummary,
  { events, nodeNames }: { events: readonly RequestEvent[]; nodeNames: NodeNames },
): ListEnd {
  const names = wholeNames(events, nodeNames);
  const nodes = nodeEnds(summary.request, events, names, (id) => id);
  return {
    notRealized: nodes.flatMap(({ name, stateClass }) => (stateClass === 'realized' ? [] : name)),
    message: sentenceOf(summary, events, names),
  };
}

/**
 * One row of an exported list: what the Requests screen shows, with times in ISO 8601 UTC; of one that is not realized
 * its end, where that was read.
 */
function rowOf(summary: RequestSummary, end: ListEnd | undefined) {
  const { request, mark } = summary;
  return {
    id: request.id,
    put_on_record: isoUtc(request.writtenAt),
    manager: request.managerName,
    address: request.managerAddress,
    environment: request.managerEnvironment,
    user: request.user,
    method: request.method,
    kind: request.kind,
    object: request.entityName,
    object_id: summary.entityId,
    x_nsx_requestid: summary.nsxRequestId,
    verdict: verdictCode(summary),
    open: summary.open,
    nodes_done: summary.nodesDone,
    nodes_total: summary.nodesTotal,
    nodes_not_realized: end?.notRealized ?? [],
    message: end?.message ?? null,
    duration_ms: summary.durationMs,
    checks: summary.checks,
    last_check: summary.lastCheckAt === null ? null : isoUtc(summary.lastCheckAt),
    changed_fields: request.changedFields,
    tags: summary.tags ?? [],
    mark: mark?.mark ?? null,
    marked_by: mark?.by ?? null,
    notes: summary.notes ?? 0,
  };
}

const HEAD = Object.keys({
  id: 0,
  put_on_record: 0,
  manager: 0,
  address: 0,
  environment: 0,
  user: 0,
  method: 0,
  kind: 0,
  object: 0,
  object_id: 0,
  x_nsx_requestid: 0,
  verdict: 0,
  open: 0,
  nodes_done: 0,
  nodes_total: 0,
  nodes_not_realized: 0,
  message: 0,
  duration_ms: 0,
  checks: 0,
  last_check: 0,
  changed_fields: 0,
  tags: 0,
  mark: 0,
  marked_by: 0,
  notes: 0,
} satisfies Record<keyof ReturnType<typeof rowOf>, 0>);

type Cell = ReturnType<typeof rowOf>[keyof ReturnType<typeof rowOf>];

/** A spreadsheet's cell has no list and no boolean. */
function cellOf(value: Cell): string | number | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value !== null && typeof value === 'object' ? value.join('; ') : value;
}

/** A list of requests as a file, row by row: CSV (RFC 4180, no formula) or JSON. `end`: how it stands, where that was read. */
export function listWriter(format: ListFormat) {
  const parts: string[] = [];
  const isJson = format === 'json';
  const textOf = (row: ReturnType<typeof rowOf>) =>
    isJson
      ? `${parts.length === 0 ? '' : ','}\n  ${JSON.stringify(row, null, 2).replaceAll('\n', '\n  ')}`
      : csvText([Object.values(row).map(cellOf)]);
  return {
    add(summary: RequestSummary, end?: ListEnd): void {
      parts.push(textOf(rowOf(summary, end)));
    },
    end: (): string =>
      isJson
        ? `[${parts.join('')}${parts.length === 0 ? '' : '\n'}]\n`
        : `${csvText([HEAD])}${parts.join('')}`,
  };
}
