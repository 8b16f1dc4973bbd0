/** Text as HTML shows it: nothing in it is a tag, an attribute's end or an entity. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text as Markdown shows it, on one line: nothing in it is markup, and no renderer makes a tag or a link of it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s+/g, onOneLine);
}

/** A blank for what has a line break in it. Of a million blanks a pattern that looks for one behind them tries each. */
const onOneLine = (blanks: string) => (/[\r\n]/.test(blanks) ? ' ' : blanks);

/** Text as code in a line of Markdown, whatever backticks it has. */
export function codeMarkdown(text: string): string {
  const line = text.replace(/\s+/g, onOneLine).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}

/** Read over once: what NSX says may be a million line breaks, and each tried anew would cost their square. */
const CELL_BEGINS = /[;\r\n][\s"]*/g;
const isFormulaSign = (sign = '') => sign !== '' && '=+-@'.includes(sign);

/**
 * A field of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front (OWASP): at the
 * field's beginning, and where a spreadsheet whose cells end with a semicolon, as in much of Europe, begins another.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inside = value.replace(CELL_BEGINS, (begins, at: number) => {
    return isFormulaSign(value[at + begins.length]) ? `${begins}'` : begins;
  });
  const safe = /^\s*[=+\-@]|^[\t\r\n]/.test(value) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines of CSV, each ended as RFC 4180 has it. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** A word of a POSIX shell that stands for exactly this text. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
