/** Where a value ends in a text: the scanning below knows no field names, only quotes, brackets and lines. */
export type Span = { start: number; end: number };

/** The index behind the closing quote of a JSON string that opens at `from`; the text's length where none closes it. */
export function endOfJsonString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '"') return at + 1;
  }
  return text.length;
}

/** The index behind a JSON value that starts at `from`, in text that is known to be JSON. */
export function endOfJsonValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfJsonString(text, from);
  if (first === '{' || first === '[') return endOfBrackets(text, from, text.length) ?? text.length;
  const plain = /[^\s,}\]]*/y;
  plain.lastIndex = from;
  plain.exec(text);
  return plain.lastIndex;
}

/** The index behind the bracket that closes the one at `from`; null where none does before `limit`. */
export function endOfBrackets(text: string, from: number, limit: number): number | null {
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfJsonString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** Quotes as people and programs write them; a straight one may have been escaped, once for each JSON around it. */
const QUOTE = /\\*["'`]|[“”„‟«»‘’‚‛‹›]|\\*&(?:quot|apos|#34|#39|#x22|#x27);/iy;
const TYPOGRAPHIC_DOUBLE = '“”„‟«»';
const TYPOGRAPHIC_SINGLE = '‘’‚‛‹›';

/** The quote that stands at `from`, with its backslashes; null where there is none. */
export function quoteAt(text: string, from: number): string | null {
  QUOTE.lastIndex = from;
  return QUOTE.exec(text)?.[0] ?? null;
}

export function endOfLine(text: string, from: number): number {
  const line = /[\r\n]/g;
  line.lastIndex = from;
  return line.exec(text)?.index ?? text.length;
}

/** What may stand behind a quoted value. A quote before anything else is taken for a part of it (`'it's me'`). */
const BEHIND_VALUE = /[ \t]*(?:$|[\r\n,;}\])>&"'`“”„‟«»‘’‚‛‹›\\])/y;

/**
 * What stands between the quote at `from` and the one that closes it, or the line's end where none does.
 * With n backslashes before the opening quote, the closing one has n as well, or n and what escapes backslashes
 * of the value itself: 2(n+1) for each. One with fewer ends the text that the value stands in.
 */
export function quotedSpan(text: string, from: number, opening: string): Span {
  const start = from + opening.length;
  const mark = opening.replace(/^\\+/, '');
  const escapes = opening.length - mark.length;
  const closers = TYPOGRAPHIC_DOUBLE.includes(mark)
    ? TYPOGRAPHIC_DOUBLE
    : TYPOGRAPHIC_SINGLE.includes(mark)
      ? TYPOGRAPHIC_SINGLE
      : null;
  let backslashes = 0;
  let at = start;
  for (; at < text.length && text[at] !== '\n' && text[at] !== '\r'; at += 1) {
    if (text[at] === '\\') {
      backslashes += 1;
      continue;
    }
    const closes = closers ? closers.includes(text[at] as string) : text.startsWith(mark, at);
    if (closes) {
      const behind = at + (closers ? 1 : mark.length);
      const run = backslashes;
      if (closers) {
        if (isBehind(text, behind)) return { start, end: at };
      } else if (run < escapes) return { start, end: at - run };
      else if (run % (2 * (escapes + 1)) === escapes && isBehind(text, behind)) {
        return { start, end: at - escapes };
      }
    }
    backslashes = 0;
  }
  return { start, end: at };
}

function isBehind(text: string, at: number): boolean {
  BEHIND_VALUE.lastIndex = at;
  return BEHIND_VALUE.test(text);
}
