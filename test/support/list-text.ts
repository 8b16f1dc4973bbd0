import { type ListEnd, type ListFormat, listWriter } from '../../shared/evidence/list-export.ts';
import type { RequestSummary } from '../../shared/request.ts';

/** A whole list as its file has it. `ends`: by request. */
export function listText(
  summaries: readonly RequestSummary[],
  format: ListFormat,
  ends: ReadonlyMap<string, ListEnd> = new Map(),
): string {
  const text = listWriter(format);
  for (const summary of summaries) text.add(summary, ends.get(summary.request.id));
  return text.end();
}
