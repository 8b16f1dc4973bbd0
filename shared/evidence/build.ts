import { canonicalJson } from '../canonical-json.ts';
import type { Sha256 } from '../chain.ts';
import type { RequestId } from '../ids.ts';
import { wholeNames } from '../sentence.ts';
import { headOf } from './chain-heads.ts';
import { checksCsv, checksHead } from './checks-csv.ts';
import { harEntries, harPage, harText } from './har.ts';
import {
  CHECKS,
  eventsPart,
  FULL_PACK,
  MANIFEST,
  MARKDOWN,
  type Manifest,
  NODES,
  PACK_FORMAT,
  PACK_VERSION,
  type PackedNodes,
  REPORT,
  requestPart,
  TRAFFIC,
} from './pack.ts';
import { type About, reportHtml, sectionHtml, type TocLine, tocLine } from './report-html.ts';
import { reportMarkdown, sectionMarkdown } from './report-md.ts';
import { countRedacted, looksSecret, placeOfRedacted } from './secrets.ts';
import { type PackRecord, storyOf } from './story.ts';

export type PackPart = { name: string; text: string };
/** Where something stands that looks like a secret: a pack with it is not written. */
export type Suspect = { requestId: RequestId; place: string };

/** Made of a part as it is packed: what the manifest says of it. */
export type Measure = (text: string) => { sha256: string; bytes: number };

/** Puts a pack together, request by request, so that whoever does it can breathe in between. Pure. */
export function createPackBuilder(
  about: About,
  sha256: Sha256,
  measure: Measure,
  full = FULL_PACK,
) {
  const parts: PackPart[] = [];
  const requests: Manifest['requests'] = [];
  const redacted: Record<string, number> = {};
  const clockOffsets: Manifest['clockOffsets'] = {};
  const nodes: PackedNodes = {};
  const html: string[] = [];
  const toc: TocLine[] = [];
  const markdown: string[] = [];
  const csv: string[] = [checksHead()];
  const pages: string[] = [];
  const entries: string[] = [];
  const chars = new Map<string, number>();

  const counted = (part: string, text: string): string => {
    chars.set(part, (chars.get(part) ?? 0) + text.length);
    return text;
  };
  const countIn = (place: string, line: string) => {
    const n = countRedacted(line);
    if (n > 0) redacted[place] = (redacted[place] ?? 0) + n;
  };

  /** Takes a request in; what looks like a secret in it is told, and then it is not in the pack. */
  function add(record: PackRecord): Suspect[] {
    const { request, events } = record;
    const raw = record.raw ?? record;
    const head = canonicalJson(raw.request);
    const lines = raw.events.map((event) => canonicalJson(event));
    const names = JSON.stringify(record.nodeNames);
    const suspects = suspectsIn(record, head, lines, names);
    if (suspects.length > 0) return suspects;
    countIn('what was sent', head);
    for (const [at, event] of events.entries()) {
      countIn(placeOfRedacted(event), lines[at] as string);
      if (event.fact.type === 'clock') clockOffsets[request.id] = event.fact.offsetMs;
    }
    const own = requestPart(request.id);
    const its = eventsPart(request.id);
    parts.push({ name: own, text: counted(own, `${head}\n`) });
    parts.push({ name: its, text: counted(its, lines.map((line) => `${line}\n`).join('')) });
    requests.push({
      id: request.id,
      events: events.length,
      head: headOf(raw.request, raw.events, sha256),
    });
    nodes[request.managerId] = { ...nodes[request.managerId], ...seenNames(record) };
    const story = storyOf(record);
    html.push(counted(REPORT, sectionHtml(story)));
    toc.push(tocLine(story));
    markdown.push(counted(MARKDOWN, sectionMarkdown(story)));
    csv.push(counted(CHECKS, checksCsv(record, story)));
    pages.push(harPage(record));
    for (const entry of harEntries(record)) entries.push(counted(TRAFFIC, entry));
    return [];
  }

  /** Another request might be more than a pack may hold. */
  function isFull(): boolean {
    const of = [...chars.values()];
    const isLong = of.some((one) => one >= full.partChars);
    return isLong || of.reduce((sum, one) => sum + one, 0) >= full.chars;
  }

  /** Every part, the manifest first. */
  function finish(register: string | null): { parts: PackPart[]; manifest: Manifest } {
    const all: PackPart[] = [
      { name: NODES, text: `${canonicalJson(nodes)}\n` },
      { name: REPORT, text: reportHtml(html, toc, about) },
      { name: MARKDOWN, text: reportMarkdown(markdown, about) },
      { name: CHECKS, text: csv.join('') },
      { name: TRAFFIC, text: harText(pages, entries, about.app) },
      ...parts,
    ];
    const manifest: Manifest = {
      format: PACK_FORMAT,
      version: PACK_VERSION,
      ...about,
      requests,
      register,
      redacted,
      clockOffsets,
      parts: all.map(({ name, text }) => ({ name, ...measure(text) })),
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    return { parts: [{ name: MANIFEST, text }, ...all], manifest };
  }

  return { add, isFull, finish };
}

/** Where a record holds what would be replaced, were it written today. */
export function suspectsOf(record: PackRecord): Suspect[] {
  const { request, events } = record.raw ?? record;
  const lines = events.map((event) => canonicalJson(event));
  return suspectsIn(record, canonicalJson(request), lines, JSON.stringify(record.nodeNames));
}

/** The report of one request alone, for paper. */
export function reportOf(record: PackRecord, about: About): string {
  const story = storyOf(record);
  return reportHtml([sectionHtml(story)], [tocLine(story)], about, true);
}

function suspectsIn(
  { request, events }: PackRecord,
  head: string,
  lines: readonly string[],
  names: string,
): Suspect[] {
  const requestId = request.id;
  const suspects: Suspect[] = [];
  if (looksSecret(head))
    suspects.push({ requestId, place: 'what was sent, or what was there, looks like a secret' });
  for (const [at, line] of lines.entries()) {
    const event = events[at];
    if (event && looksSecret(line)) {
      suspects.push({
        requestId,
        place: `fact ${event.seq} (${event.fact.type}) looks like a secret`,
      });
    }
  }
  if (looksSecret(names))
    suspects.push({ requestId, place: 'a transport node’s name looks like a secret' });
  return suspects;
}

/** Names of the nodes that this request's checks named, by the copy or the record, and of no others. */
function seenNames({ events, nodeNames }: PackRecord): Record<string, string> {
  const seen = new Set(
    events.flatMap(({ fact }) =>
      fact.type === 'checked' ? fact.nodes.map(({ nodeId }) => nodeId) : [],
    ),
  );
  const names = Object.entries(wholeNames(events, nodeNames));
  return Object.fromEntries(names.filter(([id, name]) => seen.has(id) && name !== id));
}
