import * as z from 'zod';
import { CatchingUp } from './catching-up.ts';
import { RequestId } from './ids.ts';

/** What is wrong with the record, and where. `register`: the list of all requests that were ever opened or dropped. */
export const VerifyProblem = z.object({
  what: z.enum([
    'event-changed',
    'event-missing',
    'event-added',
    'event-moved',
    'link-changed',
    'head-changed',
    'request-changed',
    'request-missing',
    'request-added',
    'register-changed',
    'register-missing',
    'text-damaged',
    'summary-changed',
    'unreadable',
    /** It is sound in itself, and not what the fingerprint that was kept stands for. */
    'kept-differs',
    'kept-missing',
    'kept-register',
  ]),
  /** As it stands in the file, where it may have been changed too. */
  requestId: z.string().nullable(),
  /** What the request was, in words, where its row can still be read. */
  name: z.string().nullable(),
  /** The number of the event in its request, or of the entry in the register; null: the whole of it. */
  seq: z.number().nullable(),
  /** The time that stands there; of what is missing, that of the one before it. */
  at: z.number().nullable(),
  /** What else is known: the place that an event came from, SQLite's own words. */
  detail: z.string().nullable(),
});
export type VerifyProblem = z.infer<typeof VerifyProblem>;

/** The most problems that a report names; all are counted. */
export const MOST_PROBLEMS = 200;

/** Requests that were dropped by their age in one go. */
export const DropRun = z.object({
  at: z.number(),
  requests: z.number().int(),
  /** The SHA-256 of the pack that they were exported to before; null where to none. */
  pack: z.string().nullable(),
});
export type DropRun = z.infer<typeof DropRun>;

/** The most goes that a report names, the newest; all are counted. */
export const MOST_DROP_RUNS = 20;

export const VerifyReport = z.object({
  /** Null: the whole record. */
  requestId: z.string().nullable(),
  requests: z.number().int(),
  events: z.number().int(),
  /** How many requests were dropped by their age, and in how many goes; of a request none. */
  dropped: z.number().int(),
  dropRunCount: z.number().int(),
  /** The newest of those goes, the newest first. */
  dropRuns: z.array(DropRun),
  problems: z.array(VerifyProblem),
  problemCount: z.number().int(),
  /**
   * Who keeps it elsewhere can give it back one day, and is told whether all that it stands for is unchanged. Null
   * while the record has problems, or where it was not looked at to the end.
   */
  fingerprint: z.string().nullable(),
  /**
   * The fingerprint that was given back, how many requests it stands for, and how many of those were dropped since, as
   * the register says. Null where none was given.
   */
  kept: z
    .object({ fingerprint: z.string(), requests: z.number().int(), dropped: z.number().int() })
    .nullable(),
  /** It was stopped before the end: what was not looked at is not vouched for. */
  cancelled: z.boolean(),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

/** How far a verification is, in events and texts. */
export const VerifyProgress = z.object({ done: z.number(), total: z.number() });
export type VerifyProgress = z.infer<typeof VerifyProgress>;

/** The most characters that are read as a fingerprint. */
const MAX_FINGERPRINT = 200;

/** The commands of the record as a whole. */
export const recordCommands = {
  /** Answers when it is through, or was cancelled. `null`: all of it. */
  'record.verify': {
    input: z.object({
      requestId: RequestId.nullable(),
      /** One that was kept elsewhere, to be held against what is here now. */
      fingerprint: z.string().max(MAX_FINGERPRINT).nullable(),
    }),
    output: VerifyReport,
  },
  /** Saves the list that a fingerprint of the record is of, in a file that the person chooses. */
  'record.save-fingerprint': {
    input: z.object({ fingerprint: z.string().max(MAX_FINGERPRINT) }),
    output: z.object({ file: z.string().nullable() }),
  },
  /** The fingerprint of a saved list that the person chooses; null where none was chosen. */
  'record.choose-fingerprint': {
    input: z.null(),
    output: z.object({ fingerprint: z.string().nullable() }),
  },
  'record.cancel': { input: z.null(), output: z.null() },
} as const;

export const recordEvents = {
  'record.progress': VerifyProgress,
  /** Null once it is. */
  'record.catching-up': CatchingUp.nullable(),
} as const;
