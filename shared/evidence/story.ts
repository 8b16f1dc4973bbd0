import { changeSides, leadOf, objectNameOf, type Sides } from '../change-words.ts';
import { type Change, changesBetween } from '../changes.ts';
import { type CheckRow, checksOf } from '../check-rows.ts';
import { createHistory } from '../history.ts';
import { isoUtc } from '../iso-utc.ts';
import type { Json } from '../json.ts';
import { stepsOf } from '../life.ts';
import { KIND_NAME } from '../nsx/kinds.ts';
import { effectOf } from '../object-history.ts';
import { type Tone, VERDICT_FACTS } from '../realization.ts';
import type { Request, RequestEvent, RequestSummary } from '../request.ts';
import { type NodeNames, nodeName, sentenceOf } from '../sentence.ts';
import { standingOf } from '../standing.ts';
import { wordsOfSummary } from '../summary-words.ts';
import { changeOfTags, tagChangeText } from '../tags.ts';
import { eventsOfSession, type Timeline, timelineOf } from '../timeline.ts';
import {
  clockText,
  durationText,
  failureInShort,
  MARK_WORDS,
  signedName,
  stateLabel,
} from '../words.ts';

/** A request as it is in a pack: the record, and the names that its nodes had. */
export type PackRecord = {
  request: Request;
  events: readonly RequestEvent[];
  nodeNames: NodeNames;
  /** Where what stands on record is not to the letter what this version reads of it. */
  raw?: RawRecord;
};

/** A record as its chain hashes it: no schema has added to it or taken from it. */
export type RawRecord = { request: Request; events: readonly RequestEvent[] };

export type NodeRow = {
  session: string | null;
  name: string;
  id: string;
  state: string;
  /** When it was first seen in that state in a row, ms since the send; null where it is not known. */
  sinceMs: number | null;
  message: string;
};

export type RemarkRow = {
  what: string;
  by: string;
  at: number;
  text: string | null;
  /** It came in a reviewer's file: who is named in it is who the file says. */
  isFromFile: boolean;
};

/** How its change is told: as what it did, or as what was only asked for. */
export type AskedFor = {
  title: string;
  sides: Sides;
  /** Said above the change where it did not happen, or need not have; else null. */
  lead: string | null;
};

/** Everything that a report says of one request, computed once for each of its forms. */
export type Story = {
  summary: RequestSummary;
  title: string;
  sentence: string;
  word: string;
  tone: Tone;
  facts: readonly (readonly [name: string, value: string, isCode?: boolean])[];
  timelines: readonly { title: string | null; timeline: Timeline }[];
  nodes: NodeRow[];
  changes: Change[];
  asked: AskedFor;
  rows: CheckRow[];
  remarks: RemarkRow[];
  answer: string | null;
};

export function storyOf({ request, events, nodeNames }: PackRecord): Story {
  const history = createHistory(request);
  for (const event of events) history.add(event);
  const summary = history.summary();
  const { word, tone } = wordsOfSummary(summary);
  return {
    summary,
    title: `${request.method} ${objectNameOf(summary)}`,
    sentence: sentenceOf(summary, events, nodeNames),
    word,
    tone,
    facts: factsOf(summary, events),
    timelines: timelinesOf(summary, events, nodeNames),
    nodes: nodesOf(request, events, nodeNames),
    changes: changesOf(request),
    asked: askedOf(summary),
    rows: checksOf(request, events, nodeNames),
    remarks: remarksOf(events),
    answer: events.findLast(({ fact }) => fact.type === 'answered') ? answerOf(events) : null,
  };
}

function factsOf(summary: RequestSummary, events: readonly RequestEvent[]): Story['facts'] {
  const { request } = summary;
  const answers = events.flatMap(({ fact }) => (fact.type === 'answered' ? [fact] : []));
  const answer = answers.at(-1)?.exchange;
  const offset = events.findLast(({ fact }) => fact.type === 'clock')?.fact;
  const mark = summary.mark;
  const from = mark && isOfFile(mark, events) ? `, ${FROM_FILE}` : '';
  const facts: (readonly [string, string, boolean?] | null)[] = [
    ['Manager', withMore(request.managerName, request.managerEnvironment)],
    ['Address', request.managerAddress, true],
    ['User', request.user],
    ['Object', `${KIND_NAME[request.kind]} ${objectNameOf(summary)}`],
    summary.entityId === null ? null : ['Object id', summary.entityId, true],
    ['Call', `${request.method} ${request.url}`, true],
    ['x-nsx-requestid', summary.nsxRequestId ?? 'none is known', summary.nsxRequestId !== null],
    ['Put on record', isoUtc(request.writtenAt)],
    answer
      ? ['Answer', `HTTP ${answer.status ?? '?'} in ${durationText(answer.durationMs)}`]
      : null,
    summary.durationMs === null ? null : ['Took', durationText(summary.durationMs)],
    ['Checks', String(summary.checks)],
    request.origin === 'elsewhere' ? ['Origin', 'sent elsewhere, followed here'] : null,
    request.allowOverwrite ? ['Overwrite', 'X-Allow-Overwrite: true, as a person had said'] : null,
    offset?.type === 'clock' ? ['Clock', clockText(offset.offsetMs)] : null,
    summary.tags?.length ? ['Tags', summary.tags.join(', ')] : null,
    mark
      ? ['Mark', `${MARK_WORDS[mark.mark]} by ${signedName(mark.by)}, ${isoUtc(mark.at)}${from}`]
      : null,
    ['Record', `${events.length} facts, request ${request.id}`, true],
  ];
  return facts.filter((fact) => fact !== null);
}

