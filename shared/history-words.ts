import { fold } from './inventory-search.ts';
import { isObject, type Json } from './json.ts';
import { nsxErrorText, readNsxError } from './nsx/error-body.ts';
import { KIND_NAME } from './nsx/kinds.ts';
import { REDACTED } from './redaction.ts';
import type { Exchange, Request, RequestFact, RequestSummary } from './request.ts';
import { wordsOfSummary } from './summary-words.ts';

/**
 * What a request is found by. Lines of folded text; no word reaches over a line's end. Facts only ever add lines;
 * what may change (tags, the verdict's word, the mark) is `remarksOf`, and kept apart.
 */

/** The most characters that one request is searched by: what a body has beyond that is on record, and not found. */
export const MAX_WORDS = 200_000;

/** From here on an answer says what went wrong. */
const FIRST_ERROR = 400;

const line = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** Every text and number of a body; the names of its fields are those of every other body. */
function textsIn(value: Json | undefined, into: string[]): void {
  if (typeof value === 'string') {
    if (value !== '' && value !== REDACTED) into.push(value);
  } else if (typeof value === 'number') into.push(String(value));
  else if (Array.isArray(value)) for (const item of value) textsIn(item, into);
  else if (isObject(value)) {
    for (const item of Object.values(value)) textsIn(item, into);
  }
}

function textsInBody(body: string, into: string[]): void {
  try {
    textsIn(JSON.parse(body) as Json, into);
  } catch {
    if (body !== '') into.push(body);
  }
}

/** NSX's module and code as they are shown: `VPN:110199`. An answer that is no error of NSX has none. */
function errorIn({ status, body }: Exchange): string[] {
  if (status === null || status < FIRST_ERROR) return [];
  const error = readNsxError(body);
  return error.code === null ? [] : [nsxErrorText(error)];
}

/** A request as it was put on record: names, addresses, ids, and what is in its bodies. */
export function textsOfRequest(request: Request): string[] {
  const texts = [
    request.entityName,
    request.entityId ?? '',
    request.managerName,
    request.managerAddress,
    request.managerEnvironment,
    request.user,
    request.method,
    KIND_NAME[request.kind],
    request.id,
    request.ereqId,
    ...request.changedFields,
    ...(request.named ?? []).flatMap(({ name, addresses = [] }) => [name, ...addresses]),
  ];
  textsIn(request.bodyBefore ?? undefined, texts);
  textsIn(request.bodyAfter ?? undefined, texts);
  return texts;
}

export const linesOfRequest = (request: Request): string[] => linesOf(textsOfRequest(request));

/** What a fact adds: ids, NSX's words, the texts of an answer, a note, who said it. */
export function linesOfFact(fact: RequestFact): string[] {
  const texts: string[] = [];
  switch (fact.type) {
    case 'answered':
      texts.push(fact.nsxRequestId ?? '', fact.entityId ?? '');
      textsInBody(fact.exchange.body, texts);
      texts.push(...errorIn(fact.exchange));
      break;
    case 'lost':
      texts.push(fact.nsxRequestId ?? '');
      if (fact.exchange) {
        textsInBody(fact.exchange.body, texts);
        texts.push(...errorIn(fact.exchange));
      }
      break;
    case 'settled':
      texts.push(fact.evidence, fact.entityId ?? '');
      break;
    case 'watch-started':
      texts.push(fact.sessionId, fact.sessionName ?? '', fact.nsxRequestId ?? '');
      break;
    case 'checked':
      texts.push(...errorIn(fact.exchange), fact.message ?? '', fact.rawState ?? '');
      for (const { nodeId, name, message } of fact.nodes) {
        texts.push(nodeId, name ?? '', message ?? '');
      }
      break;
    case 'nothing-to-ask':
      texts.push(fact.reason);
      break;
    case 'stopped':
      texts.push(fact.reason ?? '');
      break;
    case 'noted':
      texts.push(...fact.text.split('\n'), fact.by);
      break;
    case 'tagged':
    case 'marked':
      texts.push(fact.by);
      break;
    default:
      break;
  }
  return linesOf(texts);
}

const linesOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.map(line).filter((text) => text !== '')),
];

/** What is said of a request now, and may be said otherwise later. */
export function remarksOf(summary: RequestSummary): string {
  const { tags = [], mark } = summary;
  return linesOf([...tags, wordsOfSummary(summary).word, mark?.mark ?? '']).join('\n');
}

/** The text with the lines that it doesn't have yet. */
export function withLines(text: string, lines: readonly string[]): string {
  let whole = text;
  let around: string | null = null;
  for (const one of lines) {
    around ??= `\n${whole}\n`;
    if (around.includes(`\n${one}\n`)) continue;
    if (whole.length + one.length >= MAX_WORDS) return whole;
    whole = whole === '' ? one : `${whole}\n${one}`;
    around = `${around}${one}\n`;
  }
  return whole;
}
