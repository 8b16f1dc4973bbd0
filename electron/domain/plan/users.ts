import type { ManagerId } from '../../../shared/ids.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../shared/nsx/kinds.ts';
import { mayName, referencesOf } from '../../../shared/nsx/references.ts';
import type { Store } from '../ports.ts';

/** What the copy is asked: objects that name one object. */
export type Copy = Pick<Store, 'bodies'>;
type One = { kind: EntityKind; id: string };
export type User = One & { name: string };

/** The first objects, at most `limit`, that name this one themselves: while there is one, NSX does not delete it. */
export function usersIn(copy: Copy, managerId: ManagerId, of: One, limit: number): User[] {
  const users: User[] = [];
  for (const kind of ENTITY_KINDS) {
    if (!mayName(kind, of.kind)) continue;
    const page = { after: null, limit: limit - users.length };
    if (page.limit <= 0) break;
    for (const { id, name, body } of copy.bodies({ managerId, kind }, of, page)) {
      const names = referencesOf(kind, body).some((one) => one.to === of.kind && one.id === of.id);
      if (names) users.push({ kind, id, name });
    }
  }
  return users;
}

/**
 * What has to go for an object to go, in the order in which NSX lets it: users first, itself last. Asks the copy for what
 * stands on it alone, however large the copy is; null where that is more than `limit` objects.
 */
export function goFirst(copy: Copy, managerId: ManagerId, of: One, limit: number): One[] | null {
  const found = new Map<string, One>();
  const seen = new Set<string>();
  const visit = ({ kind, id }: One): void => {
    const key = `${kind}/${id}`;
    if (seen.has(key) || seen.size > limit) return;
    seen.add(key);
    for (const user of usersIn(copy, managerId, { kind, id }, limit + 1)) visit(user);
    found.set(key, { kind, id });
  };
  visit(of);
  return seen.size > limit ? null : [...found.values()];
}
