import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { isSecretField } from '../redaction.ts';
import type { EntityKind } from './kinds.ts';

/** Lists of rules whose items have ids that NSX gives: of a session, and of a service. */
const RULE_LISTS = ['policy_rules', 'bypass_rules'];

/**
 * An object as the start of a new one: what NSX gave to the old (id, revision, owner, rule ids, tunnel port) and what
 * nobody can read back (a key) is left out; every other field stays, known or not.
 */
export function asNewEntity(kind: EntityKind, body: JsonObject, name: string): JsonObject {
  const { id: _id, ...own } = withoutNsxOwn(body);
  const copy = Object.fromEntries(Object.entries(own).filter(([key]) => !isSecretField(key)));
  // Of a session NSX derives the service from the local endpoint; of a local endpoint it is the user's.
  if (kind === 'sessions') delete copy.ipsec_vpn_service_id;
  for (const list of RULE_LISTS) copy[list] = each(copy[list], withoutRuleId) as Json;
  copy.tunnel_ports = each(copy.tunnel_ports, withoutPortId) as Json;
  const there = Object.entries(copy).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(there), display_name: name };
}

function each(value: Json | undefined, change: (item: JsonObject) => JsonObject): Json | undefined {
  return Array.isArray(value) ? value.map((item) => (isObject(item) ? change(item) : item)) : value;
}

function withoutRuleId(rule: JsonObject): JsonObject {
  const { id: _id, ...own } = withoutNsxOwn(rule);
  return own;
}

function withoutPortId(port: JsonObject): JsonObject {
  const { tunnel_port_id: _id, ...own } = port;
  return own;
}

function withoutNsxOwn(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !key.startsWith('_')));
}
