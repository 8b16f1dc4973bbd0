import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import { bodyToSend, unknownFields } from '../../shared/nsx/body.ts';
import { catalogueOf } from '../../shared/nsx/entity/catalogue.ts';
import { SPECS } from '../../shared/nsx/entity/specs.ts';
import { checkEntity, emptyEntity, warnEntity } from '../../shared/nsx/entity.ts';
import { ENTITY_KINDS, type EntityKind } from '../../shared/nsx/kinds.ts';

const OTHERS = ENTITY_KINDS.filter((kind) => kind !== 'sessions');

const GOOD: Record<(typeof OTHERS)[number], JsonObject> = {
  services: { logical_router_id: 'lr-1', enabled: true, ike_log_level: 'INFO' },
  'local-endpoints': {
    ipsec_vpn_service_id: { target_id: 's-1', target_type: 'IPSecVPNService' },
    local_address: '198.51.100.1',
  },
  'peer-endpoints': { peer_address: '203.0.113.7', peer_id: '203.0.113.7', psk: 'key' },
  'ike-profiles': { ike_version: 'IKE_V2', encryption_algorithms: ['AES_GCM_256'] },
  'dpd-profiles': { enabled: true, dpd_probe_interval: 60 },
  'tunnel-profiles': { encryption_algorithms: ['AES_GCM_128'], sa_life_time: 3600 },
};

