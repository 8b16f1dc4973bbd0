import * as z from 'zod';
import { ManagerId, Millis } from './ids.ts';
import { JsonObject } from './json.ts';
import { InventoryKind } from './nsx/kinds.ts';
import { Failure } from './result.ts';

/** One object of a manager as it was last read; secrets replaced, unknown fields kept. */
export const Entity = z.object({
  managerId: ManagerId,
  kind: InventoryKind,
  id: z.string(),
  name: z.string(),
  body: JsonObject,
  readAt: Millis,
});
export type Entity = z.infer<typeof Entity>;

/** The last known copy of one kind, with the time it was read; null where it was never read. */
export const InventoryList = z.object({
  managerId: ManagerId,
  kind: InventoryKind,
  asOf: Millis.nullable(),
  entities: z.array(Entity),
  /** Where a page was asked for: the id to ask for the next one with; null after the last. */
  next: z.string().nullable().optional(),
});
export type InventoryList = z.infer<typeof InventoryList>;

/** How far a reading is: which kind, and how many of its objects so far. */
export const ReadingProgress = z.object({
  managerId: ManagerId,
  kind: InventoryKind,
  /** How many kinds have been read whole, of how many. */
  kindsRead: z.number(),
  kinds: z.number(),
  objects: z.number(),
  /** What NSX said that the kind has (`result_count`); null where it didn't. */
  expected: z.number().nullable(),
});
export type ReadingProgress = z.infer<typeof ReadingProgress>;

export const InventoryState = z.object({
  managerId: ManagerId,
  asOf: Millis.nullable(),
  reading: z.boolean(),
  /** Why the last reading came to nothing; the copy stayed as it was. */
  failure: Failure.nullable(),
  /** The kind at which it did. */
  failedKind: InventoryKind.nullable().optional(),
  /** Kinds that the manager doesn't show to this user, and what it answered: their lists are empty for that reason. */
  hidden: z.partialRecord(InventoryKind, Failure).optional(),
  /** While it is being read. */
  progress: ReadingProgress.nullable().optional(),
  counts: z.partialRecord(InventoryKind, z.number()),
});
export type InventoryState = z.infer<typeof InventoryState>;

/** What the window is told: the state, and where one object alone was learnt of, which. */
export const InventoryChange = InventoryState.extend({
  learned: z.object({ kind: InventoryKind, id: z.string() }).optional(),
});
export type InventoryChange = z.infer<typeof InventoryChange>;

/** An object that was found, and what has the typed words where its name hasn't. */
export const FoundEntity = z.object({
  entity: Entity,
  why: z.array(z.object({ label: z.string(), text: z.string() })),
});
export type FoundEntity = z.infer<typeof FoundEntity>;

/** One page of what was found, and how much there is of each kind. */
export const FoundPage = z.object({
  offset: z.number(),
  total: z.number(),
  counts: z.partialRecord(InventoryKind, z.number()),
  rows: z.array(FoundEntity),
  /** Objects that the rows name, to describe them by. */
  related: z.array(Entity),
  /** Where the object that was asked for stands among all that is found; null where it is not among them. */
  place: z.number().nullable(),
});
export type FoundPage = z.infer<typeof FoundPage>;

/** The other end of a reference; `name` is null where the copy doesn't have that object. */
export const EntityLink = z.object({
  field: z.string(),
  kind: InventoryKind,
  id: z.string(),
  name: z.string().nullable(),
});
export type EntityLink = z.infer<typeof EntityLink>;

/** One object with what it uses and who uses it, as far as the copy knows. */
export const EntityDetails = z.object({
  entity: Entity.nullable(),
  uses: z.array(EntityLink),
  /** The first of those that name it, by kind and name. */
  usedBy: z.array(EntityLink),
  usedByCount: z.number(),
  /** How many sessions stand on it, directly or not; by id of what a session stands on through its peer endpoint. */
  sessions: z.number(),
  sharing: z.record(z.string(), z.number()),
  /** What it names, and what that names: enough to describe it. */
  related: z.array(Entity),
});
export type EntityDetails = z.infer<typeof EntityDetails>;

/** The tunnel's own status: a second fact beside realization. */
export const TunnelStatus = z.object({
  /** UP, DOWN, DEGRADED, or any word that NSX says. */
  session: z.string(),
  ike: z.string().nullable(),
  reason: z.string().nullable(),
  total: z.number().nullable(),
  negotiated: z.number().nullable(),
  failed: z.number().nullable(),
  readAt: Millis,
});
export type TunnelStatus = z.infer<typeof TunnelStatus>;

/** `resource_type` values of a session (Swagger 2.5.1; capital VPN in the Manager API). */
export const POLICY_BASED = 'PolicyBasedIPSecVPNSession';
export const ROUTE_BASED = 'RouteBasedIPSecVPNSession';
