import * as z from 'zod';
import { PreflightLine } from './draft.ts';
import { DraftId, ManagerId, Millis, RequestId } from './ids.ts';
import { TunnelStatus } from './inventory.ts';
import { JsonObject } from './json.ts';
import { ManagerColour } from './manager.ts';
import { MergeRecord } from './merge-record.ts';
import { EntityKind, InventoryKind, WriteMethod } from './nsx/kinds.ts';
import { NodeState, Verdict } from './realization.ts';
import { Failure } from './result.ts';

/** An object that stands in a request by its id: what it was called then, and its addresses. */
export const NamedObject = z.object({
  kind: InventoryKind,
  id: z.string(),
  name: z.string(),
  addresses: z.array(z.string()).optional(),
});
export type NamedObject = z.infer<typeof NamedObject>;

/** One POST, PUT or DELETE, as it was put on record before the first byte left. Never changes after. */
export const Request = z.object({
  id: RequestId,
  managerId: ManagerId,
  /** Frozen copies: the record outlives the manager's entry. */
  managerName: z.string(),
  managerAddress: z.string(),
  managerEnvironment: z.string(),
  managerColour: ManagerColour,
  user: z.string(),
  draftId: DraftId.nullable(),
  /** The version of the draft that was sent: what was typed after it is not in this write. */
  draftVersion: z.number().int().optional(),
  method: WriteMethod,
  kind: EntityKind,
  /** For a POST null: NSX gives the id with its answer. */
  entityId: z.string().nullable(),
  entityName: z.string(),
  url: z.string(),
  /** Our own id, sent as `X-NSX-EREQID`. */
  ereqId: z.string(),
  bodyBefore: JsonObject.nullable(),
  bodyAfter: JsonObject.nullable(),
  /** Paths of the changed fields in words: `policy_rules[1026].destinations`. */
  changedFields: z.array(z.string()),
  writtenAt: Millis,
  /** What its bodies name, and what that names: of the copy as it was then, which the record outlives. */
  named: z.array(NamedObject).optional(),
  /** What others had changed meanwhile, and what a person chose, before it was sent. */
  merged: z.array(MergeRecord).optional(),
  /** The write was made elsewhere (curl, Terraform): it is followed here, its bodies are not known. */
  origin: z.literal('elsewhere').optional(),
  /** Sent with `X-Allow-Overwrite: true`, as a person had said. */
  allowOverwrite: z.literal(true).optional(),
  /** What pre-flight said when it was sent; absent where nothing was asked (a terminal's write, an older record). */
  preflight: z.array(PreflightLine).optional(),
  /** How it is to be followed where it is not as the settings have it: whoever takes it up after a crash does so. */
  following: z.object({ isWanted: z.boolean(), deadlineMs: z.number().optional() }).optional(),
});
export type Request = z.infer<typeof Request>;

