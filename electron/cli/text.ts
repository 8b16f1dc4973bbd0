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

/** A name is not cut below this: less tells nothing. */
const SHORTEST = 8;
const GAP = '  ';

/**
 * Columns under each other, each as wide as its widest text. `width`: of the terminal; where the rows are wider, the
 * columns in `cut` (names) give way, the widest first. Null: nothing is cut.
 */
export function table(
  rows: readonly (readonly string[])[],
  fit: { width: number | null; cut: readonly number[] },
): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, [...cell].length);
    });
  }
  if (fit.width !== null) narrow(widths, fit.width, fit.cut);
  const padded = (row: readonly string[]) =>
    row
      .map((cell, at) => {
        const shown = cutTo(cell, widths[at] ?? 0);
        return shown + ' '.repeat((widths[at] ?? 0) - [...shown].length);
      })
      .join(GAP);
  return rows.map((row) => padded(row).trimEnd()).join('\n');
}

function narrow(widths: number[], width: number, cut: readonly number[]): void {
  const total = widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
  for (let over = total - width; over > 0; over -= 1) {
    const [widest = -1] = [...cut].sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    const now = widths[widest] ?? 0;
    if (now <= SHORTEST) return;
    widths[widest] = now - 1;
  }
}

function cutTo(text: string, width: number): string {
  const signs = [...text];
  return signs.length <= width ? text : `${signs.slice(0, width - 1).join('')}…`;
}
