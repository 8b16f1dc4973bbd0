import type { ManagerId } from '../../../shared/ids.ts';
import type { Entity, EntityDetails } from '../../../shared/inventory.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import { namedBy } from '../../../shared/nsx/references.ts';
import type { Store } from '../ports.ts';

type Needs = Pick<Store, 'entity' | 'usersOf' | 'countSessionsOn'>;

/** More users than these are found by searching for the id. */
const USERS_SHOWN = 100;
/** Session → endpoint → service → gateway: nothing in the VPN span names further. */
const STEPS = 3;

const NOTHING: EntityDetails = {
  entity: null,
  uses: [],
  usedBy: [],
  usedByCount: 0,
  sessions: 0,
  sharing: {},
  related: [],
};

/** One object of the copy, whatever its kind (NSX's ids are unique), with what it uses and who uses it. */
export function detailsOf(store: Needs, managerId: ManagerId, id: string): EntityDetails {
  const kinds: readonly InventoryKind[] = KINDS_IN_ORDER;
  const entity = kinds.reduce<Entity | null>(
    (found, kind) => found ?? store.entity(managerId, kind, id),
    null,
  );
  if (!entity) return NOTHING;
  const related = relatedTo(store, entity);
  const name = (kind: InventoryKind, other: string) =>
    related.find((one) => one.kind === kind && one.id === other)?.name ?? null;
  const { users, count } = store.usersOf(managerId, entity.kind, id, USERS_SHOWN);
  return {
    entity,
    uses: namedBy(entity.kind, entity.body).map((one) => ({
      ...one,
      name: name(one.kind, one.id),
    })),
    usedBy: users,
    usedByCount: count,
    sessions: store.countSessionsOn(managerId, entity.kind, id),
    sharing: entity.kind === 'sessions' ? sharingOf(store, related) : {},
    related,
  };
}

/** What an object names, and what that names, and so on. */
function relatedTo(store: Needs, entity: Entity): Entity[] {
  const found = new Map<string, Entity>();
  let edge: Entity[] = [entity];
  for (let step = 0; step < STEPS; step += 1) {
    const named = edge.flatMap(({ managerId, kind, body }) =>
      namedBy(kind, body).flatMap((one) => {
        const key = `${one.kind}/${one.id}`;
        const other = found.has(key) ? null : store.entity(managerId, one.kind, one.id);
        if (other) found.set(key, other);
        return other ? [other] : [];
      }),
    );
    edge = named;
  }
  return [...found.values()];
}

/** How many sessions stand on each profile of a session. */
function sharingOf(store: Needs, related: readonly Entity[]): Record<string, number> {
  const profiles = related.filter(({ kind }) => kind.endsWith('-profiles'));
  return Object.fromEntries(
    profiles.map(({ managerId, kind, id }) => [id, store.countSessionsOn(managerId, kind, id)]),
  );
}