/** One exchange with the manager, secrets replaced, otherwise verbatim. */
export const Exchange = z.object({
  method: z.string(),
  url: z.string(),
  startedAt: Millis,
  durationMs: z.number(),
  status: z.number().nullable(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Exchange = z.infer<typeof Exchange>;

/** `clock`: time is later than it should be, and nothing says whether the computer slept or its clock was set. */
export const GapReason = z.enum(['closed', 'asleep', 'clock', 'offline', 'halted', 'rate-limited']);
export type GapReason = z.infer<typeof GapReason>;

/** Which session a fact is about, where the request touches several; absent: the request's only one. */
const ofSession = { sessionId: z.string().optional() };

export const ReviewMark = z.enum(['seen', 'questioned', 'signed-off']);
export type ReviewMark = z.infer<typeof ReviewMark>;

/** The longest note, characters. */
export const MAX_NOTE = 20_000;
export const MAX_TAG = 60;
export const MAX_TAGS = 30;
export const MAX_PERSON = 120;
const Tags = z.array(z.string().min(1).max(MAX_TAG)).max(MAX_TAGS);

/** Who said it; and where it was said in a reviewer's copy and came back in a file: which saying, and when it was. */
const ofPerson = {
  by: z.string().max(MAX_PERSON),
  review: z.object({ id: z.string().max(64), at: Millis }).optional(),
};

/** The facts of a request's life, appended as they happen and never changed. */
export const RequestFact = z.discriminatedUnion('type', [
  /** The write is on its way: the socket got its bytes, or may have. */
  z.object({ type: z.literal('sent') }),
  /** No byte left. */
  z.object({ type: z.literal('not-sent'), failure: Failure }),
  z.object({
    type: z.literal('answered'),
    exchange: Exchange,
    nsxRequestId: z.string().nullable(),
    entityId: z.string().nullable(),
  }),
  /** Bytes may have left and no answer came: in doubt. */
  z.object({
    type: z.literal('lost'),
    failure: Failure,
    /** What did come: an answer that is not NSX's own (a proxy's 504), or one without what it must hold. */
    exchange: Exchange.optional(),
    nsxRequestId: z.string().nullable().optional(),
  }),
  /** What reading the object back showed. */
  z.object({
    type: z.literal('settled'),
    outcome: z.enum(['applied', 'not-applied', 'unclear']),
    evidence: z.string(),
    /** The reading it rests on; null where many were read (a list). */
    exchange: Exchange.nullable(),
    /** The object that a POST was found to have made. */
    entityId: z.string().nullable().optional(),
  }),
  z.object({
    /** One for each session that the request touches. */
    type: z.literal('watch-started'),
    sessionId: z.string(),
    sessionName: z.string().optional(),
    nsxRequestId: z.string().nullable(),
    deadlineMs: z.number(),
    /** The sessions are those of a copy that was read then: reading them anew failed. */
    copyOf: Millis.optional(),
  }),
  /** Taken, but no session is there to ask for its realization; `reason` says why. */
  z.object({ type: z.literal('nothing-to-ask'), reason: z.string() }),
  z.object({
    type: z.literal('checked'),
    ...ofSession,
    exchange: Exchange,
    verdict: Verdict,
    rawState: z.string().nullable(),
    message: z.string().nullable(),
    nodes: z.array(NodeState),
  }),
  z.object({
    type: z.literal('not-asked'),
    ...ofSession,
    startedAt: Millis,
    failure: Failure,
    nextAt: Millis.nullable(),
  }),
  /** Nobody could ask between these times. */
  z.object({ type: z.literal('gap'), from: Millis, to: Millis, reason: GapReason }),
  /** `deadlineMs`: the new deadline. */
  z.object({ type: z.literal('resumed'), deadlineMs: z.number().optional() }),
  /** `reason`: why it was stopped where no person did it. */
  z.object({ type: z.literal('stopped'), reason: z.string().optional() }),
  z.object({ type: z.literal('timed-out'), ...ofSession }),
  z.object({ type: z.literal('tunnel'), ...ofSession, status: TunnelStatus }),
  z.object({ type: z.literal('tunnel-not-read'), ...ofSession, failure: Failure }),
  /** The manager's clock (its `Date` header) less this computer's; when first seen, and whenever it moved. */
  z.object({ type: z.literal('clock'), offsetMs: z.number() }),
  /** What a person wrote about the request: Markdown, which is text until it is shown. */
  z.object({ type: z.literal('noted'), text: z.string().max(MAX_NOTE), ...ofPerson }),
  /** Its tags from now on, all of them. */
  z.object({
    type: z.literal('tagged'),
    tags: Tags,
    /** Of a review that was merged: what its person did to the tags that they saw; the others are not their words. */
    change: z.object({ added: Tags, removed: Tags }).optional(),
    ...ofPerson,
  }),
  /** A reviewer's mark; null takes it back. */
  z.object({ type: z.literal('marked'), mark: ReviewMark.nullable(), ...ofPerson }),
]);
export type RequestFact = z.infer<typeof RequestFact>;

export const RequestEvent = z.object({
  requestId: RequestId,
  seq: z.number().int(),
  at: Millis,
  fact: RequestFact,
});
export type RequestEvent = z.infer<typeof RequestEvent>;

/** One row of the Requests list: what the facts add up to now. */
export const RequestSummary = z.object({
  request: Request,
  verdict: Verdict,
  /** True until a verdict has ended it. */
  open: z.boolean(),
  nsxRequestId: z.string().nullable(),
  entityId: z.string().nullable(),
  nodesDone: z.number(),
  nodesTotal: z.number(),
  /** From the send to the verdict that ended it, or to the last check; ms. */
  durationMs: z.number().nullable(),
  checks: z.number(),
  lastCheckAt: Millis.nullable(),
  nextCheckAt: Millis.nullable(),
  /** Why the newest check could not be made; stands beside the verdict, which stays that of the last answer. */
  notAsked: Failure.nullable(),
  /** The write left, and reading back showed that NSX did not apply it: said "Not applied", never "Not sent". */
  notApplied: z.literal(true).optional(),
  /** What people said of it; absent where nobody did. */
  notes: z.number().int().optional(),
  tags: z.array(z.string()).optional(),
  mark: z.object({ mark: ReviewMark, by: z.string(), at: Millis }).optional(),
  /** When the last mark was taken back, where none stands: one that is older does not come back by a merge. */
  unmarkedAt: Millis.optional(),
  /** The sessions that it is followed on, each with its own verdict; empty where none is. */
  sessions: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      verdict: Verdict,
      open: z.boolean(),
    }),
  ),
});
export type RequestSummary = z.infer<typeof RequestSummary>;
