import { textsOfRequest } from './history-words.ts';
import { fold } from './inventory-search.ts';
import { KIND_NAME } from './nsx/kinds.ts';
import type { RequestSummary } from './request.ts';
import { wordsOfSummary } from './summary-words.ts';
import { shortId } from './words.ts';

/** A text in which a typed word was found, cut around it. */
export type FoundBy = { before: string; match: string; after: string };

/** Characters beside the word: a row is one line, and the word is to stand in sight. */
const BEFORE = 14;
const AFTER = 80;

/** A typed word that a request was found by and that its row doesn't show; null where the row shows them all. */
export function hiddenWord(summary: RequestSummary, words: readonly string[]): string | null {
  const shown = fold(textsShown(summary).join('\n'));
  return words.find((word) => !shown.includes(word)) ?? null;
}

/** What a row of the list says, beside times and counts. */
function textsShown(summary: RequestSummary): string[] {
  const { request, nsxRequestId } = summary;
  return [
    request.entityName,
    request.managerName,
    request.method,
    request.kind === 'sessions' ? '' : KIND_NAME[request.kind],
    nsxRequestId === null ? '' : shortId(nsxRequestId),
    wordsOfSummary(summary).word,
  ];
}

/** Where the word stands in what was put on record with the request; null: a fact of it has the word. */
export function foundInRequest(summary: RequestSummary, word: string): FoundBy | null {
  const { request, nsxRequestId, tags = [], mark } = summary;
  return foundIn([nsxRequestId ?? '', ...tags, mark?.by ?? '', ...textsOfRequest(request)], word);
}

/** The word in the first of these texts that has it, in the text's own letters. */
export function foundIn(texts: readonly string[], word: string): FoundBy | null {
  // Folded at once first: most have it nowhere, and a page has thousands of texts.
  if (!fold(texts.join('\n')).includes(word)) return null;
  for (const text of texts) {
    const at = fold(text).indexOf(word);
    if (at >= 0) return around(text, at, word.length);
  }
  return null;
}

function around(text: string, from: number, length: number): FoundBy {
  // A letter may be several when it is folded, and one with its accent is then one.
  const letters: number[] = [];
  let at = 0;
  for (const letter of text) {
    for (let i = 0; i < fold(letter).length; i += 1) letters.push(at);
    at += letter.length;
  }
  const start = letters[from] ?? 0;
  const end = letters[from + length] ?? text.length;
  const head = text.slice(0, start);
  const tail = text.slice(end);
  return {
    before: head.length > BEFORE ? `…${head.slice(-BEFORE)}` : head,
    match: text.slice(start, end),
    after: tail.length > AFTER ? `${tail.slice(0, AFTER)}…` : tail,
  };
}
