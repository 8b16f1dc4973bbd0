import type { Change } from '../changes.ts';
import { isoUtc } from '../iso-utc.ts';
import { timelineSvg } from '../timeline-svg.ts';
import { count, durationText } from '../words.ts';
import { escapeHtml } from './escape.ts';
import { markdownHtml } from './markdown.ts';
import { REPORT_STYLE } from './report-style.ts';
import { FROM_FILE, rowText, type Story, valueText } from './story.ts';

/** What a report says of the pack that it is in. */
export type About = { madeAt: number; madeBy: string; app: string };

/** More rows than this are in `checks.csv`, and the report says so. */
const MAX_ROWS = 500;
/** The report is a page of its own: nothing but its own style may be loaded, and nothing in it can run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A page that opens in any browser with no network: no script, no font, no address outside itself. */
export function reportHtml(
  sections: readonly string[],
  toc: readonly TocLine[],
  about: About,
  /** It is saved by itself: no pack is there to verify it by. */
  isAlone = false,
): string {
  const title =
    toc.length === 1 && toc[0] ? toc[0].title : `Evidence of ${count(toc.length, 'request')}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)} · Spanwatch</title>
<style>${REPORT_STYLE}</style></head>
<body><main>
<header class="top"><h1>Evidence of ${count(toc.length, 'request')}</h1>
<p class="muted">Evidence from the record of ${escapeHtml(about.app)}, made ${isoUtc(about.madeAt)}${about.madeBy === '' ? '' : ` by ${escapeHtml(about.madeBy)}`}. Times are UTC. Secrets were replaced before anything was recorded.${isAlone ? ' This is a report to be read: what can be verified is an evidence pack.' : ''}</p></header>
${toc.length > 1 ? tocHtml(toc) : ''}
${sections.join('\n')}
${isAlone ? '' : FOOTER}</main></body></html>
`;
}

const FOOTER = `<footer><p>This page is one part of an evidence pack. <span class="mono">spanwatch verify PACK</span> checks every part of it, and each request’s chain of facts.</p></footer>
`;

export type TocLine = { id: string; title: string; word: string; tone: string; at: number };

export function tocLine({ summary, title, word, tone }: Story): TocLine {
  return { id: summary.request.id, title, word, tone, at: summary.request.writtenAt };
}

function tocHtml(toc: readonly TocLine[]): string {
  const rows = toc.map(
    ({ id, title, word, tone, at }) =>
      `<tr><td class="time mono">${isoUtc(at)}</td><td><a href="#r-${escapeHtml(id)}">${escapeHtml(title)}</a></td><td>${badge(word, tone)}</td></tr>`,
  );
  return `<section class="request"><h2>In this pack</h2>${table(['Put on record', 'Request', 'Verdict'], rows)}</section>`;
}

/** One request: the sentence, the facts, the timeline, the nodes, what was sent, the checks, what people said. */
export function sectionHtml(story: Story): string {
  const { summary, facts } = story;
  const id = escapeHtml(summary.request.id);
  const list = facts.map(
    ([name, value, isCode]) =>
      `<dt>${escapeHtml(name)}</dt><dd${isCode ? ' class="mono"' : ''}>${escapeHtml(value)}</dd>`,
  );
  return `<section class="request" id="r-${id}" aria-labelledby="h-${id}">
<div class="title"><h2 id="h-${id}">${escapeHtml(story.title)}</h2>${badge(story.word, story.tone)}</div>
<p class="sentence">${escapeHtml(story.sentence)}</p>
<dl>${list.join('')}</dl>
${timelinesHtml(story)}${nodesHtml(story)}${changesHtml(story)}${answerHtml(story)}${checksHtml(story)}${remarksHtml(story)}
</section>`;
}

const badge = (word: string, tone: string) =>
  `<span class="badge" data-tone="${escapeHtml(tone)}">${escapeHtml(word)}</span>`;

