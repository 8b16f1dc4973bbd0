import { objectNameOf } from '../change-words.ts';
import { isoUtc } from '../iso-utc.ts';
import type { JsonObject } from '../json.ts';
import { effectOf } from '../object-history.ts';
import { redactJson } from '../redaction.ts';
import type { RequestEvent, RequestSummary } from '../request.ts';
import { type NodeNames, sentenceOf } from '../sentence.ts';
import { durationText, MARK_WORDS, signedName } from '../words.ts';
import { codeMarkdown, escapeMarkdown, shellWord } from './escape.ts';
import { summaryWord } from './list-export.ts';
import { quoted } from './report-md.ts';

/** What a request can be copied as. */
export const COPY_FORMS = ['id', 'path', 'curl', 'markdown'] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

export const COPY_WORDS: Record<CopyForm, { label: string; note: string }> = {
  id: { label: 'Request id', note: 'the x-nsx-requestid' },
  path: { label: 'API path', note: 'of the realization state' },
  curl: { label: 'curl', note: 'the write, without secrets' },
  markdown: { label: 'Markdown', note: 'for a ticket or a chat' },
};

/** The facts of a request, for what its summary does not say. */
export type Told = { events: readonly RequestEvent[]; nodeNames: NodeNames };

/** The text that is copied; null where there is none of that form. `told`: Markdown says where and why by them. */
export function copyText(
  form: CopyForm,
  summary: RequestSummary,
  told: Told | null = null,
): string | null {
  switch (form) {
    case 'id':
      return summary.nsxRequestId;
    case 'path':
      return pathOf(summary);
    case 'curl':
      return curlOf(summary);
    case 'markdown':
      return markdownOf(summary, told);
  }
}

/** `GET` path of the realization state where a session is followed, else the path of the write. */
function pathOf({ request, nsxRequestId, sessions, entityId }: RequestSummary): string {
  const session = sessions[0]?.id || (request.kind === 'sessions' ? entityId : null);
  if (session === null || session === '' || nsxRequestId === null) return pathname(request.url);
  return `/api/v1/vpn/ipsec/sessions/${encodeURIComponent(session)}/state?request_id=${encodeURIComponent(nsxRequestId)}`;
}

function pathname(url: string): string {
  return /^https?:\/\/[^/]+(\/.*)?$/.exec(url)?.[1] ?? url;
}

/**
 * The write as one command for a POSIX shell. It has no password: `--user` asks for it. A key that was replaced in the
 * record stays replaced, and is named in a comment: NSX would take the word for the key.
 */
function curlOf({ request }: RequestSummary): string {
  const body = request.bodyAfter === null ? null : redactJson(request.bodyAfter);
  const words = [
    'curl',
    `--request ${request.method}`,
    `--user ${shellWord(request.user)}`,
    ...(request.allowOverwrite ? [`--header ${shellWord('X-Allow-Overwrite: true')}`] : []),
    ...(body === null
      ? []
      : [
          `--header ${shellWord('Content-Type: application/json')}`,
          `--data-raw ${shellWord(JSON.stringify(body))}`,
        ]),
    '--',
    shellWord(request.url),
  ];
  const command = words.join(' \\\n  ').replace('-- \\\n  ', '-- ');
  return hasRedacted(body)
    ? `# A key in this body is «redacted»: put the real one in its place before you run it.\n${command}\n`
    : `${command}\n`;
}

const hasRedacted = (body: JsonObject | null) => JSON.stringify(body).includes('«redacted»');

/** The most of NSX's own words in one line, characters. */
const MAX_WORDS = 1000;

function markdownOf(summary: RequestSummary, told: Told | null): string {
  const { request, nsxRequestId, nodesDone, nodesTotal, durationMs, tags = [], mark } = summary;
  const end = told && sentenceOf(summary, told.events, told.nodeNames, MAX_WORDS);
  const lines = [
    `**${escapeMarkdown(`${request.method} ${objectNameOf(summary)}`)}** on ${escapeMarkdown(request.managerName)}: ${end === null ? summaryWord(summary) : escapeMarkdown(end)}`,
    '',
    `- x-nsx-requestid: ${nsxRequestId === null ? 'none is known' : codeMarkdown(nsxRequestId)}`,
    `- ${writtenWord(summary)}: ${isoUtc(request.writtenAt)}`,
    ...(durationMs === null ? [] : [`- Took: ${durationText(durationMs)}`]),
    ...(nodesTotal > 0 ? [`- Transport nodes: ${nodesDone} of ${nodesTotal}`] : []),
    ...(request.changedFields.length > 0
      ? [
          `- ${effectOf(summary) === 'applied' ? 'Changed' : 'Asked to change'}: ${request.changedFields.map(codeMarkdown).join(', ')}`,
        ]
      : []),
    ...(tags.length > 0 ? [`- Tags: ${tags.map(escapeMarkdown).join(', ')}`] : []),
    ...(mark
      ? [`- ${MARK_WORDS[mark.mark]} by ${escapeMarkdown(signedName(mark.by))}, ${isoUtc(mark.at)}`]
      : []),
    `- Call: ${codeMarkdown(`${request.method} ${request.url}`)}`,
    ...(told?.events ?? []).flatMap(({ at, fact }) =>
      fact.type === 'noted'
        ? [
            `- Note by ${escapeMarkdown(signedName(fact.by))}, ${isoUtc(fact.review?.at ?? at)}:`,
            ...quoted(fact.text).map((line) => `  ${line}`),
          ]
        : [],
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What its time is the time of. */
function writtenWord({ request, verdict, notApplied }: RequestSummary): string {
  if (request.origin === 'elsewhere') return 'Followed since';
  return verdict === 'not-sent' && !notApplied ? 'Put on record' : 'Sent';
}
