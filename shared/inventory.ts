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
});
export type InventoryList = z.infer<typeof InventoryList>;

export const InventoryState = z.object({
  managerId: ManagerId,
  asOf: Millis.nullable(),
  reading: z.boolean(),
  failure: Failure.nullable(),
  counts: z.partialRecord(InventoryKind, z.number()),
});
export type InventoryState = z.infer<typeof InventoryState>;

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
