import { POLICY_BASED, ROUTE_BASED } from '../inventory.ts';
import type { Json, JsonObject, JsonPath } from '../json.ts';
import { isObject } from '../json.ts';
import type { Issue } from '../result.ts';
import { parseAddress, parseIpv4Network } from './address.ts';
import {
  checkIdentity,
  checkTags,
  type Field,
  MAX_DESCRIPTION,
  MAX_NAME,
  oneOf,
  reference,
  text,
  unreadIssue,
  whole,
  yesNo,
} from './check-values.ts';
import { issueAt, ruleName, SIDES, said } from './session-words.ts';

/** The limits of Swagger 2.5.1. */
const MAX_SUBNETS = 128;
const MAX_PORT_ADDRESSES = 2;
const MAX_PREFIX = { 4: 32, 6: 128 } as const;
export const MSS_DIRECTIONS = [
  'NONE',
  'INBOUND_CONNECTION',
  'OUTBOUND_CONNECTION',
  'BOTH',
] as const;
const ACTIONS = ['PROTECT', 'BYPASS'];
const POLICY_RULES = ['policy_rules'];

/** The fields that both types have. */
export function checkCommon(body: JsonObject, operation: 'create' | 'change'): Issue[] {
  const at = (key: string, name: string): Field => ({ path: [key], name, value: body[key] });
  const type = body.resource_type;
  const issues: Issue[] = [];
  if (type !== POLICY_BASED && type !== ROUTE_BASED) {
    const read = type === undefined ? 'is missing' : `${said(type)} is neither`;
    const message = `Type: ${read}; it is ${POLICY_BASED} or ${ROUTE_BASED}`;
    issues.push(issueAt(['resource_type'], message));
  }
  return [
    ...issues,
    ...text(at('display_name', 'Name'), MAX_NAME),
    ...text(at('description', 'Description'), MAX_DESCRIPTION),
    ...yesNo(at('enabled', 'Enabled')),
    ...reference(at('local_endpoint_id', 'Local endpoint')),
    ...reference(at('peer_endpoint_id', 'Peer endpoint')),
    ...checkMss(body.tcp_mss_clamping),
    ...checkTags(body.tags),
    ...(operation === 'change' ? checkIdentity(body) : []),
  ];
}

/** The rules of a policy-based session. */
export function checkPolicyRules(body: JsonObject): Issue[] {
  const list = body.policy_rules;
  const path = ['policy_rules'];
  if (list === undefined)
    return [issueAt(path, 'Rules: are missing; a policy-based session needs at least one')];
  if (!Array.isArray(list)) return [issueAt(path, `Rules: ${said(list)} is not a list of rules`)];
  // The schema has no lower bound; a policy-based session without rules matches no traffic at all.
  if (list.length === 0)
    return [issueAt(path, 'Rules: there are none; a policy-based session needs at least one')];
  return [...list.flatMap((rule, i) => checkRule(rule, i)), ...doubleIds(list)];
}

/** The bypass rules of a service: rules like those of sessions, and none is needed. */
export function checkBypassRules({ path, name, value }: Field): Issue[] {
  if (!Array.isArray(value))
    return [issueAt(path, `${name}: ${said(value)} is not a list of rules`)];
  return [...value.flatMap((rule, i) => checkRule(rule, i, path)), ...doubleIds(value, path)];
}

/** The tunnel port of a route-based session. */
export function checkTunnelPorts(body: JsonObject): Issue[] {
  const path = ['tunnel_ports'];
  const ports = onlyOne(body.tunnel_ports, path, 'Tunnel port');
  if (!ports.ok) return [ports.issue];
  const portPath = [...path, 0];
  if (!isObject(ports.item)) {
    return [issueAt(portPath, `Tunnel port: ${said(ports.item)} is not an object with ip_subnets`)];
  }
  const id: Field = {
    path: [...portPath, 'tunnel_port_id'],
    name: 'Tunnel port id',
    value: ports.item.tunnel_port_id,
  };
  const subnets = onlyOne(ports.item.ip_subnets, [...portPath, 'ip_subnets'], 'Tunnel port subnet');
  const rest = subnets.ok
    ? checkIpSubnet(subnets.item, [...portPath, 'ip_subnets', 0])
    : [subnets.issue];
  return [...text(id), ...rest];
}

function checkRule(rule: Json, i: number, list: JsonPath = POLICY_RULES): Issue[] {
  const path = [...list, i];
  const name = ruleName(rule, i);
  if (!isObject(rule)) return [issueAt(path, `${name}: ${said(rule)} is not a rule`)];
  const at = (key: string, label: string): Field => ({
    path: [...path, key],
    name: `${name}, ${label}`,
    value: rule[key],
  });
  return [
    ...text(at('id', 'id')),
    ...text(at('display_name', 'name'), MAX_NAME),
    ...text(at('description', 'description'), MAX_DESCRIPTION),
    ...yesNo(at('enabled', 'on')),
    ...yesNo(at('logged', 'logged')),
    ...oneOf(at('action', 'action'), ACTIONS),
    ...whole(at('_revision', 'revision')),
    ...SIDES.flatMap(({ field, word }) =>
      checkSubnets(at(field, `${word}s`), `${name}, ${word}`, word),
    ),
  ];
}

