import { MAX_PSK } from '../../shared/nsx/entity/peer-endpoint.ts';
import { REDACTED } from '../../shared/redaction.ts';

/**
 * A pre-shared key in the text of the JSON tab. While somebody types it, it stands in the editor and nowhere else: the
 * draft gets the text without it. It is taken whole, once the editor is left.
 */

/** `"psk": "…"`, closed or open to the end of its line. */
const KEY = /("psk"\s*:\s*)("(?:[^"\\\n]|\\.)*\\?)("?)/g;

/** What a literal says; null where it is open, or no JSON. */
function saidBy(opened: string, closing: string): string | null {
  if (closing === '') return null;
  try {
    const value: unknown = JSON.parse(opened + closing);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

const isNoKey = (value: string | null) => value === '' || value === REDACTED;

/** The text as the draft may have it: in the place of a key stands what the draft has there (its mark, or nothing). */
export function withheld(text: string, standing: unknown): string {
  const standIn = JSON.stringify(standing === REDACTED ? REDACTED : '');
  return text.replace(KEY, (all, before: string, opened: string, closing: string) => {
    if (isNoKey(saidBy(opened, closing))) return all;
    // One that is open stays open: what can't be read is not to look as if it could.
    return before + (closing === '' ? '"' : standIn);
  });
}

/** True where a key stands in the text that the draft must not have. */
export function holdsKey(text: string): boolean {
  return withheld(text, '') !== text;
}

export type TakenKey = {
  /** The text with the key's mark, or with nothing where it can't be kept. */
  text: string;
  /** Goes to main; null where it can't be kept. */
  key: string | null;
  /** Why it can't, in words. */
  why: string | null;
};

/** The key of a text and the text without it; null where there is none, or it is still open. */
export function takenKey(text: string): TakenKey | null {
  let found: string | null = null;
  let isOfMark = false;
  const without = text.replace(KEY, (all, before: string, opened: string, closing: string) => {
    const value = saidBy(opened, closing);
    if (value === null || isNoKey(value)) return all;
    // Letters beside the mark are no key; the mark stays.
    isOfMark = value.includes(REDACTED);
    found = value;
    const fits = isOfMark || value.length <= MAX_PSK;
    return before + JSON.stringify(fits ? REDACTED : '');
  });
  const key = found as string | null;
  if (key === null) return null;
  if (isOfMark) return { text: without, key: null, why: null };
  if (key.length <= MAX_PSK) return { text: without, key, why: null };
  const why = `Pre-shared key: ${key.length} characters are too many; at most ${MAX_PSK}. It was not kept: type it again`;
  return { text: without, key: null, why };
}
