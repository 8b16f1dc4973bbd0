import type { ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntityKind, InventoryKind } from '../../../shared/nsx/kinds.ts';
import { namedBy } from '../../../shared/nsx/references.ts';
import type { NamedObject, Request } from '../../../shared/request.ts';
import type { Store } from '../ports.ts';

/** Where an endpoint says its address; a peer's id is one by which it is known too. */
const ADDRESS_FIELDS = ['local_address', 'peer_address', 'peer_id'] as const;
/** More than any session stands on. */
const MOST_NAMED = 50;

/**
 * What the bodies of a write name, and what that names in turn (an endpoint its service and its profiles), as the copy
 * has it now. The record keeps it: the copy will say otherwise one day, or be gone.
 */
export function namedInBodies(
  store: Pick<Store, 'entity'>,
  managerId: ManagerId,
  kind: EntityKind,
  bodies: readonly (JsonObject | null)[],
): Pick<Request, 'named'> {
  const found = new Map<string, NamedObject>();
  const visit = (of: InventoryKind, body: JsonObject): void => {
    for (const { kind: to, id } of namedBy(of, body)) {
      if (found.has(`${to}/${id}`) || found.size >= MOST_NAMED) continue;
      const entity = store.entity(managerId, to, id);
      if (!entity) continue;
      const { name } = entity;
      const addresses = addressesOf(entity.body, name);
      found.set(`${to}/${id}`, { kind: to, id, name, ...(addresses.length > 0 && { addresses }) });
      visit(to, entity.body);
    }
  };
  for (const body of bodies) if (body) visit(kind, body);
  return found.size === 0 ? {} : { named: [...found.values()] };
}

/** One that the name says already is not said again. */
function addressesOf(body: JsonObject, name: string): string[] {
  const texts = ADDRESS_FIELDS.map((field) => body[field]);
  return [...new Set(texts)].filter(
    (text): text is string => typeof text === 'string' && text !== '' && text !== name,
  );
}
