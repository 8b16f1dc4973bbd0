import fc from 'fast-check';
import type { Json, JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import { REDACTED } from '../../shared/redaction.ts';

/** An edit as a person, or NSX, makes it. Edits with different targets have nothing to do with each other. */
export type ObjectEdit = { target: string; words: string; apply(body: JsonObject): JsonObject };

const meta: JsonObject = {
  _revision: 3,
  _create_user: 'admin',
  _last_modified_time: 1_790_000_000_000,
  _links: [{ rel: 'self', href: '/x' }],
};
const net = (n: number): JsonObject => ({ subnet: `10.1.${n}.0/24` });
const rule = (id: string): JsonObject => ({
  id,
  resource_type: 'IPSecVPNPolicyRule',
  sources: [net(1), net(2)],
  destinations: [net(11), net(12), net(13)],
  logged: false,
  enabled: true,
  action: 'PROTECT',
  _revision: 1,
});

/** Objects as NSX answers them (domain.md, Swagger 2.5.1), each with a field that no schema knows. */
export const OBJECTS: readonly JsonObject[] = [
  {
    resource_type: 'PolicyBasedIPSecVPNSession',
    id: 's-1',
    display_name: 'Amsterdam ↔ Osaka',
    description: '',
    enabled: true,
    local_endpoint_id: 'le-1',
    peer_endpoint_id: 'pe-1',
    tcp_mss_clamping: { direction: 'NONE' },
    tags: [
      { scope: 'site', tag: 'AMS' },
      { scope: '', tag: 'vpn' },
    ],
    policy_rules: ['1026', '1027', '1028', '1029'].map(rule),
    compliance_suite: 'NONE',
    ...meta,
  },
  {
    resource_type: 'RouteBasedIPSecVPNSession',
    id: 's-2',
    display_name: 'Frankfurt ↔ Milan',
    enabled: true,
    local_endpoint_id: 'le-1',
    peer_endpoint_id: 'pe-2',
    tunnel_ports: [
      {
        tunnel_port_id: 'tp-1',
        ip_subnets: [{ ip_addresses: ['169.254.31.1'], prefix_length: 30 }],
      },
    ],
    x_later: { nested: { a: 1 }, list: [1, 2] },
    ...meta,
  },
  {
    resource_type: 'IPSecVPNService',
    id: 'svc-1',
    display_name: 'svc t0',
    enabled: true,
    logical_router_id: 'lr-1',
    ike_log_level: 'INFO',
    bypass_rules: ['2001', '2002'].map(rule),
    x_later: 'kept',
    ...meta,
  },
  {
    resource_type: 'IPSecVPNIKEProfile',
    id: 'ike-1',
    display_name: 'ikev2-strong',
    ike_version: 'IKE_V2',
    encryption_algorithms: ['AES_128', 'AES_256'],
    digest_algorithms: ['SHA2_256'],
    dh_groups: ['GROUP14', 'GROUP20'],
    sa_life_time: 86_400,
    x_later: [{ a: 1 }, { b: 2 }],
    ...meta,
  },
  {
    resource_type: 'IPSecVPNPeerEndpoint',
    id: 'pe-1',
    display_name: 'pe-osaka',
    peer_address: '198.51.100.20',
    peer_id: '198.51.100.20',
    authentication_mode: 'PSK',
    connection_initiation_mode: 'INITIATOR',
    ike_profile_id: 'ike-1',
    tags: [{ scope: 'site', tag: 'KIX' }],
    x_later: null,
    ...meta,
  },
  {
    resource_type: 'IPSecVPNLocalEndpoint',
    id: 'le-1',
    display_name: 'le-ams',
    local_address: '203.0.113.9',
    local_id: 'ams',
    ipsec_vpn_service_id: { target_id: 'svc-1', target_type: 'IPSecVPNService', is_valid: true },
    trust_ca_ids: ['ca-1', 'ca-2'],
    ...meta,
  },
];

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const isRuleList = (items: Json[]) => items.some((item) => isObject(item) && 'sources' in item);
const isTexts = (items: Json[]) => items.every((item) => typeof item === 'string');

/** Every edit that an object of this shape offers; few values, so that two people often meet. */
export function editsOf(object: JsonObject): fc.Arbitrary<ObjectEdit> {
  const edits = Object.entries(object).flatMap(([key, value]): fc.Arbitrary<ObjectEdit>[] => {
    if (key === 'id' || key === 'resource_type') return [];
    if (key.startsWith('_')) return [];
    if (Array.isArray(value) && isRuleList(value)) return ruleEdits(key, value);
    if (key === 'tags') return [setEdit(key, TAG)];
    if (Array.isArray(value) && isTexts(value))
      return [setEdit(key, fc.constantFrom('A', 'B', ...(value as string[])))];
    return [valueEdit(key, value)];
  });
  return fc.oneof(
    ...edits,
    setEdit('tags', TAG),
    valueEdit('description', 'x'),
    valueEdit('x_new', 1),
    fc.constant(keyTyped),
  );
}

/** NSX has counted on, and says so in fields of its own. */
export function countedOn(body: JsonObject, by: number): JsonObject {
  const next = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(next);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(
      ([key, item]) =>
        [key, key === '_revision' ? (item as number) + by : next(item as Json)] as const,
    );
    return Object.fromEntries(entries);
  };
  return { ...(next(body) as JsonObject), _last_modified_user: `user ${by}` };
}

