import { isIP } from 'node:net';
import * as z from 'zod';

/*
 * The practice manager's own reading of the Swagger, on purpose not the client's schema: it is the counterpart
 * that the client's schema is tried against.
 */

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4_CIDR = new RegExp(`^${OCTET}(\\.${OCTET}){3}/(3[0-2]|[12]?\\d)$`);

/** `ipv4-cidr-block`: four octets and a prefix of 0–32. `2.1.4..0/24` of the guide is none. */
export const Ipv4Cidr = z.string().regex(IPV4_CIDR, 'is not a valid IPv4 CIDR block');

/** An IPv4 address (2.5.1) or an IPv6 one (4.2). */
export const IpAddress = z.string().refine((text) => isIP(text) !== 0, 'is not a valid IP address');

/** Tag.scope ≤ 128, Tag.tag ≤ 256 characters; at most 30 of them. */
const Tags = z
  .array(
    z.looseObject({ scope: z.string().max(128).optional(), tag: z.string().max(256).optional() }),
  )
  .max(30);

/** What a client may write on every entity (`ManagedResource`). */
export const managedFields = {
  id: z.string().optional(),
  resource_type: z.string().optional(),
  display_name: z.string().max(255).optional(),
  description: z.string().max(1024).optional(),
  tags: Tags.optional(),
};

/** A reference by id; NSX ids are at most 64 characters (`ResourceReference.target_id`). */
export const RefId = z.string().min(1).max(64);

const Subnets = z.array(z.looseObject({ subnet: Ipv4Cidr })).max(128);

/** `IPSecVPNPolicyRule`. `action` is read-only and so not judged. */
export const PolicyRule = z.looseObject({
  id: z.string().optional(),
  display_name: z.string().max(255).optional(),
  description: z.string().max(1024).optional(),
  sources: Subnets.optional(),
  destinations: Subnets.optional(),
  enabled: z.boolean().optional(),
  logged: z.boolean().optional(),
});

export const DIGESTS = ['SHA1', 'SHA2_256', 'SHA2_384', 'SHA2_512'] as const;
export const DH_GROUPS = [
  'GROUP2',
  'GROUP5',
  'GROUP14',
  'GROUP15',
  'GROUP16',
  'GROUP19',
  'GROUP20',
  'GROUP21',
] as const;
export const IKE_CIPHERS = [
  'AES_128',
  'AES_256',
  'AES_GCM_128',
  'AES_GCM_192',
  'AES_GCM_256',
] as const;
export const TUNNEL_CIPHERS = [
  ...IKE_CIPHERS,
  'NO_ENCRYPTION_AUTH_AES_GMAC_128',
  'NO_ENCRYPTION_AUTH_AES_GMAC_192',
  'NO_ENCRYPTION_AUTH_AES_GMAC_256',
  'NO_ENCRYPTION',
] as const;
