import * as z from 'zod';
import type { KindSpec } from './entity.ts';
import { DH_GROUPS, DIGESTS, IKE_CIPHERS, managedFields, TUNNEL_CIPHERS } from './fields.ts';

const YEAR_S = 31_536_000;

const IkeProfile = z.looseObject({
  ...managedFields,
  ike_version: z.enum(['IKE_V1', 'IKE_V2', 'IKE_FLEX']).optional(),
  encryption_algorithms: z.array(z.enum(IKE_CIPHERS)).optional(),
  digest_algorithms: z.array(z.enum(DIGESTS)).optional(),
  dh_groups: z.array(z.enum(DH_GROUPS)).optional(),
  sa_life_time: z.number().int().min(21_600).max(YEAR_S).optional(),
});

export const ikeProfiles: KindSpec = {
  kind: 'ike-profiles',
  resourceTypes: ['IPSecVPNIKEProfile'],
  resourceTypeRequired: false,
  messageName: 'IPSecVPNIKEProfile',
  schemaOf: () => IkeProfile,
  writable: [
    'ike_version',
    'encryption_algorithms',
    'digest_algorithms',
    'dh_groups',
    'sa_life_time',
  ],
  readOnly: [],
  complete: (fields) => {
    const ciphers = fields.encryption_algorithms ?? ['AES_128'];
    return {
      ...fields,
      ike_version: fields.ike_version ?? 'IKE_V2',
      encryption_algorithms: ciphers,
      digest_algorithms: fields.digest_algorithms ?? (isGcmOnly(ciphers) ? [] : ['SHA2_256']),
      dh_groups: fields.dh_groups ?? ['GROUP14'],
      sa_life_time: fields.sa_life_time ?? 86_400,
    };
  },
  references: () => [],
};

const TunnelProfile = z.looseObject({
  ...managedFields,
  encryption_algorithms: z.array(z.enum(TUNNEL_CIPHERS)).optional(),
  digest_algorithms: z.array(z.enum(DIGESTS)).optional(),
  dh_groups: z.array(z.enum(DH_GROUPS)).optional(),
  enable_perfect_forward_secrecy: z.boolean().optional(),
  df_policy: z.enum(['COPY', 'CLEAR']).optional(),
  sa_life_time: z.number().int().min(900).max(YEAR_S).optional(),
});

export const tunnelProfiles: KindSpec = {
  kind: 'tunnel-profiles',
  resourceTypes: ['IPSecVPNTunnelProfile'],
  resourceTypeRequired: false,
  messageName: 'IPSecVPNTunnelProfile',
  schemaOf: () => TunnelProfile,
  writable: [
    'encryption_algorithms',
    'digest_algorithms',
    'dh_groups',
    'enable_perfect_forward_secrecy',
    'df_policy',
    'sa_life_time',
  ],
  readOnly: ['encapsulation_mode', 'transform_protocol'],
  complete: (fields) => {
    const ciphers = fields.encryption_algorithms ?? ['AES_GCM_128'];
    return {
      ...fields,
      encryption_algorithms: ciphers,
      digest_algorithms: fields.digest_algorithms ?? (isGcmOnly(ciphers) ? [] : ['SHA2_256']),
      dh_groups: fields.dh_groups ?? ['GROUP14'],
      enable_perfect_forward_secrecy: fields.enable_perfect_forward_secrecy ?? true,
      df_policy: fields.df_policy ?? 'COPY',
      sa_life_time: fields.sa_life_time ?? 3600,
      encapsulation_mode: 'TUNNEL_MODE',
      transform_protocol: 'ESP',
    };
  },
  references: () => [],
};

/** GCM brings its own integrity check: the default digest applies only beside AES_128 and AES_256 (Policy 4.2). */
function isGcmOnly(ciphers: unknown): boolean {
  return (
    Array.isArray(ciphers) &&
    ciphers.length > 0 &&
    ciphers.every((cipher) => /G[CM]|NO_ENCRYPTION/.test(String(cipher)))
  );
}

/** PERIODIC 3–360 s, ON_DEMAND 1–10 s (MP 4.2); without a mode, as in 2.5.1, 3–360 s. */
const DpdProfile = z
  .looseObject({
    ...managedFields,
    enabled: z.boolean().optional(),
    dpd_probe_interval: z.number().int().optional(),
    dpd_probe_mode: z.enum(['PERIODIC', 'ON_DEMAND']).optional(),
    retry_count: z.number().int().min(1).max(100).optional(),
  })
  .refine(
    ({ dpd_probe_interval: interval, dpd_probe_mode: mode }) =>
      interval === undefined ||
      (mode === 'ON_DEMAND' ? interval >= 1 && interval <= 10 : interval >= 3 && interval <= 360),
    { path: ['dpd_probe_interval'], message: 'is out of range' },
  );

const DEFAULT_PROBE_S = { PERIODIC: 60, ON_DEMAND: 3 };

export const dpdProfiles: KindSpec = {
  kind: 'dpd-profiles',
  resourceTypes: ['IPSecVPNDPDProfile'],
  resourceTypeRequired: false,
  messageName: 'IPSecVPNDPDProfile',
  schemaOf: () => DpdProfile,
  writable: ['enabled', 'dpd_probe_interval', 'dpd_probe_mode', 'retry_count'],
  readOnly: [],
  complete: (fields) => {
    const mode = fields.dpd_probe_mode === 'ON_DEMAND' ? 'ON_DEMAND' : 'PERIODIC';
    return {
      ...fields,
      enabled: fields.enabled ?? true,
      dpd_probe_mode: mode,
      dpd_probe_interval: fields.dpd_probe_interval ?? DEFAULT_PROBE_S[mode],
      retry_count: fields.retry_count ?? 5,
    };
  },
  references: () => [],
};
