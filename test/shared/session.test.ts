import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { Json, JsonObject, JsonPath } from '../../shared/json.ts';
import { getAt, setAt } from '../../shared/json.ts';
import { bodyToSend, unknownFields } from '../../shared/nsx/body.ts';
import { catalogueOf } from '../../shared/nsx/entity/catalogue.ts';
import {
  checkSession,
  emptySession,
  newRule,
  tunnelsOf,
  withType,
} from '../../shared/nsx/session.ts';
import { SESSION_FIELDS } from '../../shared/nsx/session-fields.ts';
import { warnSession } from '../../shared/nsx/session-warn.ts';

const policy: JsonObject = {
  resource_type: POLICY_BASED,
  id: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
  display_name: 'Test RZ',
  ipsec_vpn_service_id: 'svc',
  peer_endpoint_id: 'pe',
  local_endpoint_id: 'le',
  enabled: true,
  tags: [{ scope: 'site', tag: 'ams' }],
  tcp_mss_clamping: { direction: 'BOTH', max_segment_size: 1350 },
  policy_rules: [
    {
      id: '1026',
      sources: [{ subnet: '1.1.1.0/24' }],
      destinations: [{ subnet: '2.1.4.0/24' }],
      logged: true,
      enabled: true,
      action: 'PROTECT',
      _revision: 1,
    },
  ],
  _revision: 3,
  _create_user: 'admin',
};
const port = {
  tunnel_port_id: 'p1',
  ip_subnets: [{ ip_addresses: ['169.254.31.1'], prefix_length: 30 }],
};
const route: JsonObject = { ...withType(policy, ROUTE_BASED), tunnel_ports: [port] };
const rule = ['policy_rules', 0];
const subnet = [...rule, 'destinations', 0, 'subnet'];
const ip = ['tunnel_ports', 0, 'ip_subnets', 0];

