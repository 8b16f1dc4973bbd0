import { redactText } from './redaction.ts';

/** In UTF-16 units. Shorter texts are looked through as quickly as they are found here. */
const SHORTEST_REMEMBERED = 200;
const LONGEST_REMEMBERED = 50_000;
/** All that is remembered, so that a thousand watches with answers of their own find them again. */
const MOST_REMEMBERED = 2_000_000;

/** Only texts that hold no secret. */
const clean = new Map<string, string>();
let length = 0;

/**
 * `redactText` for a text that mostly came before: the answer to a check is that of the last one, to the letter. What
 * was looked through and holds no secret is given back as the same string, so that a thousand watches hold it once.
 */
export function redactRecurring(text: string): string {
  const known = clean.get(text);
  if (known !== undefined) return known;
  const redacted = redactText(text);
  const mayRecur = text.length >= SHORTEST_REMEMBERED && text.length <= LONGEST_REMEMBERED;
  if (redacted === text && mayRecur) remember(text);
  return redacted;
}

function remember(text: string): void {
  if (length + text.length > MOST_REMEMBERED) {
    clean.clear();
    length = 0;
  }
  clean.set(text, text);
  length += text.length;
}
