import * as z from 'zod';
import { ListFormat } from './evidence/list-export.ts';
import { MAX_PACK_REQUESTS, PackProblem } from './evidence/pack.ts';
import { HistoryFilter, HistorySort } from './history-query.ts';
import { Millis, RequestId } from './ids.ts';

const text = z.string();
const ids = z.array(RequestId).min(1, 'Choose a request').max(MAX_PACK_REQUESTS);

/** A file that was written, as a person hands it on: with what its receiver can check. */
export const WrittenFile = z.object({
  outcome: z.literal('written'),
  file: text,
  bytes: z.number().int(),
  sha256: text,
});
export type WrittenFile = z.infer<typeof WrittenFile>;
const Cancelled = z.object({ outcome: z.literal('cancelled') });

/** A pack that was written. */
export const WrittenPack = WrittenFile.extend({
  requests: z.number().int(),
  /** How often something secret stands as «redacted» in the record, by where. */
  redacted: z.record(text, z.number().int()),
});
export type WrittenPack = z.infer<typeof WrittenPack>;

/** Nothing was written: something in the record looks like a secret, or is not as it was written. */
export const SuspectRecord = z.object({
  outcome: z.literal('suspect'),
  suspects: z.array(z.object({ requestId: RequestId, name: text, place: text })),
  /** The chosen requests in which nothing does. */
  others: z.array(RequestId),
});
export type SuspectRecord = z.infer<typeof SuspectRecord>;

export const ExportOutcome = z.discriminatedUnion('outcome', [
  WrittenPack,
  Cancelled,
  SuspectRecord,
]);
export type ExportOutcome = z.infer<typeof ExportOutcome>;

/** The pack that reviewer mode shows. */
export const Reviewing = z.object({
  file: text,
  sha256: text,
  requests: z.number().int(),
  madeAt: Millis,
  madeBy: text,
  app: text,
  redacted: z.number().int(),
  /** Notes, tags and marks that were made here on it. */
  remarks: z.number().int(),
});
export type Reviewing = z.infer<typeof Reviewing>;

const Refused = z.object({
  file: text,
  problems: z.array(PackProblem),
  /** Nothing is known of its content: it could not be read, or not be opened now. */
  unread: z.literal(true).optional(),
});
export type Refused = z.infer<typeof Refused>;
export const ReviewMode = z.object({
  reviewing: Reviewing.nullable(),
  /** A pack that Spanwatch was started with and that it did not open. */
  refused: Refused.nullable(),
});
export type ReviewMode = z.infer<typeof ReviewMode>;

export const OpenOutcome = z.discriminatedUnion('outcome', [
  Cancelled,
  Refused.extend({ outcome: z.literal('refused') }),
  z.object({ outcome: z.literal('opened'), reviewing: Reviewing }),
]);
export type OpenOutcome = z.infer<typeof OpenOutcome>;

/** Requests of a review that are not on record here or are other than the reviewed ones, or what is not merged of them. */
const LeftOut = z.array(z.object({ requestId: RequestId, why: text }));

/** A reviewer's file, read and held against the record: what would be put on it. */
export const ReadReview = z.discriminatedUnion('outcome', [
  Cancelled,
  z.object({ outcome: z.literal('refused'), file: text, problem: text }),
  z.object({
    outcome: z.literal('read'),
    file: text,
    madeAt: Millis,
    /** Whose remarks these are. */
    persons: z.array(text),
    /** How many remarks are new. */
    fresh: z.number().int(),
    /** Remarks that were here already. */
    known: z.number().int(),
    /** The first of them, by request. */
    requests: z.array(
      z.object({
        requestId: RequestId,
        name: text,
        remarks: z.array(z.object({ what: text, by: text, at: Millis, text: text.nullable() })),
      }),
    ),
    left: LeftOut,
  }),
]);
export type ReadReview = z.infer<typeof ReadReview>;

export const Merged = z.object({
  file: text,
  persons: z.array(text),
  added: z.number().int(),
  known: z.number().int(),
  /** What each request got. */
  requests: z.array(z.object({ requestId: RequestId, name: text, added: z.number().int() })),
  left: LeftOut,
});
export type Merged = z.infer<typeof Merged>;

const FileOutcome = z.discriminatedUnion('outcome', [WrittenFile, Cancelled]);
/** Of what is made of the record: nothing was written where that is not fit to be handed on. */
const MadeOutcome = z.discriminatedUnion('outcome', [
  WrittenFile,
  Cancelled,
  z.object({ outcome: z.literal('withheld'), problem: text }),
]);
export type MadeOutcome = z.infer<typeof MadeOutcome>;

/** The most rows of a list that is exported. */
export const MAX_LIST_ROWS = 200_000;
/**
 * A list of more rows is an overview and no evidence: Verify checks the chains of so many, with its progress. Of a pack
 * in reviewer mode every list is checked.
 */
export const MAX_SOUND_ROWS = MAX_PACK_REQUESTS;
/** Requests by name, or all that a filter leaves, in the order of the list. */
const ListOf = z.union([
  z.object({ requestIds: z.array(RequestId).min(1).max(MAX_LIST_ROWS) }),
  z.object({ filter: HistoryFilter, sort: HistorySort }),
]);

/** The commands of evidence: where a file is chosen, main asks for it; no path comes from the window. */
export const evidenceCommands = {
  'evidence.export': { input: z.object({ requestIds: ids }), output: ExportOutcome },
  /** Ends an export that is under way; nothing is left of it. */
  'evidence.cancel': { input: z.null(), output: z.null() },
  'evidence.pdf': { input: z.object({ requestId: RequestId }), output: MadeOutcome },
  'evidence.list': {
    input: z.object({ of: ListOf, format: ListFormat }),
    output: MadeOutcome,
  },
  /** Asks for a pack, checks all of it, and where nothing is wrong shows it in reviewer mode. */
  'evidence.open': { input: z.null(), output: OpenOutcome },
  'evidence.mode': { input: z.null(), output: ReviewMode },
  'evidence.leave': { input: z.null(), output: z.null() },
  /** Shows a file that was saved since the start where it lies, by its name alone. */
  'evidence.show': { input: z.object({ file: text }), output: z.null() },
  /** The remarks made in reviewer mode, as a small file to be sent back. */
  'evidence.save-review': { input: z.null(), output: FileOutcome },
  /** Asks for a reviewer's file and says what it would put on record here; nothing is put there yet. */
  'evidence.read-review': { input: z.null(), output: ReadReview },
  /** Puts the remarks of the file that was read on record here. */
  'evidence.merge-review': { input: z.null(), output: Merged },
} as const;

export const evidenceEvents = {
  /** The menu's *Open Evidence Pack* was chosen. */
  'evidence.open-asked': z.null(),
  /** How far the export is: requests, then parts of the file. */
  'evidence.progress': z.object({
    stage: z.enum(['reading', 'writing']),
    done: z.number().int(),
    total: z.number().int(),
  }),
} as const;
