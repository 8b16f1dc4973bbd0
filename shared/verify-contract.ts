import * as z from 'zod';
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
   * Of the record the head of the register, of a request the head of its chain: who keeps it elsewhere can tell that
   * the record only grew since. Null where it can't be read.
   */
  head: z.string().nullable(),
  /** It was stopped before the end: what was not looked at is not vouched for. */
  cancelled: z.boolean(),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

/** How far a verification is, in events and texts. */
export const VerifyProgress = z.object({ done: z.number(), total: z.number() });
export type VerifyProgress = z.infer<typeof VerifyProgress>;

/** The commands of the record as a whole. */
export const recordCommands = {
  /** Answers when it is through, or was cancelled. `null`: all of it. */
  'record.verify': {
    input: z.object({ requestId: RequestId.nullable() }),
    output: VerifyReport,
  },
  'record.cancel': { input: z.null(), output: z.null() },
} as const;

export const recordEvents = {
  'record.progress': VerifyProgress,
} as const;
