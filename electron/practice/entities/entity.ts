import type { z } from 'zod';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';

export type Fields = Record<string, unknown>;

/** An entity as it is stored; `psk` included. */
export type Entity = Fields & {
  id: string;
  resource_type: string;
  display_name: string;
  _revision: number;
};

export type ReferenceType =
  | 'LogicalRouter'
  | 'certificate'
  | 'IPSecVPNService'
  | 'IPSecVPNLocalEndpoint'
  | 'IPSecVPNPeerEndpoint'
  | 'IPSecVPNIKEProfile'
  | 'IPSecVPNTunnelProfile'
  | 'IPSecVPNDPDProfile';

export type Reference = { type: ReferenceType; id: string };

/** What a kind needs to know of the rest of the manager to complete a body. */
export type Surroundings = {
  serviceOfLocalEndpoint(id: string): string | undefined;
  serviceName(id: string): string | undefined;
  defaultProfile(kind: 'ike-profiles' | 'tunnel-profiles' | 'dpd-profiles'): string;
  newRuleId(): string;
  newId(): string;
};

/** Everything that sets one kind apart from another. */
export type KindSpec = {
  kind: EntityKind;
  /** Accepted `resource_type`s; the first is the default where the field is optional. */
  resourceTypes: readonly [string, ...string[]];
  resourceTypeRequired: boolean;
  /** The name that NSX's messages use for one of the kind. */
  messageName: string;
  schemaOf(resourceType: string): z.ZodType;
  /** Fields that a client may write, besides those of `ManagedResource`. */
  writable: readonly string[];
  /** Fields that only the manager writes; ignored in requests. */
  readOnly: readonly string[];
  /** Defaults, read-only fields and nested parts of an accepted body. */
  complete(fields: Fields, existing: Entity | undefined, around: Surroundings): Fields;
  references(entity: Fields): Reference[];
  /** Rules that no schema expresses; a sentence per broken one. */
  rules?(fields: Fields): string[];
};

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsList(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A reference for each of `fields` that is a non-empty string. */
export function referencesIn(
  entity: Fields,
  fields: Partial<Record<string, ReferenceType>>,
): Reference[] {
  return Object.entries(fields).flatMap(([field, type]) => {
    const id = entity[field];
    return type !== undefined && typeof id === 'string' && id !== '' ? [{ type, id }] : [];
  });
}
