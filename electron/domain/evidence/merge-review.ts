import type { Output } from '../../../shared/contract.ts';
import { headsOf } from '../../../shared/evidence/chain-heads.ts';
import {
  MAX_REVIEW_BYTES,
  type Remark,
  type ReviewContent,
  readReview,
} from '../../../shared/evidence/review-file.ts';
import type { RawRecord } from '../../../shared/evidence/story.ts';
import type { MergeOutcome } from '../../../shared/evidence-contract.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { MAX_TAGS, type RequestEvent, type RequestFact } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import { changeOfTags, withTagChange } from '../../../shared/tags.ts';
import type { Evidence } from './port.ts';

const TOO_MANY = `with the review’s it would have more than ${MAX_TAGS} tags`;

type Deps = {
  record(id: RequestId): Result<Output<'history.get'>>;
  /** The record as its chain hashes it. */
  raw(id: RequestId): RawRecord | null;
  /** Puts all of them on record together. */
  remark(id: RequestId, facts: readonly RequestFact[]): void;
};

/**
 * A reviewer's file becomes facts of the requests that were reviewed: of those alone whose record here begins with the
 * very events that the reviewer saw. What was merged before is known by the id of its saying, and is not added again.
 * Of tags it is what the reviewer did that is merged: done to the tags of today, and said as that.
 */
export async function mergeReview(door: Evidence, deps: Deps): Promise<Result<MergeOutcome>> {
  const path = await door.open('review');
  if (path === null) return ok({ outcome: 'cancelled' });
  const content = await door.readText(path, MAX_REVIEW_BYTES);
  if (!content.ok) return content;
  const { file, text } = content.value;
  const read = readReview(text, door.sha256);
  if ('problem' in read) return ok({ outcome: 'refused', file, problem: read.problem });
  return ok({ outcome: 'merged', file, ...(await merge(read.review, door, deps)) });
}

type Merged = Pick<Extract<MergeOutcome, { outcome: 'merged' }>, 'added' | 'known' | 'left'>;

async function merge(review: ReviewContent, door: Evidence, deps: Deps): Promise<Merged> {
  const merged: Merged = { added: 0, known: 0, left: [] };
  const reviewed = new Map(review.requests.map((one) => [one.id, one]));
  const byRequest = new Map<RequestId, Remark[]>();
  for (const remark of review.remarks) {
    const its = byRequest.get(remark.requestId);
    if (its) its.push(remark);
    else byRequest.set(remark.requestId, [remark]);
  }
  for (const [id, remarks] of byRequest) {
    await door.breathe();
    const record = deps.record(id);
    if (!record.ok) {
      merged.left.push({ requestId: id, why: 'it is not on record here' });
      continue;
    }
    const { events } = record.value;
    const { request: first, events: all } = deps.raw(id) ?? record.value;
    const seen = reviewed.get(id);
    if (!seen || headsOf(first, all, door.sha256)[seen.events] !== seen.head) {
      merged.left.push({ requestId: id, why: 'its record here is not the one that was reviewed' });
      continue;
    }
    const known = new Set(events.flatMap(({ fact }) => idOf(fact) ?? []));
    let today = record.value.summary.tags ?? [];
    let reviewers = tagsAt(events, all[seen.events - 1]?.seq ?? 0);
    const facts: RequestFact[] = [];
    for (const { id: saying, at, fact } of remarks) {
      // Each saying of tags is all of them, so that what was done is found by the one before, merged earlier or not.
      const change = fact.type === 'tagged' ? changeOfTags(reviewers, fact.tags) : null;
      if (fact.type === 'tagged') reviewers = fact.tags;
      if (known.has(saying)) {
        merged.known += 1;
        continue;
      }
      const review = { id: saying, at };
      if (fact.type !== 'tagged' || !change) facts.push({ ...fact, review });
      else {
        const tags = withTagChange(today, change);
        if (tags.length > MAX_TAGS) {
          merged.left.push({ requestId: id, why: TOO_MANY });
          continue;
        }
        today = tags;
        facts.push({ ...fact, tags, change, review });
      }
      known.add(saying);
    }
    if (facts.length > 0) deps.remark(id, facts);
    merged.added += facts.length;
  }
  return merged;
}

function idOf(fact: RequestEvent['fact']): string | null {
  return 'review' in fact ? (fact.review?.id ?? null) : null;
}

/** The tags that a request had when it came to this event. */
function tagsAt(events: readonly RequestEvent[], last: number): readonly string[] {
  const fact = events.findLast(({ seq, fact }) => seq <= last && fact.type === 'tagged')?.fact;
  return fact?.type === 'tagged' ? fact.tags : [];
}
