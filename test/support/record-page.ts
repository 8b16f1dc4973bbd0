import { factsText, type RecordPage } from '../../shared/evidence/carried.ts';
import type { PackRecord } from '../../shared/evidence/story.ts';

/** A page of a record in memory, as the archive reads it. */
export function recordPage(
  { request, events, raw }: PackRecord,
  after: number,
  limit: number,
): RecordPage {
  const on = (all: PackRecord['events']) => all.filter(({ seq }) => seq > after).slice(0, limit);
  const [some, rows] = [on(events), on(raw?.events ?? events)];
  return {
    request,
    rawRequest: raw?.request ?? null,
    facts: factsText({ events: some, raw: raw ? rows : null }),
    isUnread: rows.length > some.length,
    through: rows.at(-1)?.seq ?? after,
    isLast: rows.length < limit,
  };
}
