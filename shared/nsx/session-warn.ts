import { POLICY_BASED, ROUTE_BASED } from '../inventory.ts';
import type { Json, JsonObject, JsonPath } from '../json.ts';
import { isObject } from '../json.ts';
import type { Issue } from '../result.ts';
import type { Network } from './address.ts';
import { parseAddress, parseIpv4Network } from './address.ts';
import { firstOverlap, nestedIn } from './address-overlap.ts';
import { issueAt, ruleName, SIDES, said } from './session-words.ts';

/** Swagger 2.5.1. Later schemas say 8902, 8960, 8860: so it is a warning, not an error. */
const MSS_RANGE = { min: 108, max: 8852 } as const;

type Read = { network: Network; path: JsonPath; name: string };
type RuleRead = { name: string; enabled: boolean; sources: Read[]; destinations: Read[] };

/**
 * What NSX would take, or may take, and is probably not meant: host bits, doubled or overlapping subnets, an unusual
 * segment size. Parts that cannot be read are left to `checkSession`. Never throws, whatever the JSON.
 */
export function warnSession(body: JsonObject): Issue[] {
  const type = body.resource_type;
  return [
    ...warnMss(body.tcp_mss_clamping),
    ...warnLeftOver(body),
    ...(type === POLICY_BASED ? warnRules(body.policy_rules) : []),
    ...(type === ROUTE_BASED ? warnPort(body) : []),
  ];
}

function warnMss(clamping: Json | undefined): Issue[] {
  if (!isObject(clamping)) return [];
  const size = clamping.max_segment_size;
  const path = ['tcp_mss_clamping', 'max_segment_size'];
  if (typeof size !== 'number') return [];
  if (size < MSS_RANGE.min || size > MSS_RANGE.max) {
    const range = `${MSS_RANGE.min} to ${MSS_RANGE.max}`;
    return [
      issueAt(
        path,
        `Maximum segment size: ${size} is outside ${range}; NSX versions differ about the limits`,
      ),
    ];
  }
  const direction = clamping.direction;
  if (direction !== undefined && direction !== 'NONE') return [];
  return [issueAt(path, `Maximum segment size: ${size} has no effect while the direction is NONE`)];
}

function warnLeftOver(body: JsonObject): Issue[] {
  const [field, name] =
    body.resource_type === POLICY_BASED
      ? (['tunnel_ports', 'A policy-based session has no tunnel port'] as const)
      : (['policy_rules', 'A route-based session has no rules'] as const);
  const value = body[field];
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  return [issueAt([field], `${name}; NSX may refuse ${field} here`)];
}

function warnRules(list: Json | undefined): Issue[] {
  if (!Array.isArray(list)) return [];
  const off = list.length > 0 && list.every((rule) => isObject(rule) && rule.enabled === false);
  const none = off
    ? [issueAt(['policy_rules'], 'Rules: none is on, so the session protects no traffic')]
    : [];
  return [...none, ...warnRuleList(list, 'policy_rules')];
}

/** The same of any list of rules: host bits, doubled or overlapping subnets. */
export function warnRuleList(list: Json | undefined, key: string): Issue[] {
  if (!Array.isArray(list)) return [];
  const rules = list.map((rule, i) => readRule(rule, i, key));
  const inRules = rules.flatMap((rule) => [
    ...[rule.sources, rule.destinations].flatMap((side) => [...hostBits(side), ...inside(side)]),
    // What bypasses may well stay within a wider network of the same side.
    ...(key === 'bypass_rules' ? [] : acrossSides(rule)),
  ]);
  return [...inRules, ...acrossRules(rules)];
}

function readRule(rule: Json, i: number, key: string): RuleRead {
  const name = ruleName(rule, i);
  const side = ({ field, word }: (typeof SIDES)[number]): Read[] => {
    const list = isObject(rule) ? rule[field] : undefined;
    if (!Array.isArray(list)) return [];
    return list.flatMap((item, at) => {
      const subnet = isObject(item) ? item.subnet : undefined;
      const read = typeof subnet === 'string' ? parseIpv4Network(subnet) : null;
      if (!read?.ok) return [];
      const path = [key, i, field, at, 'subnet'];
      return [{ network: read.value, path, name: `${name}, ${word} ${at + 1}` }];
    });
  };
  const enabled = isObject(rule) && rule.enabled !== false;
  return { name, enabled, sources: side(SIDES[0]), destinations: side(SIDES[1]) };
}