function table(head: readonly string[], rows: readonly string[]): string {
  const cells = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  return `<div class="scroll"><table><thead><tr>${cells}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function timelinesHtml({ timelines, sentence, rows, summary }: Story): string {
  if (!rows.some(({ type }) => type !== 'note')) return '';
  const drawn = timelines.map(({ title, timeline }, at) => {
    const caption = title === null ? '' : `<figcaption>${escapeHtml(title)}</figcaption>`;
    const svg = timelineSvg(timeline, {
      label: title ?? sentence,
      id: `t-${summary.request.id}-${at}`,
    });
    return `<figure>${caption}<div class="scroll">${svg}</div></figure>`;
  });
  return `<h3>Timeline</h3>${drawn.join('')}`;
}

function nodesHtml({ nodes }: Story): string {
  if (nodes.length === 0) return '';
  const several = nodes.some(({ session }) => session !== null);
  const rows = nodes.map(
    (node) =>
      `<tr>${several ? `<td>${escapeHtml(node.session ?? '')}</td>` : ''}<td>${escapeHtml(node.name)}<br><span class="mono muted">${escapeHtml(node.id)}</span></td><td>${escapeHtml(node.state)}</td><td class="time">${node.sinceMs === null ? '' : `+${durationText(node.sinceMs)}`}</td><td>${escapeHtml(node.message)}</td></tr>`,
  );
  const head = ['Transport node', 'State at the last check', 'So since', 'NSX’s words'];
  return `<h3>Transport nodes</h3>${table(several ? ['Session', ...head] : head, rows)}`;
}

function changesHtml({ changes, asked, summary: { request } }: Story): string {
  if (request.method === 'DELETE') {
    const lead = asked.lead ?? 'A DELETE: the object below was there before.';
    return `<h3>${asked.title}</h3><p>${escapeHtml(lead)}</p>${body(request.bodyBefore)}`;
  }
  if (changes.length === 0) return '';
  const { before, after } = asked.sides;
  const rows = changes.map(
    (change) =>
      `<tr><td class="mono">${escapeHtml(change.label)}</td>${before === null ? '' : `<td class="mono gone">${escapeHtml(beforeText(change))}</td>`}<td class="mono new">${escapeHtml(afterText(change))}</td></tr>`,
  );
  const lead = asked.lead === null ? '' : `<p>${escapeHtml(asked.lead)}</p>`;
  const head = ['Field', before, after].filter((name) => name !== null);
  return `<h3>${asked.title}, by field</h3>${lead}${table(head, rows)}`;
}

const body = (value: object | null) =>
  value === null ? '' : `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;

/** Of lists what went, of the rest what was. */
export function beforeText({ before, removed }: Change): string {
  return removed
    ? removed.map(valueText).join('\n')
    : before === undefined
      ? 'not there'
      : valueText(before);
}

/** Of lists what came, of the rest what is. */
export function afterText({ after, added, removed }: Change): string {
  if (added?.length === 0 && removed?.length === 0) return 'in another order';
  return added
    ? added.map(valueText).join('\n')
    : after === undefined
      ? 'not there'
      : valueText(after);
}

function answerHtml({ answer }: Story): string {
  return answer === null ? '' : `<h3>The manager’s answer</h3><pre>${escapeHtml(answer)}</pre>`;
}

function checksHtml({ rows }: Story): string {
  if (rows.length === 0) return '';
  const cells = rows.slice(0, MAX_ROWS).map((row) => {
    const { what, words } = rowText(row);
    const nodes = row.type === 'check' && row.total > 0 ? `${row.done} of ${row.total}` : '';
    const http = row.type === 'check' ? `${row.exchange.status ?? ''}` : '';
    const took = row.type === 'check' ? durationText(row.exchange.durationMs) : '';
    return `<tr><td class="time mono">${isoUtc(row.at)}</td><td class="time">+${durationText(Math.max(0, row.sinceSentMs))}</td><td>${escapeHtml(what)}</td><td class="time">${nodes}</td><td>${http}</td><td class="time">${took}</td><td>${escapeHtml(words)}</td></tr>`;
  });
  const more = rows.length - MAX_ROWS;
  const rest =
    more > 0 ? `<p class="muted">The other ${count(more, 'row')} are in checks.csv.</p>` : '';
  const head = ['Time', 'Since sent', 'Verdict', 'Nodes', 'HTTP', 'Took', 'What it says'];
  return `<h3>Checks</h3>${table(head, cells)}${rest}`;
}

function remarksHtml({ remarks }: Story): string {
  if (remarks.length === 0) return '';
  const notes = remarks.map(({ what, by, at, text, isFromFile }) => {
    const from = isFromFile ? ` · ${FROM_FILE}` : '';
    const who = `<p class="muted"><strong>${escapeHtml(what)}</strong> · ${escapeHtml(by)}, ${isoUtc(at)}${from}</p>`;
    return `<div class="note">${who}${text === null ? '' : markdownHtml(text)}</div>`;
  });
  return `<h3>Notes and marks</h3>${notes.join('')}`;
}
