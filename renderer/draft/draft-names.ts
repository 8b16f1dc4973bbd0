import type { Draft } from '../../shared/draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';

/** What people call the object of a draft, as it is typed now. */
export function draftName(draft: Draft): string {
  const name = draft.body.display_name;
  if (typeof name === 'string' && name.trim() !== '') return name;
  return draft.operation === 'create'
    ? 'New session'
    : (draft.entityId ?? 'Session without a name');
}

export const OPERATION_WORD = {
  create: 'New session',
  change: 'Change session',
  delete: 'Delete session',
} as const;

/** "policy-based IPSec VPN session" */
export function kindWords(draft: Draft): string {
  const type =
    draft.body.resource_type === POLICY_BASED
      ? 'policy-based '
      : draft.body.resource_type === ROUTE_BASED
        ? 'route-based '
        : '';
  return `${type}${KIND_NAME[draft.kind]}`;
}

/**
 * A session as the start of a new one: everything that NSX gave to the old (id, revision, owner, tunnel port)
 * is left out, every other field stays, known or not.
 */
export function asNewSession(body: JsonObject, name: string): JsonObject {
  const { id: _id, ipsec_vpn_service_id: _service, ...rest } = withoutOwn(body);
  const copy: JsonObject = { ...rest, display_name: name };
  if (Array.isArray(copy.policy_rules)) {
    copy.policy_rules = copy.policy_rules.map((rule) => {
      if (!isObject(rule)) return rule;
      const { id: _ruleId, ...own } = withoutOwn(rule);
      return own;
    });
  }
  if (Array.isArray(copy.tunnel_ports)) {
    copy.tunnel_ports = copy.tunnel_ports.map((port) => {
      if (!isObject(port)) return port;
      const { tunnel_port_id: _port, ...own } = port;
      return own;
    });
  }
  return copy;
}

function withoutOwn(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !key.startsWith('_')));
}
