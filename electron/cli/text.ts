/** C0 and C1 controls, and the marks that turn the direction of text: a terminal would obey them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text from outside as it may stand in a terminal: one line, no control characters. */
export function plain(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(CONTROLS, '');
}

/** One object as one line, its control characters written as escapes. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(
    CONTROLS,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Columns under each other, each as wide as its widest text. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, [...cell].length);
    });
  }
  const padded = (row: readonly string[]) =>
    row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length)).join('  ');
  return rows.map((row) => padded(row).trimEnd()).join('\n');
}