function hostBits(side: Read[]): Issue[] {
  return side.flatMap(({ network, path, name }) => {
    if (!network.hostBits) return [];
    const words = `${name}: ${said(network.text)} has bits beyond its prefix. Did you mean ${network.network}?`;
    return [issueAt(path, words, network.network)];
  });
}

function inside(side: Read[]): Issue[] {
  return nestedIn(networks(side)).flatMap(({ inner, outer }) => {
    const [a, b] = [side[inner], side[outer]];
    if (!a || !b) return [];
    const same = a.network.network === b.network.network;
    const how = same ? 'is in the list twice' : `lies in ${b.network.text} of the same list`;
    return [issueAt(a.path, `${a.name}: ${a.network.text} ${how}`)];
  });
}

function acrossSides(rule: RuleRead): Issue[] {
  const [local, peer] = pairOf(rule.sources, rule.destinations);
  if (!local || !peer) return [];
  const message = `${peer.name}: ${peer.network.text} overlaps the local subnet ${local.network.text}`;
  return [issueAt(peer.path, message)];
}

/** Two enabled rules that match the same traffic: NSX takes one of them. */
function acrossRules(rules: RuleRead[]): Issue[] {
  const on = rules.filter((rule) => rule.enabled);
  return on.flatMap((later, i) => {
    for (const earlier of on.slice(0, i)) {
      const [, source] = pairOf(earlier.sources, later.sources);
      const [, destination] = pairOf(earlier.destinations, later.destinations);
      if (!source || !destination) continue;
      const message = `${later.name}: overlaps ${earlier.name} in both its local and its peer subnets`;
      return [issueAt(source.path.slice(0, 2), message)];
    }
    return [];
  });
}

function warnPort(body: JsonObject): Issue[] {
  const ports = body.tunnel_ports;
  const port = Array.isArray(ports) ? ports[0] : undefined;
  const subnets = isObject(port) ? port.ip_subnets : undefined;
  const subnet = Array.isArray(subnets) ? subnets[0] : undefined;
  if (!isObject(subnet) || !Array.isArray(subnet.ip_addresses)) return [];
  const path = ['tunnel_ports', 0, 'ip_subnets', 0, 'ip_addresses'];
  return subnet.ip_addresses.flatMap((text, i) => {
    const address = typeof text === 'string' ? parseAddress(text) : null;
    if (!address?.ok || address.value.family !== 4) return [];
    const read = parseIpv4Network(`${address.value.text}/${String(subnet.prefix_length)}`);
    if (read.ok && read.value.prefix === HOST_PREFIX) {
      const alone = `Tunnel port address: ${read.value.text} is alone in its subnet; the peer’s end of the tunnel needs a place in it too`;
      return [issueAt([...path, i], alone)];
    }
    const edge = read.ok ? edgeOf(read.value) : null;
    if (!edge || !read.ok) return [];
    const words = `Tunnel port address: ${address.value.text} is the ${edge} address of ${read.value.network}`;
    return [issueAt([...path, i], words)];
  });
}

/** The prefix of one address alone. */
const HOST_PREFIX = 32;
/** In a /31 or /32 every address is a host's (RFC 3021). */
const LONGEST_WITH_EDGES = 30;

function edgeOf(network: Network): 'network' | 'broadcast' | null {
  if (network.prefix > LONGEST_WITH_EDGES) return null;
  if (!network.hostBits) return 'network';
  const hosts = (1n << BigInt(32 - network.prefix)) - 1n;
  return (network.bits & hosts) === hosts ? 'broadcast' : null;
}

function pairOf(left: Read[], right: Read[]): [Read | undefined, Read | undefined] {
  const pair = firstOverlap(networks(left), networks(right));
  return pair ? [left[pair[0]], right[pair[1]]] : [undefined, undefined];
}

function networks(side: Read[]): Network[] {
  return side.map((item) => item.network);
}
