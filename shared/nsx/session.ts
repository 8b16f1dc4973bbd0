import type { Operation } from '../draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../inventory.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import type { Issue } from '../result.ts';
import { parseIpv4Network } from './address.ts';
import { checkCommon, checkPolicyRules, checkTunnelPorts } from './session-check.ts';

export type SessionType = typeof POLICY_BASED | typeof ROUTE_BASED;

/** The field that only one of the two types has. */
const TRAFFIC_FIELD = { [POLICY_BASED]: 'policy_rules', [ROUTE_BASED]: 'tunnel_ports' } as const;

/**
 * What NSX would refuse in a session, by the schema of Swagger 2.5.1 and of both types; empty where nothing speaks
 * against sending. The form shows these, and main refuses by them. Never throws, whatever the JSON.
 * A deletion sends no body, so nothing is checked.
 */
export function checkSession(body: JsonObject, operation: Operation): Issue[] {
  if (operation === 'delete') return [];
  const issues = checkCommon(body, operation);
  if (body.resource_type === POLICY_BASED) issues.push(...checkPolicyRules(body));
  if (body.resource_type === ROUTE_BASED) issues.push(...checkTunnelPorts(body));
  return issues;
}

/** A new session of a type, with what is still to be filled in left empty. */
export function emptySession(type: SessionType): JsonObject {
  return {
    resource_type: type,
    display_name: '',
    enabled: true,
    local_endpoint_id: '',
    peer_endpoint_id: '',
    [TRAFFIC_FIELD[type]]: type === POLICY_BASED ? [newRule()] : [emptyPort()],
  };
}

/** The same session as the other type: its own traffic field replaces the other one's, everything else stays. */
export function withType(body: JsonObject, type: SessionType): JsonObject {
  const leaving = TRAFFIC_FIELD[type === POLICY_BASED ? ROUTE_BASED : POLICY_BASED];
  const coming = TRAFFIC_FIELD[type];
  const kept = Object.entries(body).filter(([key]) => key !== leaving);
  const traffic = body[coming] ?? emptySession(type)[coming] ?? [];
  return { ...Object.fromEntries(kept), resource_type: type, [coming]: traffic };
}

/** A session's rules protect; a service's let traffic pass it by. */
const ACTION_OF = { policy_rules: 'PROTECT', bypass_rules: 'BYPASS' } as const;

/**
 * A rule with nothing in it. With an object given, it has an id that none of its rules uses;
 * without one, the id is left for NSX to give.
 */
export function newRule(
  body?: JsonObject,
  list: keyof typeof ACTION_OF = 'policy_rules',
): JsonObject {
  const action = ACTION_OF[list];
  const rule = { enabled: true, logged: false, action, sources: [], destinations: [] };
  return body ? { id: unusedId(body[list]), ...rule } : rule;
}

/**
 * How many tunnels (pairs of security associations) a session makes: in policy-based mode one for each pair of a
 * local and a peer subnet of an enabled rule (Swagger 2.5.1), in route-based mode one. What is no subnet yet counts for
 * nothing.
 */
export function tunnelsOf(body: JsonObject): number {
  if (body.resource_type === ROUTE_BASED) return 1;
  let tunnels = 0;
  for (const rule of listOf(body.policy_rules)) {
    if (!isObject(rule) || rule.enabled === false) continue;
    tunnels += distinct(rule.sources) * distinct(rule.destinations);
  }
  return tunnels;
}

function emptyPort(): JsonObject {
  return { ip_subnets: [{ ip_addresses: [''], prefix_length: 30 }] };
}

const FIRST_RULE_ID = 1;

function unusedId(rules: Json | undefined): string {
  const used = new Set(listOf(rules).map((rule) => (isObject(rule) ? String(rule.id) : '')));
  const numbers = [...used].filter((id) => /^\d{1,9}$/.test(id)).map(Number);
  return String(Math.max(FIRST_RULE_ID - 1, ...numbers) + 1);
}

function distinct(list: Json | undefined): number {
  const networks = listOf(list).flatMap((item) => {
    const text = isObject(item) ? item.subnet : undefined;
    const read = typeof text === 'string' ? parseIpv4Network(text) : null;
    return read?.ok ? [read.value.network] : [];
  });
  return new Set(networks).size;
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
