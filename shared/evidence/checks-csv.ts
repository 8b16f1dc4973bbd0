import { checksOf } from '../check-rows.ts';
import { isoUtc } from '../iso-utc.ts';
import { wholeNames } from '../sentence.ts';
import { csvText } from './escape.ts';
import { type PackRecord, rowText, type Story } from './story.ts';

const HEAD = [
  'request',
  'manager',
  'method',
  'object',
  'x_nsx_requestid',
  'session',
  'row',
  'time_utc',
  'since_sent_ms',
  'verdict',
  'raw_state',
  'nodes_done',
  'nodes_total',
  'http_status',
  'duration_ms',
  'what',
];

export const checksHead = () => csvText([HEAD]);

/** A line for each row of a request's table of checks. */
export function checksCsv({ request, events, nodeNames }: PackRecord, story: Story): string {
  const { summary } = story;
  const names = wholeNames(events, nodeNames);
  const isNamed = Object.entries(names).every(([id, name]) => id !== name);
  const rows = isNamed ? story.rows : checksOf(request, events, names);
  return csvText(
    rows.map((row) => {
      const check = row.type === 'check' ? row : null;
      return [
        request.id,
        request.managerName,
        request.method,
        request.entityName,
        summary.nsxRequestId,
        'sessionId' in row ? row.sessionId : null,
        row.type,
        isoUtc(row.at),
        row.sinceSentMs,
        check?.verdict ?? null,
        check?.rawState ?? null,
        check?.done ?? null,
        check?.total ?? null,
        check?.exchange.status ?? null,
        check?.exchange.durationMs ?? null,
        rowText(row).words,
      ];
    }),
  );
}
