import type { JsonObject } from '../json.ts';
import { ENTITY_KINDS, type EntityKind, type InventoryKind } from './kinds.ts';
import { referencesOf } from './references.ts';

/** That an object names another one, and in which of its fields. */
export type Named = { field: string; kind: InventoryKind; id: string };

const isEntityKind = (kind: InventoryKind): kind is EntityKind =>
  (ENTITY_KINDS as readonly InventoryKind[]).includes(kind);

/**
 * What an object of the inventory names, in the order of its fields, each once: what its form refers to, and for a
 * session the service too, which NSX fills (Swagger 2.5.1, `ipsec_vpn_service_id` read-only). Gateways, edge nodes and
 * certificates name nothing of the VPN span.
 */
export function namedBy(kind: InventoryKind, body: JsonObject): Named[] {
  if (!isEntityKind(kind)) return [];
  const found: Named[] = referencesOf(kind, body).map(({ path, to, id }) => ({
    field: String(path[0]),
    kind: to,
    id,
  }));
  const service = kind === 'sessions' ? body.ipsec_vpn_service_id : null;
  if (typeof service === 'string' && service !== '') {
    found.push({ field: 'ipsec_vpn_service_id', kind: 'services', id: service });
  }
  const seen = new Set<string>();
  return found.filter(({ field, id }) => {
    const key = `${field}/${id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
