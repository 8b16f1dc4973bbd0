/** What one did to a request's tags. */
export type TagChange = { added: string[]; removed: string[] };

/** Two spellings of a tag are one tag. */
const keyOf = (tag: string) => tag.toLocaleLowerCase('en');

/** Each tag once, however it is spelled; the first spelling stands. */
export function eachOnce(tags: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags) if (!byKey.has(keyOf(tag))) byKey.set(keyOf(tag), tag);
  return [...byKey.values()];
}

/** A tag in the spelling that it has elsewhere already, where it is anywhere. */
export function spelledAs(tag: string, known: readonly string[]): string {
  return known.find((one) => keyOf(one) === keyOf(tag)) ?? tag;
}

/** What was done between two wholes of a request's tags, to the letter. */
export function changeOfTags(before: readonly string[], after: readonly string[]): TagChange {
  return {
    added: after.filter((tag) => !before.includes(tag)),
    removed: before.filter((tag) => !after.includes(tag)),
  };
}

/** The same done to other tags: what was added is there, what was removed is not, and all else is as it was. */
export function withTagChange(tags: readonly string[], { added, removed }: TagChange): string[] {
  const gone = new Set(removed.map(keyOf));
  return eachOnce([...tags.filter((tag) => !gone.has(keyOf(tag))), ...added]);
}

/** `added urgent, removed half`: in a sentence about who did it. */
export function tagChangeText({ added, removed }: TagChange): string {
  const parts = [
    added.length > 0 && `added ${added.join(', ')}`,
    removed.length > 0 && `removed ${removed.join(', ')}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('; ') : 'changed no tag';
}
