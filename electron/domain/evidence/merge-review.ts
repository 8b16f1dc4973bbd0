import { chainNext, chainStart } from '../../../shared/chain.ts';
import { FACTS_PAGE, factsIn } from '../../../shared/evidence/carried.ts';
import {
  MAX_REVIEW_BYTES,
  type Remark,
  type RemarkFact,
  type ReviewContent,
  readReview,
} from '../../../shared/evidence/review-file.ts';
import { remarksOf } from '../../../shared/evidence/story.ts';
import type { Merged, ReadReview } from '../../../shared/evidence-contract.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { redactText } from '../../../shared/redaction.ts';
import { cleanRemark } from '../../../shared/remark-text.ts';
import {
  MAX_TAGS,
  type RequestEvent,
  type RequestFact,
  type RequestSummary,
} from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { changeOfTags, withTagChange } from '../../../shared/tags.ts';
import type { Archive } from '../ports.ts';
import type { Evidence } from './port.ts';

const TOO_MANY = `with the review’s it would have more than ${MAX_TAGS} tags`;

type Deps = {
  summary(id: RequestId): RequestSummary | null;
  /** Puts all of them on record together. */
  remark(id: RequestId, facts: readonly RequestFact[]): void;
};

type Reading = Deps & { page: Archive['record'] };

/** So many remarks are shown before they are merged. */
const SHOWN = 200;

/** The reviewer's file that was read last, until it was merged. */
type InHand = { file: string; review: ReviewContent };

/**
 * A reviewer's file becomes facts of the requests that were reviewed: of those alone whose record here begins with the
 * very events that the reviewer saw. What was merged before is known by the id of its saying, and is not added again.
 * Of tags it is what the reviewer did that is merged: done to the tags of today, and said as that. A person sees what
 * it says before any of it is put on record.
 */
export function createReviews({ record: page }: Pick<Archive, 'record'>, given: Deps) {
  const deps = { ...given, page };
  let inHand: InHand | null = null;

  async function read(door: Evidence): Promise<Result<ReadReview>> {
    inHand = null;
    const path = await door.open('review');
    if (path === null) return ok({ outcome: 'cancelled' });
    const content = await door.readText(path, MAX_REVIEW_BYTES);
    if (!content.ok) return content;
    const { file, text } = content.value;
    const parsed = readReview(text, door.sha256);
    if ('problem' in parsed) return ok({ outcome: 'refused', file, problem: parsed.problem });
    const { review } = parsed;
    const requests: Extract<ReadReview, { outcome: 'read' }>['requests'] = [];
    const persons = new Set<string>();
    const left: Merged['left'] = [];
    let fresh = 0;
    let known = 0;
    for await (const one of held(review, door, deps)) {
      left.push(...one.left);
      known += one.known;
      for (const { by } of one.facts) persons.add(by);
      const shown = one.facts.slice(0, Math.max(0, SHOWN - fresh));
      fresh += one.facts.length;
      if (shown.length === 0) continue;
      const { requestId, name } = one;
      requests.push({ requestId, name, remarks: shownOf(requestId, shown) });
    }
    inHand = { file, review };
    const { madeAt } = review;
    return ok({
      outcome: 'read',
      file,
      madeAt,
      persons: [...persons],
      fresh,
      known,
      requests,
      left,
    });
  }

  async function merge(door: Evidence): Promise<Result<Merged>> {
    if (!inHand) return fail({ kind: 'stale', detail: NOT_IN_HAND });
    const { file, review } = inHand;
    inHand = null;
    const merged: Merged = { file, persons: [], added: 0, known: 0, requests: [], left: [] };
    const persons = new Set<string>();
    for await (const { requestId, name, facts, known, left } of held(review, door, deps)) {
      merged.known += known;
      merged.left.push(...left);
      if (facts.length === 0) continue;
      deps.remark(requestId, facts);
      merged.added += facts.length;
      merged.requests.push({ requestId, name, added: facts.length });
      for (const { by } of facts) persons.add(by);
    }
    return ok({ ...merged, persons: [...persons] });
  }

  return { read, merge };
}

const NOT_IN_HAND = 'That review is not in hand any more. Choose its file again.';

/** As they will stand: the database replaces what looks like a secret, and the window never has it. */
function shownOf(requestId: RequestId, facts: readonly RemarkFact[]) {
  const events = facts.map((fact, seq): RequestEvent => {
    return { requestId, seq, at: fact.review?.at ?? 0, fact };
  });
  return remarksOf(events).map(({ what, text, by, at }) => ({
    by,
    at,
    what: redactText(what),
    text: text && redactText(text),
  }));
}

