import type { JsonObject } from '../json.ts';
import { setAt } from '../json.ts';
import type { EntityKind, InventoryKind } from './kinds.ts';
import { ENTITY_KINDS } from './kinds.ts';
import { referencesOf } from './references.ts';
import type { Bodies } from './uses.ts';

/** A copy that names other objects, where `next` gives another id; everything else stays to the letter. */
export function renamed(
  kind: EntityKind,
  body: JsonObject,
  next: (id: string) => string | undefined,
): JsonObject {
  return referencesOf(kind, body).reduce((all, { path, id }) => {
    const other = next(id);
    return other === undefined ? all : setAt(all, path, other);
  }, body);
}

/** The objects that name this one themselves. */
export function usersOf(
  kind: InventoryKind,
  id: string,
  bodies: Bodies,
): { kind: EntityKind; id: string }[] {
  return ENTITY_KINDS.flatMap((of) =>
    bodies(of).flatMap((one) => {
      const isUser = referencesOf(of, one.body).some(
        (named) => named.to === kind && named.id === id,
      );
      return isUser ? [{ kind: of, id: one.id }] : [];
    }),
  );
}

/** What has to go for this object to go, in the order in which NSX lets it: users first, itself last. */
export function deleteOrder(
  kind: EntityKind,
  id: string,
  bodies: Bodies,
): { kind: EntityKind; id: string }[] {
  const found = new Map<string, { kind: EntityKind; id: string }>();
  const visit = (one: { kind: EntityKind; id: string }): void => {
    const key = `${one.kind}/${one.id}`;
    if (found.has(key)) return;
    for (const user of usersOf(one.kind, one.id, bodies)) visit(user);
    // Kinds refer one way only (session, endpoint, service and profile), so no object comes back to itself.
    found.set(key, one);
  };
  visit({ kind, id });
  return [...found.values()];
}
