import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import type { Sha256 } from '../chain.ts';
import { Millis, RequestId } from '../ids.ts';
import { RequestFact } from '../request.ts';

export const REVIEW_FORMAT = 'spanwatch-review';
export const REVIEW_VERSION = 1;
/** A review file is words of people: a longer one is none. */
export const MAX_REVIEW_BYTES = 50_000_000;
const MAX_REMARKS = 100_000;
const MAX_TEXT = 300;
const Sha256Digits = z.string().regex(/^[0-9a-f]{64}$/);

/** What a reviewer may say of a request, and nothing else. */
export const RemarkFact = RequestFact.refine(
  ({ type }) => type === 'noted' || type === 'tagged' || type === 'marked',
  'not a note, a tag or a mark',
).transform((fact) => fact as Extract<RequestFact, { type: 'noted' | 'tagged' | 'marked' }>);
export type RemarkFact = z.output<typeof RemarkFact>;

/** One saying of a reviewer. `id` is of this saying alone: merged twice it is still one. */
export const Remark = z.object({
  id: z.string().min(1).max(64),
  requestId: RequestId,
  at: Millis,
  fact: RemarkFact,
});
export type Remark = z.output<typeof Remark>;

const content = {
  format: z.literal(REVIEW_FORMAT),
  version: z.literal(REVIEW_VERSION),
  madeAt: Millis,
  app: z.string().max(MAX_TEXT),
  pack: z.object({ name: z.string().max(MAX_TEXT), sha256: Sha256Digits }),
  /** What was reviewed: each request's chain, so that remarks go to that record and to no other. */
  requests: z.array(
    z.object({ id: RequestId, events: z.number().int().min(0), head: Sha256Digits }),
  ),
  remarks: z.array(Remark).max(MAX_REMARKS),
};
const ReviewContent = z.object(content);
export type ReviewContent = z.output<typeof ReviewContent>;
const ReviewFile = z.object({ ...content, sha256: Sha256Digits });

/** A review as the small file that a reviewer sends back: JSON, with SHA-256 over its canonical form. */
export function reviewText(review: ReviewContent, sha256: Sha256): string {
  return `${JSON.stringify({ ...review, sha256: sha256(canonicalJson(review)) }, null, 2)}\n`;
}

type ReadReview = { review: ReviewContent } | { problem: string };

/** Reads one; a word for a person where it is none, or was changed. */
export function readReview(text: string, sha256: Sha256): ReadReview {
  try {
    return reading(text, sha256);
  } catch (error) {
    // The engine's word for what is nested too deeply.
    if (!(error instanceof RangeError)) throw error;
    return { problem: 'It is not a review file: it is nested deeper than any.' };
  }
}

function reading(text: string, sha256: Sha256): ReadReview {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'It is not a review file: it is no JSON.' };
  }
  const parsed = ReviewFile.safeParse(json);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    return {
      problem: `It is not a review file that this version reads${place ? `: ${place} does not fit` : ''}.`,
    };
  }
  const { sha256: said, ...review } = parsed.data;
  // Hashed as it came, not as it was parsed: a member that nobody knows is a change as well.
  const { sha256: _said, ...asItCame } = json as Record<string, unknown>;
  if (sha256(canonicalJson(asItCame)) !== said) {
    return { problem: 'It was changed after it was made: its SHA-256 does not fit.' };
  }
  return { review };
}
