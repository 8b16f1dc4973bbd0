import { nsxErrorText, readNsxError } from '../../shared/nsx/error-body.ts';
import type { RequestEvent } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { failureInShort } from '../../shared/words.ts';

/** A failure in one line with what a person needs to compare: a certificate's fingerprints. */
export function failureWords(failure: Failure): string {
  return `${failureInShort(failure)}${fingerprints(failure)}`;
}

function fingerprints(failure: Failure): string {
  if (failure.kind !== 'untrusted') return '';
  const { presented, expected } = failure;
  const shown =
    presented === null ? 'no certificate was presented' : `presented: SHA-256 ${presented}`;
  return ` (${shown}; trusted: ${expected === null ? 'certificates of a CA' : `SHA-256 ${expected}`})`;
}

/** What the sentence of a request leaves out, and a terminal has room for: fingerprints, NSX's own words. */
export function besides(
  sentence: string,
  events: readonly RequestEvent[],
  notAsked: Failure | null,
): string {
  const notSent = events.findLast(({ fact }) => fact.type === 'not-sent')?.fact;
  const failure = notSent?.type === 'not-sent' ? notSent.failure : notAsked;
  const shown = failure === null ? '' : fingerprints(failure);
  const answer = events.findLast(({ fact }) => fact.type === 'answered')?.fact;
  const isRefused = answer?.type === 'answered' && (answer.exchange.status ?? 0) >= FIRST_ERROR;
  const said = isRefused ? nsxErrorText(readNsxError(answer.exchange.body)) : '';
  return said === '' || sentence.includes(said) ? shown : `${shown} (NSX says: ${said})`;
}

const FIRST_ERROR = 400;

/** How a lost answer was cleared up, for scripts, which get no lines of it; null where none was lost. */
export function doubtWords(events: readonly RequestEvent[]): string | null {
  const facts = events.map(({ fact }) => fact);
  const lost = facts.findLast((fact) => fact.type === 'lost');
  if (!lost) return null;
  const settled = facts.findLast((fact) => fact.type === 'settled');
  const found = settled ? ` ${settled.evidence}` : ' It was not read back.';
  return `In doubt at first: no answer came (${failureInShort(lost.failure)}).${found}`;
}
