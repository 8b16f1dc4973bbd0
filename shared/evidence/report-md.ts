import { isoUtc } from '../iso-utc.ts';
import { count, durationText } from '../words.ts';
import { codeMarkdown, escapeMarkdown } from './escape.ts';
import { type About, afterText, beforeText } from './report-html.ts';
import { FROM_FILE, rowText, type Story } from './story.ts';

const MAX_ROWS = 200;
const MAX_CELL = 2_000;

export function reportMarkdown(sections: readonly string[], about: About): string {
  const by = about.madeBy === '' ? '' : ` by ${escapeMarkdown(about.madeBy)}`;
  return `# Evidence of ${count(sections.length, 'request')}\n\nFrom the record of ${escapeMarkdown(about.app)}, made ${isoUtc(about.madeAt)}${by}. Times are UTC.\n\n${sections.join('\n')}`;
}

/** One request in Markdown: for a ticket, a wiki, a change record. */
export function sectionMarkdown(story: Story): string {
  const { nodes, changes, asked, rows, remarks } = story;
  const lines = [
    `## ${escapeMarkdown(story.title)}: ${story.word}`,
    '',
    `${escapeMarkdown(story.sentence)}.`.replace(/\.\.$/, '.'),
    '',
    ...story.facts.map(
      ([name, value, isCode]) =>
        `- ${escapeMarkdown(name)}: ${isCode ? codeMarkdown(value) : escapeMarkdown(value)}`,
    ),
    '',
  ];
  if (nodes.length > 0) {
    lines.push(
      ...table(
        'Transport nodes',
        ['Transport node', 'State', 'So since', 'NSX’s words'],
        nodes.map((node) => [
          escapeMarkdown(node.session === null ? node.name : `${node.name} (${node.session})`),
          escapeMarkdown(node.state),
          node.sinceMs === null ? '' : `+${durationText(node.sinceMs)}`,
          escapeMarkdown(node.message),
        ]),
      ),
    );
  }
  if (changes.length > 0) {
    const { before, after } = asked.sides;
    lines.push(
      ...table(
        `${asked.title}, by field`,
        ['Field', before, after].filter((name) => name !== null),
        changes.map((change) => [
          codeMarkdown(change.label),
          ...(before === null ? [] : [codeMarkdown(cut(beforeText(change)))]),
          codeMarkdown(cut(afterText(change))),
        ]),
        asked.lead,
      ),
    );
  }
  if (rows.length > 0) {
    const shown = rows.slice(0, MAX_ROWS).map((row) => {
      const { what, words } = rowText(row);
      return [isoUtc(row.at), escapeMarkdown(what), escapeMarkdown(words)];
    });
    lines.push(...table('Checks', ['Time', 'Verdict', 'What it says'], shown));
    if (rows.length > MAX_ROWS) lines.push(`And ${rows.length - MAX_ROWS} more.`, '');
  }
  if (remarks.length > 0) {
    lines.push('### Notes and marks', '');
    for (const { what, by, at, text, isFromFile } of remarks) {
      const from = isFromFile ? `, ${FROM_FILE}` : '';
      lines.push(`${escapeMarkdown(what)}, ${escapeMarkdown(by)}, ${isoUtc(at)}${from}`, '');
      if (text !== null) lines.push(...quoted(text), '');
    }
  }
  return lines.join('\n');
}

/** A note as a quote, in the Markdown that it was written in. */
export const quoted = (text: string): string[] =>
  text.split(LINE_END).map((line) => `> ${noTags(line)}`);

/** What ends a line of Markdown: behind each the quote goes on, or the note would end where it likes. */
const LINE_END = /\r\n?|\n/;

/** A note is Markdown already; HTML in it stays text, and a link or a picture what was typed: it leads nowhere. */
const noTags = (line: string) =>
  line
    .replaceAll('<', '&lt;')
    .replaceAll('![', '\\![')
    .replaceAll('](', ']\\(')
    .replace(/^(\s*)\[([^[\]]+)\]:/, '$1\\[$2]:');

const cut = (text: string) => (text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL)}…`);

function table(
  title: string,
  head: string[],
  rows: string[][],
  lead: string | null = null,
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const above = lead === null ? [] : [escapeMarkdown(lead), ''];
  const grid = [line(head), line(head.map(() => '---')), ...rows.map(line)];
  return [`### ${title}`, '', ...above, ...grid, ''];
}
