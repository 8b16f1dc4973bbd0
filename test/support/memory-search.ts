import type { InventorySearch } from '../../electron/adapters/database/inventory-search.ts';
import type { Store } from '../../electron/domain/ports.ts';
import { hasWord } from '../../shared/address-forms.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import { END_FIELDS, nameKey, searchText } from '../../shared/inventory-search.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../shared/nsx/kinds.ts';
import { namedBy } from '../../shared/nsx/references.ts';

type Lists = (id: ManagerId, kind: InventoryKind) => readonly Entity[];

/** What the database finds, by looking at every object. */
export function memorySearch(of: Lists): InventorySearch & Pick<Store, 'bodies'> {
  const inOrder = (a: Entity, b: Entity) => {
    const keys = [a, b].map((one) => [nameKey(one.name), one.id].join('\0'));
    return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1;
  };
  function fitting(id: ManagerId, kind: InventoryKind, words: readonly string[]): Entity[] {
    const fits = (entity: Entity) => {
      const ends = END_FIELDS.flatMap(({ field, kind: end }) =>
        kind === 'sessions' ? of(id, end).filter((one) => one.id === entity.body[field]) : [],
      );
      const text = searchText(entity, ends);
      return words.every((word) => hasWord(text, word));
    };
    return [...of(id, kind)].filter(fits).sort(inOrder);
  }
  function users(id: ManagerId, kind: InventoryKind, entityId: string) {
    return KINDS_IN_ORDER.flatMap((userKind) =>
      [...of(id, userKind)].sort(inOrder).flatMap((entity) =>
        namedBy(userKind, entity.body)
          .filter((one) => one.kind === kind && one.id === entityId)
          .map(({ field }) => ({ field, kind: userKind, id: entity.id, name: entity.name })),
      ),
    );
  }
  function sessionsOn(id: ManagerId, kind: InventoryKind, entityId: string) {
    const seen = new Set<string>();
    const sessions: { id: string; name: string }[] = [];
    const visit = (of_: InventoryKind, one: string, name: string | null) => {
      if (seen.has(`${of_}/${one}`)) return;
      seen.add(`${of_}/${one}`);
      if (of_ === 'sessions') sessions.push({ id: one, name: name ?? one });
      for (const user of users(id, of_, one)) visit(user.kind, user.id, user.name);
    };
    const own = of(id, kind).find((one) => one.id === entityId);
    if (kind !== 'sessions' || own) visit(kind, entityId, own?.name ?? null);
    return sessions.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return {
    bodies: ({ managerId, kind }, naming, { after, limit }) =>
      [...of(managerId, kind)]
        .filter(({ id, body }) => {
          const isNamed = ({ kind: to, id: other }: { kind: InventoryKind; id: string }) =>
            naming === null || (to === naming.kind && other === naming.id);
          return id > (after ?? '') && (naming === null || namedBy(kind, body).some(isNamed));
        })
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    sessionsOn: (id, kind, entityId, limit) => sessionsOn(id, kind, entityId).slice(0, limit),
    servicesUnder(id, kind, entityId) {
      const ids = new Set(sessionsOn(id, kind, entityId).map((one) => one.id));
      const locals = of(id, 'sessions').flatMap((one) => {
        const local = ids.has(one.id) ? namedBy('sessions', one.body) : [];
        return local.flatMap((named) => (named.kind === 'local-endpoints' ? [named.id] : []));
      });
      const services = of(id, 'local-endpoints').flatMap((one) =>
        locals.includes(one.id) ? namedBy('local-endpoints', one.body) : [],
      );
      return [...new Set(services.flatMap((one) => (one.kind === 'services' ? [one.id] : [])))];
    },
    countSessionsOn: (id, kind, entityId) => sessionsOn(id, kind, entityId).length,
    countFound: (lists, words) =>
      lists.map((list) => ({
        ...list,
        objects: fitting(list.managerId, list.kind, words).length,
      })),
    found: ({ managerId, kind }, words, offset, limit) =>
      fitting(managerId, kind, words).slice(offset, offset + limit),
    placeOf({ managerId, kind }, words, entityId) {
      const at = fitting(managerId, kind, words).findIndex((one) => one.id === entityId);
      return at < 0 ? null : at;
    },
    usersOf(id, kind, entityId, limit) {
      const all = users(id, kind, entityId);
      return { users: all.slice(0, limit), count: new Set(all.map((one) => one.id)).size };
    },
  };
}
