import { REDACTED, redactText } from '../redaction.ts';
import type { RequestEvent } from '../request.ts';

/** True where a text of the record holds what would be replaced, were it written today: nothing of it may leave. */
export function looksSecret(line: string): boolean {
  return redactText(line) !== line;
}

/** How often something was replaced in a text. */
export function countRedacted(line: string): number {
  return line.split(REDACTED).length - 1;
}

/** Where in the record an event's «redacted» stands, for the manifest's count: its notes, or else what was answered. */
export function placeOfRedacted({ fact }: RequestEvent): string {
  if (fact.type === 'noted') return 'notes';
  return 'answers';
}