describe('what the schema says of a session', () => {
  it('finds nothing in a whole session of either type', () => {
    expect(checkSession(policy, 'change')).toEqual([]);
    expect(checkSession(route, 'change')).toEqual([]);
    expect([...warnSession(policy), ...warnSession(route)]).toEqual([]);
  });

  it('refuses the guide’s own example at its field, in words, with the mend', () => {
    expect(checkSession(setAt(policy, subnet, '2.1.4..0/24'), 'change')).toEqual([
      {
        path: subnet,
        message:
          'Rule 1026, peer subnet 1: “2.1.4..0/24” is not an IPv4 network: the third part is followed by two dots. Did you mean 2.1.4.0/24?',
        suggestion: '2.1.4.0/24',
      },
    ]);
  });

  const long = (length: number): string => 'x'.repeat(length);
  const wrong: [base: JsonObject, path: JsonPath, value: Json | undefined, says: string][] = [
    [policy, ['resource_type'], undefined, 'Type: is missing'],
    [policy, ['resource_type'], 'PolicyBasedIPSecVpnSession', 'is neither'],
    [policy, ['display_name'], long(256), 'Name: 256 characters are too many; at most 255'],
    [policy, ['display_name'], 5, 'Name: 5 is not text'],
    [policy, ['description'], long(1025), 'at most 1024'],
    [policy, ['description'], null, 'Description: null is not text'],
    [policy, ['enabled'], 'yes', 'Enabled: “yes” is neither true nor false'],
    [policy, ['local_endpoint_id'], '', 'Local endpoint: none is chosen'],
    [policy, ['peer_endpoint_id'], undefined, 'Peer endpoint: none is chosen'],
    [policy, ['peer_endpoint_id'], '  ', 'Peer endpoint: none is chosen'],
    [policy, ['peer_endpoint_id'], 'pe ', 'Peer endpoint: “pe ” has a blank'],
    [policy, ['peer_endpoint_id'], { id: 'x' }, 'Peer endpoint: {"id":"x"} is not text'],
    [policy, ['tags'], 'a', 'Tags: “a” is not a list'],
    [policy, ['tags'], Array(31).fill({ tag: 'a' }), 'Tags: 31 are too many; at most 30'],
    [policy, ['tags', 0, 'scope'], long(129), 'Tag 1, scope: 129 characters'],
    [policy, ['tags', 0, 'tag'], long(257), 'Tag 1, tag: 257 characters'],
    [policy, ['tcp_mss_clamping', 'direction'], 'UP', 'is none of NONE, INBOUND_CONNECTION'],
    [policy, ['tcp_mss_clamping', 'max_segment_size'], 1350.5, '1350.5 is not a whole number'],
    [policy, ['tcp_mss_clamping', 'max_segment_size'], '1350', '“1350” is not a whole number'],
    [policy, ['_revision'], '3', 'Revision: “3” is not a whole number'],
    [policy, ['policy_rules'], undefined, 'Rules: are missing'],
    [policy, ['policy_rules'], [], 'Rules: there are none'],
    [policy, rule, 7, 'New rule 1: 7 is not a rule'],
    [policy, [...rule, 'sources'], [], 'Rule 1026, local subnets: there are none'],
    [policy, [...rule, 'destinations'], undefined, 'Rule 1026, peer subnets: there are none'],
    [policy, [...rule, 'sources'], Array(129).fill({ subnet: '10.0.0.0/8' }), 'at most 128'],
    [policy, [...rule, 'sources', 0], '10.0.0.0/8', 'is not an object such as'],
    [policy, subnet, null, 'Rule 1026, peer subnet 1: null is not text'],
    [policy, [...rule, 'logged'], 1, 'Rule 1026, logged: 1 is neither'],
    [policy, [...rule, 'action'], 'DROP', 'is none of PROTECT, BYPASS'],
    [route, ['tunnel_ports'], undefined, 'Tunnel port: is missing'],
    [route, ['tunnel_ports'], [port, port], 'there are 2; there must be exactly one'],
    [route, ['tunnel_ports', 0, 'ip_subnets'], [], 'Tunnel port subnet: there are 0'],
    [route, [...ip, 'ip_addresses'], [], 'Tunnel port address: there is none'],
    [route, [...ip, 'ip_addresses'], ['1.1.1.1', '1.1.1.2', '1.1.1.3'], 'at most 2'],
    [route, [...ip, 'ip_addresses', 0], '169.254.31..1', 'Did you mean 169.254.31.1?'],
    [route, [...ip, 'prefix_length'], 33, 'from 1 to 32 (the address is IPv4)'],
    [route, [...ip, 'prefix_length'], 0, 'Prefix length: 0 is not'],
    [route, [...ip, 'prefix_length'], undefined, 'Prefix length: is missing'],
  ];

  it.each(wrong)(
    '%#: at %j, a wrong value is one issue at that path',
    (base, path, value, says) => {
      const issues = checkSession(changed(base, path, value), 'change');
      expect(issues).toHaveLength(1);
      expect(issues[0]?.path).toEqual(path);
      expect(issues[0]?.message).toContain(says);
    },
  );

  it('takes prefix lengths over 32 for IPv6', () => {
    const six = setAt(route, ip, { ip_addresses: ['fd00::1'], prefix_length: 64 });
    expect(checkSession(six, 'change')).toEqual([]);
  });

  it('asks for no revision of a new session, and for nothing of a deleted one', () => {
    expect(checkSession(changed(policy, ['_revision'], undefined), 'create')).toEqual([]);
    expect(checkSession({}, 'delete')).toEqual([]);
  });

  it('refuses two rules with one id', () => {
    const twice = setAt(policy, ['policy_rules', 1], getAt(policy, rule) as Json);
    expect(checkSession(twice, 'change').map((issue) => issue.path)).toEqual([
      ['policy_rules', 1, 'id'],
    ]);
  });

  it('never throws, whatever the JSON, in whole or at any field', () => {
    const paths = [...wrong.map(([, path]) => path), ip, ['tcp_mss_clamping'], ['tags', 0]];
    fc.assert(
      fc.property(
        fc.constantFrom(policy, route),
        fc.constantFrom(...paths),
        json(),
        (base, path, value) => {
          const body = changed(base, path, value);
          for (const issue of [...checkSession(body, 'change'), ...warnSession(body)]) {
            expect(issue.message).not.toBe('');
          }
          tunnelsOf(body);
          unknownFields('sessions', body);
          bodyToSend('sessions', body, policy, 'change');
          bodyToSend('sessions', body, null, 'create');
          newRule(body);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('what a session is warned of', () => {
  const warned: [base: JsonObject, path: JsonPath, value: Json | undefined, says: string][] = [
    [policy, subnet, '2.1.4.9/24', 'has bits beyond its prefix. Did you mean 2.1.4.0/24?'],
    [policy, subnet, '1.1.0.0/16', 'overlaps the local subnet 1.1.1.0/24'],
    [policy, [...rule, 'sources', 1], { subnet: '1.1.1.0/24' }, 'is in the list twice'],
    [
      policy,
      [...rule, 'sources', 1],
      { subnet: '1.1.1.128/25' },
      'lies in 1.1.1.0/24 of the same list',
    ],
    [policy, ['tcp_mss_clamping', 'max_segment_size'], 8860, 'outside 108 to 8852'],
    [policy, ['tcp_mss_clamping', 'direction'], 'NONE', 'has no effect'],
    [route, [...ip, 'prefix_length'], 32, 'is alone in its subnet'],
    [policy, [...rule, 'enabled'], false, 'none is on'],
    [policy, ['tunnel_ports'], [port], 'has no tunnel port'],
    [
      policy,
      ['policy_rules', 1],
      { ...(getAt(policy, rule) as JsonObject), id: '2' },
      'Rule 2: overlaps Rule 1026',
    ],
    [route, [...ip, 'ip_addresses', 0], '169.254.31.3', 'is the broadcast address'],
  ];

  it.each(warned)('%#: at %j, and can be sent all the same', (base, path, value, says) => {
    const body = changed(base, path, value);
    expect(warnSession(body).map((issue) => issue.message)).toEqual([
      expect.stringContaining(says),
    ]);
    expect(checkSession(body, 'change')).toEqual([]);
  });
});

describe('a session as it is edited and sent', () => {
  it('of a new draft asks only for what a person must fill in', () => {
    const paths = (type: typeof POLICY_BASED | typeof ROUTE_BASED) =>
      checkSession(emptySession(type), 'create').map((issue) => issue.path.join('.'));
    const ends = ['local_endpoint_id', 'peer_endpoint_id'];
    expect(paths(POLICY_BASED)).toEqual([
      ...ends,
      'policy_rules.0.sources',
      'policy_rules.0.destinations',
    ]);
    expect(paths(ROUTE_BASED)).toEqual([...ends, 'tunnel_ports.0.ip_subnets.0.ip_addresses.0']);
  });

  it('switched to the other type keeps every other field', () => {
    const { policy_rules, resource_type, ...rest } = policy;
    const switched = withType({ ...policy, ttl: 9 }, ROUTE_BASED);
    expect(switched).toMatchObject({ ...rest, ttl: 9, resource_type: ROUTE_BASED });
    expect(switched).not.toHaveProperty('policy_rules');
    expect(policy_rules).toBeDefined();
    expect(resource_type).toBe(POLICY_BASED);
  });

  it('counts a tunnel for each pair of subnets of the rules that are on', () => {
    const more = setAt(policy, ['policy_rules', 1], {
      id: '1',
      enabled: true,
      sources: [{ subnet: '10.0.0.0/8' }, { subnet: '11.0.0.0/8' }],
      destinations: [{ subnet: '12.0.0.0/8' }, { subnet: '13.0.0.0/8' }, { subnet: '13.0.0.0/8' }],
    });
    expect(tunnelsOf(more)).toBe(5);
    expect(tunnelsOf(setAt(more, [...rule, 'enabled'], false))).toBe(4);
    expect(tunnelsOf(route)).toBe(1);
    const unread = setAt(
      more,
      [...rule, 'destinations'],
      [{ subnet: '13.0..0/8' }, { subnet: '' }],
    );
    expect(tunnelsOf(unread)).toBe(tunnelsOf(setAt(more, [...rule, 'enabled'], false)));
  });

  it('gets new rules with an id that no rule has', () => {
    expect(newRule(policy).id).toBe('1027');
    expect(newRule()).not.toHaveProperty('id');
  });

  it('says which fields it doesn’t know, at any depth', () => {
    const odd = setAt(setAt(policy, ['ttl'], 1), [...rule, 'sources', 0, 'note'], 'x');
    expect(unknownFields('sessions', odd).sort()).toEqual([
      'policy_rules[0].sources[0].note',
      'ttl',
    ]);
    expect(unknownFields('sessions', route)).toEqual([]);
  });

  it('is sent whole by PUT: unknown fields kept, read-only ones as they were read', () => {
    const draft = {
      ...policy,
      ttl: 9,
      ipsec_vpn_service_id: 'forged',
      id: 'forged',
      display_name: 'New',
    };
    expect(bodyToSend('sessions', draft, policy, 'change')).toEqual({
      ...policy,
      ttl: 9,
      display_name: 'New',
    });
    const lost = changed(route, ['tunnel_ports', 0, 'tunnel_port_id'], undefined);
    expect(bodyToSend('sessions', lost, route, 'change')).toEqual(route);
  });

  it('is sent by PUT with the revision it was made from, whatever pasted JSON said', () => {
    const pasted = changed(policy, ['_revision'], undefined);
    expect(checkSession(pasted, 'change')).toEqual([]);
    expect(bodyToSend('sessions', pasted, policy, 'change')).toMatchObject({ _revision: 3 });
    const typed = changed(policy, ['_revision'], 0);
    expect(bodyToSend('sessions', typed, policy, 'change')).toMatchObject({ _revision: 3 });
  });

  it('is sent by POST without what only NSX gives, and not at all by DELETE', () => {
    const sent = bodyToSend('sessions', { ...policy, ttl: 9 }, null, 'create') as JsonObject;
    expect(JSON.stringify(sent)).not.toMatch(/_revision|_create|ipsec_vpn_service_id|8dd1c386/);
    expect(sent).toMatchObject({ ttl: 9, display_name: 'Test RZ', policy_rules: [{ id: '1026' }] });
    expect(bodyToSend('sessions', policy, policy, 'delete')).toBeNull();
  });
});

describe('the catalogue of fields', () => {
  it('has each path once, with a label and a sentence', () => {
    expect(new Set(SESSION_FIELDS.map((field) => field.path)).size).toBe(SESSION_FIELDS.length);
    for (const field of SESSION_FIELDS) expect(field.label && field.help).toMatch(/\.$/);
  });

  const swagger = new URL('../../../shared/nsx/nsx-api-2.5.1-vpn.swagger.json', import.meta.url);
  const present = existsSync(swagger);
  if (!present) console.log('skipped: the official Swagger is not at ../shared/nsx');
  it.skipIf(!present)('knows every field that the official Swagger has for a session', () => {
    const { definitions } = JSON.parse(readFileSync(swagger, 'utf8'));
    const found = new Map<string, boolean>();
    const walk = (schema: JsonObject, path: string, readOnly: boolean): void => {
      if (path !== '') found.set(path, readOnly);
      if (catalogueOf('sessions').get(path)?.whole) return;
      const ref = schema.$ref;
      if (typeof ref === 'string') walk(definitions[ref.split('/').at(-1) ?? ''], path, readOnly);
      for (const part of (schema.allOf ?? []) as JsonObject[]) walk(part, path, readOnly);
      if (schema.items) walk(schema.items as JsonObject, `${path}[]`, readOnly);
      for (const [key, value] of Object.entries(
        (schema.properties ?? {}) as Record<string, JsonObject>,
      )) {
        walk(value, path === '' ? key : `${path}.${key}`, value.readOnly === true);
      }
    };
    walk(definitions[POLICY_BASED], '', false);
    walk(definitions[ROUTE_BASED], '', false);
    const named = [...found].filter(
      ([path]) => !path.endsWith('[]') || path.endsWith('ip_addresses[]'),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(
      named.map(([path]) => path).filter((path) => !catalogueOf('sessions').get(path)),
    ).toEqual([]);
    const differ = named.filter(
      ([path, readOnly]) =>
        !path.endsWith('[]') && catalogueOf('sessions').get(path)?.readOnly !== readOnly,
    );
    expect(differ).toEqual([]);
  });
});

function changed(body: JsonObject, path: JsonPath, value: Json | undefined): JsonObject {
  return setAt(body, path, value);
}

function json(): fc.Arbitrary<Json> {
  return fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
}
