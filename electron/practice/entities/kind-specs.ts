import { ENTITY_KINDS, type EntityKind } from '../../../shared/nsx/kinds.ts';
import { localEndpoints, peerEndpoints } from './endpoints.ts';
import type { KindSpec, ReferenceType } from './entity.ts';
import { dpdProfiles, ikeProfiles, tunnelProfiles } from './profiles.ts';
import { services } from './services.ts';
import { sessions } from './sessions.ts';

export const KIND_SPECS: Record<EntityKind, KindSpec> = {
  services,
  sessions,
  'local-endpoints': localEndpoints,
  'peer-endpoints': peerEndpoints,
  'ike-profiles': ikeProfiles,
  'dpd-profiles': dpdProfiles,
  'tunnel-profiles': tunnelProfiles,
};

export function isEntityKind(text: string | undefined): text is EntityKind {
  return ENTITY_KINDS.some((kind) => kind === text);
}

/** The kind of a reference's target; undefined for the two that are no VPN entities. */
export function kindOfReference(type: ReferenceType): EntityKind | undefined {
  return ENTITY_KINDS.find((kind) => KIND_SPECS[kind].messageName === type);
}