/** Said of what nobody said here. */
export const FROM_FILE = 'from a review file';

/** The mark that counts came in a reviewer's file. */
function isOfFile(
  { mark, by, at }: NonNullable<RequestSummary['mark']>,
  events: readonly RequestEvent[],
): boolean {
  return events.some(({ at: recordedAt, fact }) => {
    if (fact.type !== 'marked' || !fact.review) return false;
    return fact.mark === mark && fact.by === by && Math.min(fact.review.at, recordedAt) === at;
  });
}

const withMore = (name: string, more: string) => (more === '' ? name : `${name} (${more})`);

function timelinesOf(
  summary: RequestSummary,
  events: readonly RequestEvent[],
  names: NodeNames,
): Story['timelines'] {
  const { request, sessions } = summary;
  if (sessions.length < 2) {
    return [{ title: null, timeline: timelineOf(request, events, names) }];
  }
  return sessions.map(({ id, name, verdict }) => ({
    title: `${name ?? id}: ${VERDICT_FACTS[verdict].word}`,
    timeline: timelineOf(request, eventsOfSession(events, id), names),
  }));
}

function nodesOf(request: Request, events: readonly RequestEvent[], names: NodeNames): NodeRow[] {
  const steps = stepsOf(events);
  const standing = standingOf(request, steps);
  const tracks = standing.sessions.length > 0 ? standing.sessions : [standing];
  const start = standing.sentAt;
  return tracks.flatMap(({ lastCheck, sessionId, sessionName }) =>
    (lastCheck?.nodes ?? []).map((node) => {
      let since: number | null = null;
      for (const step of steps) {
        if (step.type !== 'check' || (step.sessionId ?? sessionId) !== sessionId) continue;
        const seen = step.nodes.find(({ nodeId }) => nodeId === node.nodeId);
        if (seen?.state !== node.state) since = null;
        else since ??= step.at;
      }
      return {
        session: tracks.length > 1 ? (sessionName ?? sessionId) : null,
        name: nodeName(node, names),
        id: node.nodeId,
        state: stateLabel(node.state),
        sinceMs: since === null || start === null ? null : since - start,
        message: node.message ?? '',
      };
    }),
  );
}

function changesOf({ method, bodyBefore, bodyAfter }: Request): Change[] {
  return method === 'DELETE' ? [] : changesBetween(bodyBefore, bodyAfter);
}

function askedOf(summary: RequestSummary): AskedFor {
  const { request } = summary;
  const effect = effectOf(summary);
  const isMade = effect === 'applied';
  return {
    title: isMade ? 'What was sent' : 'What was asked for',
    sides: changeSides(request.method, isMade),
    lead: isMade ? null : leadOf(request, effect),
  };
}

/** What people said, one after the other. */
export function remarksOf(events: readonly RequestEvent[]): RemarkRow[] {
  let tags: readonly string[] = [];
  return events.flatMap(({ at, fact }): RemarkRow[] => {
    if (fact.type !== 'noted' && fact.type !== 'tagged' && fact.type !== 'marked') return [];
    const said = { by: signedName(fact.by), at: fact.review?.at ?? at, isFromFile: !!fact.review };
    if (fact.type === 'noted') return [{ ...said, what: 'Note', text: fact.text }];
    if (fact.type === 'tagged') {
      // Which they are now stands with the facts; here is what each person did.
      const change = fact.change ?? changeOfTags(tags, fact.tags);
      tags = fact.tags;
      return [{ ...said, what: `Tags: ${tagChangeText(change)}`, text: null }];
    }
    const what = fact.mark === null ? 'Mark taken back' : MARK_WORDS[fact.mark];
    return [{ ...said, what, text: null }];
  });
}

function answerOf(events: readonly RequestEvent[]): string | null {
  const fact = events.findLast((event) => event.fact.type === 'answered')?.fact;
  const FIRST_ERROR = 400;
  if (fact?.type !== 'answered' || (fact.exchange.status ?? 0) < FIRST_ERROR) return null;
  return fact.exchange.body;
}

/** A value of a body as a report shows it. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a row of checks says, in one line. */
export function rowText(row: CheckRow): { what: string; words: string } {
  if (row.type === 'check') {
    const raw = row.rawState === null ? '' : ` (${row.rawState})`;
    return { what: `${VERDICT_FACTS[row.verdict].word}${raw}`, words: row.changed };
  }
  if (row.type === 'not-asked') return { what: 'Not asked', words: failureInShort(row.failure) };
  return { what: row.type === 'gap' ? 'Gap' : 'Note', words: row.text };
}