function checkSubnets({ path, name, value }: Field, itemName: string, word: string): Issue[] {
  // The schema lets a list be left out or empty; a rule without both sides matches nothing that could be a tunnel.
  if (value === undefined || (Array.isArray(value) && value.length === 0)) {
    return [issueAt(path, `${name}: there are none; the rule needs at least one ${word}`)];
  }
  if (!Array.isArray(value))
    return [issueAt(path, `${name}: ${said(value)} is not a list of subnets`)];
  const issues: Issue[] = [];
  if (value.length > MAX_SUBNETS) {
    issues.push(
      issueAt(path, `${name}: ${value.length} are too many; at most ${MAX_SUBNETS} fit in a rule`),
    );
  }
  value.forEach((item: Json, i) => {
    issues.push(...checkSubnet(item, [...path, i], `${itemName} ${i + 1}`));
  });
  return issues;
}

function checkSubnet(item: Json, path: JsonPath, name: string): Issue[] {
  if (!isObject(item)) {
    return [
      issueAt(path, `${name}: ${said(item)} is not an object such as {"subnet": "10.0.0.0/24"}`),
    ];
  }
  const subnet = item.subnet;
  const at = [...path, 'subnet'];
  if (subnet === undefined) return [issueAt(at, `${name}: the subnet is missing`)];
  if (typeof subnet !== 'string') return [issueAt(at, `${name}: ${said(subnet)} is not text`)];
  const read = parseIpv4Network(subnet);
  return read.ok ? [] : [unreadIssue(at, name, subnet, read)];
}

function checkIpSubnet(subnet: Json, path: JsonPath): Issue[] {
  if (!isObject(subnet)) {
    return [
      issueAt(
        path,
        `Tunnel port subnet: ${said(subnet)} is not an object with ip_addresses and prefix_length`,
      ),
    ];
  }
  const list = subnet.ip_addresses;
  const at = [...path, 'ip_addresses'];
  const issues: Issue[] = [];
  let family: 4 | 6 = 6;
  if (!Array.isArray(list) || list.length === 0) {
    const why =
      Array.isArray(list) || list === undefined
        ? 'there is none; type one'
        : `${said(list)} is not a list`;
    issues.push(issueAt(at, `Tunnel port address: ${why}`));
  } else {
    if (list.length > MAX_PORT_ADDRESSES) {
      issues.push(
        issueAt(
          at,
          `Tunnel port addresses: ${list.length} are too many; at most ${MAX_PORT_ADDRESSES}`,
        ),
      );
    }
    list.forEach((address, i) => {
      const name = list.length === 1 ? 'Tunnel port address' : `Tunnel port address ${i + 1}`;
      if (typeof address !== 'string') {
        issues.push(issueAt([...at, i], `${name}: ${said(address)} is not text`));
        return;
      }
      const read = parseAddress(address);
      if (!read.ok) issues.push(unreadIssue([...at, i], name, address, read));
      else if (read.value.family === 4) family = 4;
    });
  }
  return [...issues, ...checkPrefix(subnet.prefix_length, [...path, 'prefix_length'], family)];
}

function checkPrefix(value: unknown, path: JsonPath, family: 4 | 6): Issue[] {
  const max = MAX_PREFIX[family];
  const range = `from 1 to ${max}${family === 4 ? ' (the address is IPv4)' : ''}`;
  if (value === undefined)
    return [issueAt(path, `Prefix length: is missing; type a whole number ${range}`)];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= max)
    return [];
  return [issueAt(path, `Prefix length: ${said(value)} is not a whole number ${range}`)];
}

function checkMss(value: unknown): Issue[] {
  const path = ['tcp_mss_clamping'];
  if (value === undefined) return [];
  if (!isObject(value))
    return [
      issueAt(
        path,
        `MSS clamping: ${said(value)} is not an object with direction and max_segment_size`,
      ),
    ];
  const at = (key: string, name: string): Field => ({
    path: [...path, key],
    name,
    value: value[key],
  });
  return [
    ...oneOf(at('direction', 'MSS clamping direction'), MSS_DIRECTIONS),
    ...whole(at('max_segment_size', 'Maximum segment size')),
  ];
}

function doubleIds(rules: Json[], list: JsonPath = POLICY_RULES): Issue[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, i) => {
    const id = isObject(rule) ? rule.id : undefined;
    if (typeof id !== 'string' || id === '') return [];
    if (seen.has(id))
      return [
        issueAt([...list, i, 'id'], `Rule ${id}: another rule has this id; each needs its own`),
      ];
    seen.add(id);
    return [];
  });
}

type One = { ok: true; item: Json } | { ok: false; issue: Issue };

function onlyOne(value: unknown, path: JsonPath, name: string): One {
  const bad = (message: string): One => ({
    ok: false,
    issue: issueAt(path, `${name}: ${message}`),
  });
  if (value === undefined) return bad('is missing; there must be one');
  if (!Array.isArray(value)) return bad(`${said(value)} is not a list of one`);
  if (value.length !== 1) return bad(`there are ${value.length}; there must be exactly one`);
  return { ok: true, item: value[0] as Json };
}
