import * as z from 'zod';

/** The seven entity kinds of the VPN span, named as in the Manager API's path `/api/v1/vpn/ipsec/<kind>` (Swagger 2.5.1). */
export const ENTITY_KINDS = [
  'services',
  'sessions',
  'local-endpoints',
  'peer-endpoints',
  'ike-profiles',
  'dpd-profiles',
  'tunnel-profiles',
] as const;
export const EntityKind = z.enum(ENTITY_KINDS);
export type EntityKind = z.infer<typeof EntityKind>;

/** What the pickers and the lanes need besides: gateways, edge nodes, certificates and their revocation lists. */
export const REFERENCE_KINDS = [
  'logical-routers',
  'transport-nodes',
  'certificates',
  'crls',
] as const;
export const InventoryKind = z.enum([...ENTITY_KINDS, ...REFERENCE_KINDS]);
export type InventoryKind = z.infer<typeof InventoryKind>;

/** Sessions first; what they are made of after. The order in which kinds are read, listed and found. */
export const KINDS_IN_ORDER = [
  'sessions',
  'local-endpoints',
  'peer-endpoints',
  'services',
  'ike-profiles',
  'tunnel-profiles',
  'dpd-profiles',
  'logical-routers',
  'transport-nodes',
  'certificates',
  'crls',
] as const satisfies readonly InventoryKind[];

/** What one of a kind is called in a sentence. */
export const KIND_NAME: Record<InventoryKind, string> = {
  services: 'IPSec VPN service',
  sessions: 'IPSec VPN session',
  'local-endpoints': 'local endpoint',
  'peer-endpoints': 'peer endpoint',
  'ike-profiles': 'IKE profile',
  'dpd-profiles': 'DPD profile',
  'tunnel-profiles': 'tunnel profile',
  'logical-routers': 'logical router',
  'transport-nodes': 'transport node',
  certificates: 'certificate',
  crls: 'revocation list',
};

/** What a list of a kind is called. */
export const KIND_PLURAL: Record<InventoryKind, string> = {
  services: 'Services',
  sessions: 'Sessions',
  'local-endpoints': 'Local endpoints',
  'peer-endpoints': 'Peer endpoints',
  'ike-profiles': 'IKE profiles',
  'dpd-profiles': 'DPD profiles',
  'tunnel-profiles': 'Tunnel profiles',
  'logical-routers': 'Gateways',
  'transport-nodes': 'Edge nodes',
  certificates: 'Certificates',
  crls: 'Revocation lists',
};

export const WriteMethod = z.enum(['POST', 'PUT', 'DELETE']);
export type WriteMethod = z.infer<typeof WriteMethod>;