describe('an object of any kind', () => {
  it.each(OTHERS)('that is right is not refused, nor warned about: %s', (kind) => {
    expect(checkEntity(kind, GOOD[kind], 'create')).toEqual([]);
    expect(warnEntity(kind, { display_name: 'x', ...GOOD[kind] }, 'create')).toEqual([]);
  });

  it.each(ENTITY_KINDS)('without a name is warned about, of every kind: %s', (kind) => {
    const [first] = warnEntity(kind, emptyEntity(kind), 'create');
    expect(first?.message).toContain('Name: there is none');
  });

  it('that is new is warned about what is misspelt in it; one that NSX made is not', () => {
    const body = { ...emptyEntity('sessions'), display_name: 'x', polcy_rules: [] };
    const words = (operation: 'create' | 'change') =>
      warnEntity('sessions', body, operation).map(({ path, message }) => [path, message]);
    expect(words('create')).toEqual([
      [['polcy_rules'], expect.stringContaining('Unknown field polcy_rules')],
    ]);
    expect(words('change')).toEqual([]);
  });

  it.each([
    [{ peer_id: 'not valid id!! ' }, 'a space stands before or after it'],
    [{ peer_id: 'not valid id!!' }, 'neither an address nor a host name'],
    [{ peer_id: 'peer.example.com' }, ''],
    [{ peer_id: 'vpn@example.com' }, ''],
    [{ peer_id: '2001:db8::1' }, ''],
    [{ peer_id: 'CN=peer, O=Example', authentication_mode: 'CERTIFICATE' }, ''],
  ])('says what is odd about a peer ID: %j', (patch, says) => {
    const body = { display_name: 'x', ...GOOD['peer-endpoints'], ...patch };
    const words = warnEntity('peer-endpoints', body).map(({ message }) => message);
    expect(words).toEqual(says === '' ? [] : [expect.stringContaining(says)]);
  });

  it.each<[EntityKind, JsonObject, string, string]>([
    ['services', { logical_router_id: undefined as never }, 'logical_router_id', 'none is chosen'],
    ['services', { ike_log_level: 'LOUD' }, 'ike_log_level', '“LOUD” is none of DEBUG'],
    [
      'services',
      { bypass_rules: [{ sources: [{ subnet: '2.1.4..0/24' }], destinations: [] }] },
      'bypass_rules.0.sources.0.subnet',
      '2.1.4.0/24',
    ],
    ['local-endpoints', { local_address: '198.51.100' }, 'local_address', '198.51.100'],
    ['local-endpoints', { local_address: '' }, 'local_address', 'is missing'],
    [
      'local-endpoints',
      { ipsec_vpn_service_id: 's-1' },
      'ipsec_vpn_service_id',
      'is not an object such as',
    ],
    [
      'local-endpoints',
      { ipsec_vpn_service_id: {} },
      'ipsec_vpn_service_id.target_id',
      'none is chosen',
    ],
    ['local-endpoints', { trust_ca_ids: [1] }, 'trust_ca_ids.0', '1 is not text'],
    ['local-endpoints', { trust_ca_ids: ['ca-1 '] }, 'trust_ca_ids.0', 'Did you mean ca-1?'],
    [
      'local-endpoints',
      { ipsec_vpn_service_id: { target_id: '\ts-1' } },
      'ipsec_vpn_service_id.target_id',
      'has a blank before or after it',
    ],
    ['services', { logical_router_id: ' ' }, 'logical_router_id', 'none is chosen'],
    ['peer-endpoints', { ike_profile_id: ' i-1' }, 'ike_profile_id', 'Did you mean i-1?'],
    ['peer-endpoints', { ike_profile_id: '  ' }, 'ike_profile_id', 'is blank; leave it out'],
    ['peer-endpoints', { peer_id: '' }, 'peer_id', 'is missing'],
    ['peer-endpoints', { psk: '' }, 'psk', 'there is none'],
    ['peer-endpoints', { psk: 'x'.repeat(129) }, 'psk', '129 characters are too many'],
    [
      'peer-endpoints',
      { connection_initiation_mode: 'NEVER' },
      'connection_initiation_mode',
      'is none of INITIATOR',
    ],
    ['ike-profiles', { ike_version: 'IKE_V1' }, 'encryption_algorithms', 'AES-GCM needs IKEv2'],
    ['ike-profiles', { ike_version: 'IKE_FLEX' }, 'encryption_algorithms', 'AES-GCM needs IKEv2'],
    ['ike-profiles', { dh_groups: ['GROUP14', 'GROUP14'] }, 'dh_groups.1', 'is there twice'],
    ['ike-profiles', { dh_groups: ['GROUP1'] }, 'dh_groups.0', 'is none of'],
    ['ike-profiles', { sa_life_time: 3600 }, 'sa_life_time', 'from 21600 to 31536000 s'],
    ['dpd-profiles', { dpd_probe_interval: 2 }, 'dpd_probe_interval', 'not from 3 to 360'],
    ['dpd-profiles', { dpd_probe_mode: 'ON_DEMAND' }, 'dpd_probe_interval', 'not from 1 to 10'],
    ['dpd-profiles', { enabled: 'yes' }, 'enabled', 'neither true nor false'],
    ['tunnel-profiles', { sa_life_time: 899 }, 'sa_life_time', 'from 900'],
    [
      'tunnel-profiles',
      {
        encryption_algorithms: ['NO_ENCRYPTION_AUTH_AES_GMAC_128'],
        digest_algorithms: ['SHA2_256'],
      },
      'digest_algorithms',
      'must be empty',
    ],
    ['tunnel-profiles', { df_policy: 'SET' }, 'df_policy', 'is none of COPY, CLEAR'],
    [
      'tunnel-profiles',
      { resource_type: 'IPSecVPNIKEProfile' },
      'resource_type',
      'is not IPSecVPNTunnelProfile',
    ],
    ['tunnel-profiles', { display_name: 'x'.repeat(256) }, 'display_name', 'at most 255'],
  ])('is refused at the field, with the reason: %s %j', (kind, patch, path, says) => {
    const issues = checkEntity(kind, { ...GOOD[kind as 'services'], ...patch }, 'create');
    const [issue] = issues.filter((one) => one.path.join('.') === path);
    expect(issue?.message, JSON.stringify(issues)).toContain(says);
  });

  it.each<[EntityKind, JsonObject, string]>([
    ['ike-profiles', { digest_algorithms: ['SHA2_256'] }, 'AES-GCM brings its own'],
    ['ike-profiles', { dh_groups: ['GROUP2'] }, 'too short today'],
    [
      'ike-profiles',
      { encryption_algorithms: [], digest_algorithms: [] },
      'Encryption: none is chosen, so an empty list is sent',
    ],
    [
      'tunnel-profiles',
      { encryption_algorithms: ['AES_256'], digest_algorithms: [] },
      'none is chosen',
    ],
    [
      'tunnel-profiles',
      { encryption_algorithms: ['NO_ENCRYPTION'], digest_algorithms: ['SHA2_256'] },
      'not encrypted',
    ],
    ['local-endpoints', { certificate_id: 'c-1' }, 'none is chosen'],
  ])('is warned about and can be sent all the same: %s %j', (kind, patch, says) => {
    const body = { ...GOOD[kind as 'services'], ...patch };
    expect(checkEntity(kind, body, 'create')).toEqual([]);
    expect(
      warnEntity(kind, body)
        .map(({ message }) => message)
        .join(),
    ).toContain(says);
  });

  it('may be changed without its key: NSX keeps the one it has', () => {
    const { psk, ...rest } = GOOD['peer-endpoints'];
    expect(psk).toBeDefined();
    expect(checkEntity('peer-endpoints', rest, 'change')).toEqual([]);
    expect(checkEntity('peer-endpoints', rest, 'create')).toHaveLength(1);
  });

  it.each(OTHERS)('that is new asks only for what a person must fill in: %s', (kind) => {
    const asked = checkEntity(kind, emptyEntity(kind), 'create').map(({ path }) => path[0]);
    const needed = SPECS[kind].fields.filter((field) => 'required' in field && field.required);
    expect(asked.filter((key) => key !== 'psk').sort()).toEqual(
      needed.map(({ key }) => key).sort(),
    );
  });

  it('is read without a throw, whatever the JSON', () => {
    const values = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant(undefined));
    fc.assert(
      fc.property(fc.constantFrom(...OTHERS), fc.context(), fc.func(values), (kind, _, anyOf) => {
        const body: JsonObject = { ...GOOD[kind] };
        for (const { key } of SPECS[kind].fields) {
          const value = anyOf(key);
          if (value !== undefined) body[key] = value as never;
        }
        for (const issue of [...checkEntity(kind, body, 'change'), ...warnEntity(kind, body)]) {
          expect(issue.message).not.toBe('');
        }
        unknownFields(kind, body);
        bodyToSend(kind, body, GOOD[kind], 'change');
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what the schema doesn’t know, and is sent by POST without what only NSX gives', () => {
    const read = {
      ...GOOD['tunnel-profiles'],
      id: 'p',
      _revision: 2,
      encapsulation_mode: 'TUNNEL_MODE',
      x: 1,
    };
    expect(unknownFields('tunnel-profiles', read)).toEqual(['x']);
    expect(
      bodyToSend('tunnel-profiles', { ...read, encapsulation_mode: 'X' }, read, 'change'),
    ).toEqual(read);
    expect(bodyToSend('tunnel-profiles', read, null, 'create')).toEqual({
      ...GOOD['tunnel-profiles'],
      x: 1,
    });
  });
});

const swagger = new URL('../../../shared/nsx/nsx-api-2.5.1-vpn.swagger.json', import.meta.url);
const isPresent = existsSync(swagger);
if (!isPresent) console.log('skipped: the official Swagger is not at ../shared/nsx');

describe.skipIf(!isPresent)('the fields of the official Swagger', () => {
  type Found = { readOnly: boolean; values: string[] | null };
  const definitions = isPresent ? JSON.parse(readFileSync(swagger, 'utf8')).definitions : {};

  function fieldsOf(kind: (typeof OTHERS)[number]): Map<string, Found> {
    const found = new Map<string, Found>();
    const walk = (schema: JsonObject, path: string, readOnly: boolean): void => {
      const values = (schema.enum ?? (schema.items as JsonObject | undefined)?.enum) as
        | string[]
        | undefined;
      if (path !== '') found.set(path, { readOnly, values: values ?? null });
      if (catalogueOf(kind).get(path)?.whole) return;
      const ref = schema.$ref;
      if (typeof ref === 'string') walk(definitions[ref.split('/').at(-1) ?? ''], path, readOnly);
      for (const part of (schema.allOf ?? []) as JsonObject[]) walk(part, path, readOnly);
      if (schema.items) walk(schema.items as JsonObject, `${path}[]`, readOnly);
      const properties = (schema.properties ?? {}) as Record<string, JsonObject>;
      for (const [key, value] of Object.entries(properties)) {
        walk(value, path === '' ? key : `${path}.${key}`, readOnly || value.readOnly === true);
      }
    };
    walk(definitions[SPECS[kind].resourceType], '', false);
    return found;
  }

  it.each(OTHERS)('are all in a form or named as read-only: %s', (kind) => {
    const found = [...fieldsOf(kind)];
    expect(found.length).toBeGreaterThan(15);
    const known = catalogueOf(kind);
    expect(
      found.map(([path]) => path).filter((path) => !path.endsWith('[]') && !known.has(path)),
    ).toEqual([]);
    const differ = found.filter(
      ([path, { readOnly }]) => !path.endsWith('[]') && known.get(path)?.readOnly !== readOnly,
    );
    expect(differ.map(([path]) => path)).toEqual([]);
  });

  it.each(OTHERS)('offer the same choices: %s', (kind) => {
    const found = fieldsOf(kind);
    for (const field of SPECS[kind].fields) {
      if ((field.type !== 'choice' && field.type !== 'choices') || field.later) continue;
      expect(field.choices.map(({ value }) => value).sort(), field.key).toEqual(
        found.get(field.key)?.values?.sort(),
      );
    }
  });
});