type Held = {
  requestId: RequestId;
  name: string;
  /** What is new. */
  facts: RemarkFact[];
  known: number;
  left: Merged['left'];
};

/** A review held against the record, request by request, everything else having its turn in between. */
async function* held(review: ReviewContent, door: Evidence, deps: Reading): AsyncGenerator<Held> {
  const reviewed = new Map(review.requests.map((one) => [one.id, one]));
  const byRequest = new Map<RequestId, Remark[]>();
  for (const remark of review.remarks) {
    const its = byRequest.get(remark.requestId);
    if (its) its.push(remark);
    else byRequest.set(remark.requestId, [remark]);
  }
  for (const [id, remarks] of byRequest) {
    await door.breathe();
    yield await heldOne(id, remarks, reviewed.get(id), door, deps);
  }
}

/** What a record here says of a review: its chain after what the reviewer saw, and what was said on it. */
type Seen = { head: string | null; last: number; said: RequestEvent[] };

/** Read page by page, with only what people said kept of it; null where it is not on record here. */
async function seenOf(
  id: RequestId,
  count: number,
  { sha256, breathe }: Evidence,
  deps: Reading,
): Promise<Seen | null> {
  const seen: Seen = { head: null, last: 0, said: [] };
  let head = '';
  let number = 0;
  for (let after = 0; ; await breathe()) {
    const read = await deps.page(id, after, FACTS_PAGE);
    if (!read.ok) return null;
    const { request, rawRequest, facts, through, isLast } = read.value;
    const { events, raw } = factsIn(facts);
    if (after === 0) head = chainStart(rawRequest ?? request, sha256);
    if (count === 0) seen.head = head;
    for (const event of raw ?? events) {
      if (number >= count) break;
      number += 1;
      head = chainNext(head, event, sha256);
      if (number < count) continue;
      seen.head = head;
      seen.last = event.seq;
    }
    seen.said.push(...events.filter(({ fact }) => isRemark(fact)));
    after = through;
    if (isLast) return seen;
  }
}

async function heldOne(
  id: RequestId,
  remarks: readonly Remark[],
  reviewed: ReviewContent['requests'][number] | undefined,
  door: Evidence,
  deps: Reading,
): Promise<Held> {
  const nothing = { requestId: id, name: '', facts: [], known: 0 };
  const seen = await seenOf(id, reviewed?.events ?? 0, door, deps);
  // Of this moment, with what was said while the record was read.
  const summary = deps.summary(id);
  if (!seen || !summary) {
    return { ...nothing, left: [{ requestId: id, why: 'it is not on record here' }] };
  }
  if (!reviewed || seen.head !== reviewed.head) {
    const why = 'its record here is not the one that was reviewed';
    return { ...nothing, left: [{ requestId: id, why }] };
  }
  const { request } = summary;
  const held: Held = {
    ...nothing,
    name: `${request.method} ${request.entityName}`,
    facts: [],
    left: [],
  };
  const known = new Set(seen.said.flatMap(({ fact }) => idOf(fact) ?? []));
  let today = summary.tags ?? [];
  let reviewers = tagsAt(seen.said, seen.last);
  for (const { id: saying, at, fact: said } of remarks) {
    const fact = cleanRemark(said);
    if (!fact) {
      held.left.push({ requestId: id, why: 'a note of the review has no words' });
      continue;
    }
    // Each saying of tags is all of them, so that what was done is found by the one before, merged earlier or not.
    const change = fact.type === 'tagged' ? changeOfTags(reviewers, fact.tags) : null;
    if (fact.type === 'tagged') reviewers = fact.tags;
    if (known.has(saying)) {
      held.known += 1;
      continue;
    }
    const review = { id: saying, at };
    if (fact.type !== 'tagged' || !change) held.facts.push({ ...fact, review });
    else {
      const tags = withTagChange(today, change);
      if (tags.length > MAX_TAGS) {
        held.left.push({ requestId: id, why: TOO_MANY });
        continue;
      }
      today = tags;
      held.facts.push({ ...fact, tags, change, review });
    }
    known.add(saying);
  }
  return held;
}

const isRemark = ({ type }: RequestFact) =>
  type === 'noted' || type === 'tagged' || type === 'marked';

function idOf(fact: RequestEvent['fact']): string | null {
  return 'review' in fact ? (fact.review?.id ?? null) : null;
}

/** The tags that a request had when it came to this event. */
function tagsAt(events: readonly RequestEvent[], last: number): readonly string[] {
  const fact = events.findLast(({ seq, fact }) => seq <= last && fact.type === 'tagged')?.fact;
  return fact?.type === 'tagged' ? fact.tags : [];
}
