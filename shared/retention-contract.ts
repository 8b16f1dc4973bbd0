import * as z from 'zod';
import { SuspectRecord, WrittenPack } from './evidence-contract.ts';
import { Millis, RequestId } from './ids.ts';
import { WriteMethod } from './nsx/kinds.ts';
import { Verdict } from './realization.ts';
import { ReviewMark } from './request.ts';
import { RetentionDays } from './settings.ts';

/** The most requests that are shown of those that would go. */
export const MOST_OLD_SHOWN = 50;

/** A request that would go. */
export const OldRequest = z.object({
  id: RequestId,
  method: WriteMethod,
  entityName: z.string(),
  managerName: z.string(),
  writtenAt: Millis,
  verdict: Verdict,
  notApplied: z.literal(true).optional(),
  mark: ReviewMark.optional(),
  notes: z.number().int().optional(),
  tags: z.array(z.string()).optional(),
});
export type OldRequest = z.infer<typeof OldRequest>;

/** Requests older than the days that are kept: which go, and which stay all the same. */
export const OldRequests = z.object({
  count: z.number().int(),
  before: Millis,
  /** Of those that go: first those of which somebody said something, then the others; each the oldest first. */
  shown: z.array(OldRequest).max(MOST_OLD_SHOWN),
  /** How many of those that go somebody said something of. */
  said: z.object({
    questioned: z.number().int(),
    noted: z.number().int(),
    tagged: z.number().int(),
  }),
  stay: z.object({
    open: z.number().int(),
    inDoubt: z.number().int(),
    planned: z.number().int(),
  }),
});
export type OldRequests = z.infer<typeof OldRequests>;

export const DropOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('dropped'),
    dropped: z.number().int(),
    /** Of those that were to go: something was said of them meanwhile, or it was stopped before their turn. */
    stayed: z.number().int(),
    /** There was no room for them in the pack: they are next. */
    rest: z.number().int(),
    stopped: z.boolean(),
    /** The pack that has all of them, and those that stayed as they were; null where none was asked for. */
    pack: WrittenPack.omit({ outcome: true }).nullable(),
  }),
  /** Nothing was dropped. `file`: a pack that was written already. */
  z.object({ outcome: z.literal('cancelled'), file: z.string().optional() }),
  /** Nothing was written and nothing was dropped. */
  SuspectRecord,
]);
export type DropOutcome = z.infer<typeof DropOutcome>;

/** How far it is; at the end of `dropping` what nothing uses any more is taken away. */
export const DropProgress = z.object({
  stage: z.enum(['reading', 'writing', 'checking', 'dropping']),
  done: z.number().int(),
  total: z.number().int(),
});
export type DropProgress = z.infer<typeof DropProgress>;

export const retentionCommands = {
  /** Ended requests that are older than so many days. Drops nothing. */
  'record.old': { input: z.object({ days: RetentionDays }), output: OldRequests },
  /**
   * Drops them, where they are still as many as a person has confirmed; those of `leave` stay. `export`: first an
   * evidence pack of exactly those that go is written where the person chooses, and read back.
   */
  'record.drop': {
    input: z.object({
      days: RetentionDays,
      before: Millis,
      count: z.number().int().min(1),
      first: z.enum(['export', 'nothing']),
      leave: z.array(RequestId),
    }),
    output: DropOutcome,
  },
  /** No other request goes. An export that is under way is given up, and nothing goes at all. */
  'record.stop-dropping': { input: z.null(), output: z.null() },
} as const;

export const retentionEvents = {
  'record.dropping': DropProgress,
  'record.dropped': z.object({ requestIds: z.array(RequestId) }),
} as const;
