import type { RemarkFact } from './evidence/review-file.ts';
import { redactText } from './redaction.ts';
import { MAX_PERSON } from './request.ts';
import { eachOnce } from './tags.ts';

/** Line feeds and tabs stay; what else a terminal or a page could be led by does not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A note as it is kept: without any key that is written in it; its Markdown is text, until it is shown. */
export function cleanNote(text: string): string {
  return redactText(text.replace(/\r\n?/g, '\n').replace(CONTROL, '').trim());
}

/** Tags as they are kept: each once, however it is spelled, without keys and what can't be seen, in the order given. */
export function cleanTags(tags: readonly string[]): string[] {
  const clean = tags.map((tag) => redactText(tag.replace(CONTROL, '').replace(/\s+/g, ' ').trim()));
  return eachOnce(clean.filter((tag) => tag !== ''));
}

/** A name as it is kept: without what can't be seen, or turns the words around it. */
export const cleanPerson = (name: string) => name.replace(CONTROL, '').slice(0, MAX_PERSON);

/** What was said elsewhere and came in a file, as it would be kept had it been said here; null where nothing is left of it. */
export function cleanRemark(fact: RemarkFact): RemarkFact | null {
  const by = cleanPerson(fact.by);
  if (fact.type === 'tagged') return { ...fact, by, tags: cleanTags(fact.tags) };
  if (fact.type === 'marked') return { ...fact, by };
  const text = cleanNote(fact.text);
  return text === '' ? null : { ...fact, by, text };
}
