import type { Draft } from '../../shared/draft.ts';
import type { Entity } from '../../shared/inventory.ts';
import { sessionsUsing } from '../../shared/nsx/references.ts';
import { count } from '../../shared/words.ts';
import { type Copy, entitiesOf, entityOf } from './lookup.ts';

/** The sessions that a change of this object touches, as the copy has them; of a new one none. */
export function touchedSessions({ kind, entityId }: Draft, copy: Copy): Entity[] {
  if (entityId === null || kind === 'sessions') return [];
  return sessionsUsing(kind, entityId, (of) => entitiesOf(copy, of)).flatMap((id) => {
    const session = entityOf(copy, 'sessions', id);
    return session ? [session] : [];
  });
}

/** "a change here touches 3 sessions", for the head of the form. */
export function usedByWords(draft: Draft, copy: Copy): string {
  if (draft.operation === 'create') return 'new; nothing uses it yet';
  const sessions = touchedSessions(draft, copy);
  if (sessions.length === 0) return 'no session in the inventory uses it';
  if (sessions.length === 1) return `a change here touches the session “${sessions[0]?.name}”`;
  return `a change here touches ${count(sessions.length, 'session')}`;
}