const keyTyped: ObjectEdit = {
  target: 'psk',
  words: 'a key is typed',
  apply: (body) => ({ ...body, psk: REDACTED }),
};

const TAG = fc.record({
  scope: fc.constantFrom('site', '', 'env'),
  tag: fc.constantFrom('AMS', 'vpn', 'x'),
});

/** Another value for a field, or none. */
function valueEdit(key: string, value: Json): fc.Arbitrary<ObjectEdit> {
  const other = fc.oneof(
    { weight: 4, arbitrary: like(value) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  return other.map((next) => ({
    target: key,
    words: `${key} = ${JSON.stringify(next)}`,
    apply: (body) => {
      const { [key]: _was, ...rest } = body;
      return next === undefined ? rest : { ...rest, [key]: next };
    },
  }));
}

function like(value: Json): fc.Arbitrary<Json> {
  if (typeof value === 'boolean') return fc.boolean();
  if (typeof value === 'number') return fc.constantFrom(30, 60, 90);
  if (typeof value === 'string') return fc.constantFrom('mine', 'yours', 'ours');
  if (Array.isArray(value)) {
    return value.length === 0
      ? fc.constant([])
      : (fc.tuple(...value.map(like)) as fc.Arbitrary<Json>);
  }
  if (isObject(value)) {
    const fields = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, like(item)]),
    );
    return fc.record(fields, { requiredKeys: Object.keys(fields).slice(1) });
  }
  return fc.constantFrom(null, 'set');
}

/** One item comes, or goes where it is there. */
function setEdit(key: string, item: fc.Arbitrary<Json>): fc.Arbitrary<ObjectEdit> {
  return item.map((one) => toggled([key], one));
}

function toggled(path: [string] | [string, string, string], one: Json): ObjectEdit {
  const text = JSON.stringify(one);
  const toggle = (list: Json[]): Json[] => {
    const rest = list.filter((each) => JSON.stringify(each) !== text);
    return rest.length < list.length ? rest : [...list, one];
  };
  const [key, id, field] = path;
  return {
    target: `${path.join('.')} ${text}`,
    words: `${path.join('.')} ± ${text}`,
    apply: (body) =>
      id === undefined || field === undefined
        ? { ...body, [key]: toggle(listOf(body[key])) }
        : inRule(body, key, id, (its) => ({ ...its, [field]: toggle(listOf(its[field])) })),
  };
}

function ruleEdits(key: string, rules: Json[]): fc.Arbitrary<ObjectEdit>[] {
  const ids = rules.map((item) => String((item as JsonObject).id));
  const id = fc.constantFrom(...ids);
  const subnet = fc.constantFrom(1, 2, 3, 11, 12, 14).map(net);
  return [
    fc
      .tuple(id, fc.constantFrom('sources', 'destinations'), subnet)
      .map(([of, side, one]) => toggled([key, of, side], one)),
    fc
      .tuple(
        id,
        fc.constantFrom('logged', 'enabled', 'x_rule'),
        fc.constantFrom(true, false, 'odd'),
      )
      .map(([of, field, value]) => ({
        target: `${key}.${of}.${field}`,
        words: `${key}[${of}].${field} = ${value}`,
        apply: (body) => inRule(body, key, of, (its) => ({ ...its, [field]: value })),
      })),
    id.map((of) => ({
      target: `${key}.${of}`,
      words: `without ${key}[${of}]`,
      apply: (body) => ({ ...body, [key]: listOf(body[key]).filter((its) => idOf(its) !== of) }),
    })),
    fc.tuple(fc.constantFrom('9001', '9002'), fc.boolean(), fc.nat(3)).map(([of, logged, at]) => ({
      target: `${key}.${of}`,
      words: `with ${key}[${of}] at ${at}`,
      apply: (body) => {
        const others = listOf(body[key]).filter((its) => idOf(its) !== of);
        return { ...body, [key]: others.toSpliced(at, 0, { ...rule(of), logged }) };
      },
    })),
    fc.tuple(id, fc.nat(3)).map(([of, to]) => ({
      target: `${key} order`,
      words: `${key}[${of}] moved to ${to}`,
      apply: (body) => {
        const moved = listOf(body[key]).find((its) => idOf(its) === of);
        if (moved === undefined) return body;
        const others = listOf(body[key]).filter((its) => idOf(its) !== of);
        return { ...body, [key]: others.toSpliced(to, 0, moved) };
      },
    })),
  ];
}

function inRule(
  body: JsonObject,
  key: string,
  id: string,
  change: (its: JsonObject) => JsonObject,
): JsonObject {
  const rules = listOf(body[key]).map((its) =>
    isObject(its) && its.id === id ? change(its) : its,
  );
  return { ...body, [key]: rules };
}

const idOf = (item: Json) => (isObject(item) ? item.id : undefined);
