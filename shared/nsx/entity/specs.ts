import type { EntityKind } from '../kinds.ts';
import { DPD_PROFILE } from './dpd-profile.ts';
import type { EntitySpec } from './field.ts';
import { IKE_PROFILE } from './ike-profile.ts';
import { LOCAL_ENDPOINT } from './local-endpoint.ts';
import { PEER_ENDPOINT } from './peer-endpoint.ts';
import { SERVICE } from './service.ts';
import { TUNNEL_PROFILE } from './tunnel-profile.ts';

/** The six kinds beside sessions, which have a form and a check of their own. */
export const SPECS: Record<Exclude<EntityKind, 'sessions'>, EntitySpec> = {
  services: SERVICE,
  'local-endpoints': LOCAL_ENDPOINT,
  'peer-endpoints': PEER_ENDPOINT,
  'ike-profiles': IKE_PROFILE,
  'dpd-profiles': DPD_PROFILE,
  'tunnel-profiles': TUNNEL_PROFILE,
};
