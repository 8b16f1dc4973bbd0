/** Arrows that people give names with and that no keyboard has, as they can be typed. */
const TYPED_ARROWS: readonly [RegExp, string][] = [
  [/<->/g, '↔'],
  [/->/g, '→'],
  [/<-/g, '←'],
];

/**
 * Whether a typed name is the one that was asked for: letter for letter, but for white space around it, for how Unicode
 * composes its letters, and for arrows typed as `<->`.
 */
export function isTypedName(asked: string, typed: string): boolean {
  return plain(asked) === plain(typed) && plain(asked) !== '';
}

function plain(name: string): string {
  const composed = name.normalize('NFC').trim();
  return TYPED_ARROWS.reduce((text, [typed, arrow]) => text.replace(typed, arrow), composed);
}
