import { POLICY_BASED, ROUTE_BASED } from '../inventory.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import type { Issue } from '../result.ts';
import { type Network, parseAddress, parseIpv4Network } from './address.ts';
import { firstOverlap } from './address-overlap.ts';
import { issueAt, ruleName } from './session-words.ts';

/** A session of the same service, by its name. */
export type Sibling = { name: string; body: JsonObject };

type Side = { texts: readonly string[]; networks: readonly Network[] };
type Rule = { at: number; name: string; local: Side; peer: Side };

/**
 * Where a session wants the traffic of another one of its service: both the local and the peer subnets of two enabled
 * rules overlap, or two tunnel ports stand in one subnet. Which of them NSX takes is not said anywhere, so it is a
 * warning. Subnets on one side only may well be shared: many peers reach the same networks here.
 */
export function warnSiblings(body: JsonObject, siblings: readonly Sibling[]): Issue[] {
  if (body.resource_type === ROUTE_BASED) return portsAlike(body, siblings);
  if (body.resource_type !== POLICY_BASED) return [];
  const mine = rulesOf(body);
  if (mine.length === 0) return [];
  return siblings.flatMap((sibling) => {
    const theirs = rulesOf(sibling.body);
    const found = theirs.flatMap((their) =>
      mine.flatMap((my) => {
        const words = alike(my, their);
        if (words === null) return [];
        const message = `${my.name}: ${words} of “${sibling.name}”, a session of the same service`;
        return [issueAt(['policy_rules', my.at], message)];
      }),
    );
    // One remark about a sibling is enough to go and look at it.
    return found.slice(0, 1);
  });
}

/**
 * What of a session can be compared with its siblings: its subnets, its tunnel port, or nothing. Nothing too where a part
 * of it is missing or can't be read: that no other session wants it would say more than is known.
 */
export function comparedOf(body: JsonObject): 'subnets' | 'port' | null {
  if (body.resource_type === ROUTE_BASED) return portOf(body) ? 'port' : null;
  if (body.resource_type !== POLICY_BASED || !Array.isArray(body.policy_rules)) return null;
  const rules = body.policy_rules.filter((rule) => !isObject(rule) || rule.enabled !== false);
  const isWhole = (list: Json | undefined) =>
    Array.isArray(list) && list.length > 0 && sideOf(list).networks.length === list.length;
  const all = rules.every(
    (rule) => isObject(rule) && isWhole(rule.sources) && isWhole(rule.destinations),
  );
  return rules.length > 0 && all ? 'subnets' : null;
}

function alike(my: Rule, their: Rule): string | null {
  const local = firstOverlap(my.local.networks, their.local.networks);
  const peer = local && firstOverlap(my.peer.networks, their.peer.networks);
  if (!local || !peer) return null;
  const [mine, theirs] = [
    [my.local.texts[local[0]], my.peer.texts[peer[0]]],
    [their.local.texts[local[1]], their.peer.texts[peer[1]]],
  ];
  const same = mine[0] === theirs[0] && mine[1] === theirs[1];
  return same
    ? `${mine[0]} → ${mine[1]} is in a rule`
    : `${mine[0]} → ${mine[1]} overlaps ${theirs[0]} → ${theirs[1]}`;
}

const readRules = new WeakMap<JsonObject, Rule[]>();

/** The enabled rules with both sides; read once for each body, since siblings are compared at every key. */
function rulesOf(body: JsonObject): Rule[] {
  const known = readRules.get(body);
  if (known) return known;
  const list = Array.isArray(body.policy_rules) ? body.policy_rules : [];
  const rules = list.flatMap((rule, at) => {
    if (!isObject(rule) || rule.enabled === false) return [];
    const [local, peer] = [sideOf(rule.sources), sideOf(rule.destinations)];
    return [{ at, name: ruleName(rule, at), local, peer }];
  });
  readRules.set(body, rules);
  return rules;
}

function sideOf(list: Json | undefined): Side {
  const read = (Array.isArray(list) ? list : []).flatMap((item) => {
    const text = isObject(item) ? item.subnet : undefined;
    const parsed = typeof text === 'string' ? parseIpv4Network(text) : null;
    return parsed?.ok ? [parsed.value] : [];
  });
  return { texts: read.map(({ network }) => network), networks: read };
}

function portsAlike(body: JsonObject, siblings: readonly Sibling[]): Issue[] {
  const mine = portOf(body);
  if (!mine) return [];
  return siblings.flatMap((sibling) => {
    const theirs = portOf(sibling.body);
    if (!theirs || !firstOverlap([mine], [theirs])) return [];
    const words = `Tunnel port: ${mine.network} is also where the tunnel port of “${sibling.name}” stands`;
    return [issueAt(['tunnel_ports', 0, 'ip_subnets', 0, 'ip_addresses', 0], words)];
  });
}

function portOf(body: JsonObject): Network | null {
  const port = Array.isArray(body.tunnel_ports) ? body.tunnel_ports[0] : undefined;
  const subnet = isObject(port) && Array.isArray(port.ip_subnets) ? port.ip_subnets[0] : undefined;
  if (!isObject(subnet) || !Array.isArray(subnet.ip_addresses)) return null;
  const address = subnet.ip_addresses[0];
  const read = typeof address === 'string' ? parseAddress(address) : null;
  if (!read?.ok || read.value.family !== 4) return null;
  const network = parseIpv4Network(`${read.value.text}/${String(subnet.prefix_length)}`);
  return network.ok ? network.value : null;
}
