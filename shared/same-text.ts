/** Texts that are remembered; beyond that all are forgotten, and what comes then is held once more. */
const MOST_REMEMBERED = 5000;
/** In UTF-16 units. Longer ones hardly come twice. */
const LONGEST_REMEMBERED = 200;

/**
 * Gives a text back as the string that it was given first: ids, names and words that come again and again, each time
 * read from another answer, are held once by all who hold them.
 */
export function createSameText(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > LONGEST_REMEMBERED) return text;
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, text);
    return text;
  };
}
