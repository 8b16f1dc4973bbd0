import * as z from 'zod';
import { DraftId, ManagerId, Millis, PlanId } from './ids.ts';
import { POLICY_BASED, ROUTE_BASED } from './inventory.ts';
import { EntityKind } from './nsx/kinds.ts';
import { MAX_PLAN_DRAFTS, PlanName, PlanPreview, PlanSummary } from './plan.ts';

const plan = z.object({ planId: PlanId });
const draftIds = z.array(DraftId).max(MAX_PLAN_DRAFTS);
const MAX_ID = 255;
const MAX_TYPED = 4096;

const text = z.string().trim().max(MAX_ID);
/** An object that is there, as NSX knows it. */
const existing = z.object({ use: z.literal('existing'), id: text.min(1, 'Choose one') });
const fresh = z.object({ use: z.literal('new'), name: text.min(1, 'Give it a name') });
/** Nothing is chosen: what the object that refers to it has already, or what NSX takes by itself. */
const asIs = z.object({ use: z.literal('as-is') });
const profile = z.discriminatedUnion('use', [asIs, existing, fresh]);

/** What a new VPN session is made of: each an object that is there, or one to be made. */
export const NewSessionParts = z.object({
  service: z.discriminatedUnion('use', [
    asIs,
    existing,
    fresh.extend({ gatewayId: text.min(1, 'Choose a gateway') }),
  ]),
  ikeProfile: profile,
  tunnelProfile: profile,
  dpdProfile: profile,
  localEndpoint: z.discriminatedUnion('use', [
    existing,
    fresh.extend({ address: text.min(1, 'Type its address') }),
  ]),
  peerEndpoint: z.discriminatedUnion('use', [
    existing,
    fresh.extend({ address: text.min(1, 'Type its address'), peerId: text }),
  ]),
  session: z.discriminatedUnion('use', [
    existing,
    fresh.extend({ type: z.enum([POLICY_BASED, ROUTE_BASED]) }),
  ]),
});
export type NewSessionParts = z.infer<typeof NewSessionParts>;

/** The commands of change plans. */
export const planCommands = {
  'plan.list': { input: z.null(), output: z.array(PlanSummary) },
  'plan.create': {
    input: z.object({ managerId: ManagerId, name: PlanName, draftIds }),
    output: PlanSummary,
  },
  'plan.add': { input: plan.extend({ draftIds }), output: PlanSummary },
  /** Takes drafts out; they stay drafts. What has been sent stays. */
  'plan.remove': { input: plan.extend({ draftIds }), output: PlanSummary },
  'plan.rename': { input: plan.extend({ name: PlanName }), output: PlanSummary },
  /** Takes the plan away; `withDrafts` discards the drafts that were not sent too. */
  'plan.discard': { input: plan.extend({ withDrafts: z.boolean() }), output: z.null() },
  /** The whole before anything is sent: order, fields, sessions, and what stops it. Never sends. */
  'plan.preview': { input: plan, output: PlanPreview },
  /** Sends step by step, or goes on. Answers as soon as it has begun. */
  'plan.send': {
    input: plan.extend({
      /** The drafts that are left, as they stood when they were confirmed. */
      versions: z.record(DraftId, z.number().int()),
      /** With a DELETE among them: the plan's name, typed. */
      typedName: z.string().max(MAX_TYPED).nullable(),
    }),
    output: PlanSummary,
  },
  /** No step after the one that is under way. */
  'plan.stop': { input: plan, output: PlanSummary },
  /** Drafts that take back what was accepted, as a plan of their own. Never sends. */
  'plan.reverse': {
    input: plan,
    output: z.object({ summary: PlanSummary, notes: z.array(z.string()) }),
  },
  'plan.new-session': {
    input: z.object({ managerId: ManagerId, name: PlanName, parts: NewSessionParts }),
    output: PlanSummary,
  },
  /** What uses an object, as the order in which all of it can be deleted. */
  'plan.delete-order': {
    input: z.object({ managerId: ManagerId, kind: EntityKind, entityId: text }),
    output: z.object({
      asOf: Millis.nullable(),
      objects: z.array(
        z.object({
          kind: EntityKind,
          id: z.string(),
          name: z.string(),
          /** Why NSX would not let it go; null where nothing is known. */
          locked: z.string().nullable(),
        }),
      ),
    }),
  },
  /** A plan of those deletes, with their drafts. */
  'plan.deletes': {
    input: z.object({ managerId: ManagerId, kind: EntityKind, entityId: text }),
    output: PlanSummary,
  },
} as const;

export const planEvents = {
  'plan.changed': PlanSummary,
  'plan.removed': plan,
} as const;
