import { useMemo } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { nameKey } from '../../shared/inventory-search.ts';
import { type EntityKind, KIND_NAME } from '../../shared/nsx/kinds.ts';
import { usersOf } from '../../shared/nsx/references.ts';
import { count } from '../../shared/words.ts';
import { describeEntity } from '../inventory/describe.ts';
import { PlanDeletes } from '../plan/plan-deletes.tsx';
import { Pairs } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { kindWord } from './draft-names.ts';
import { type Copy, entitiesOf, entityOf } from './lookup.ts';
import { touchedSessions } from './used-by.ts';

/** So many users are listed by their names. */
const USERS_SHOWN = 50;
/** So many names stand in a sentence. */
const NAMES_SHOWN = 5;

/** What names an object, in the order of the names. */
export function usersByName(kind: EntityKind, id: string | null, copy: Copy) {
  if (id === null) return [];
  return usersOf(kind, id, (of) => entitiesOf(copy, of))
    .map((user) => ({ ...user, name: entityOf(copy, user.kind, user.id)?.name ?? user.id }))
    .map((user) => ({ user, key: nameKey(user.name) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ user }) => user);
}

/** “a”, “b” and 3,990 more */
export function firstNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `“${name}”`);
  const more = names.length - shown.length;
  return more > 0
    ? `${shown.join(', ')} and ${more.toLocaleString('en-US')} more`
    : shown.join(', ');
}

/** What deleting a profile, an endpoint or a service takes away, and what keeps NSX from it. */
export function DeleteOther({ draft, copy }: { draft: Draft; copy: Copy }) {
  const { kind, entityId } = draft;
  const body = draft.base ?? draft.body;
  const entity = entityOf(copy, kind, entityId);
  const users = useMemo(() => usersByName(kind, entityId, copy), [kind, entityId, copy]);
  const sessions = useMemo(() => touchedSessions(draft, copy), [draft, copy]);
  const word = kindWord(kind);
  return (
    <div className="delete-page">
      {users.length > 0 ? (
        <Notice
          tone="danger"
          title={`${users.length === 1 ? 'One object names' : `${count(users.length, 'object')} name`} this ${word}: NSX does not delete it`}
          actions={<PlanDeletes draft={draft} />}
        >
          <p>Delete these first, or have them name another {word}:</p>
          <ul className="delete-users">
            {users.slice(0, USERS_SHOWN).map((user) => (
              <li key={user.id}>
                {KIND_NAME[user.kind]} <b>{user.name}</b>
              </li>
            ))}
            {users.length > USERS_SHOWN && (
              <li className="muted">
                and {(users.length - USERS_SHOWN).toLocaleString('en-US')} more
              </li>
            )}
          </ul>
          {sessions.length > 0 && (
            <p>
              Through them {sessions.length === 1 ? 'a session stands' : 'sessions stand'} on it:{' '}
              {firstNames(sessions.map(({ name }) => name))}.
            </p>
          )}
        </Notice>
      ) : (
        <Notice tone="neutral" title={`Nothing in the inventory uses this ${word}`}>
          <p>
            No tunnel changes. There is no undo on the manager; from the request’s record a new
            draft with the same content can be made
            {kind === 'peer-endpoints' ? ', its key to be typed again' : ''}.
          </p>
        </Notice>
      )}
      <section className="section">
        <h2>What will be deleted</h2>
        <div className="card">
          <Pairs
            facts={[
              { label: 'Name', value: String(body.display_name ?? '') || 'without a name' },
              { label: 'Kind', value: KIND_NAME[kind] },
              { label: 'Id', value: entityId ? <MonoId id={entityId} what="id" whole /> : '?' },
              ...(entity && describeEntity(copy, entity) !== ''
                ? [{ label: 'In it', value: describeEntity(copy, entity) }]
                : []),
              { label: 'Revision', value: String(body._revision ?? '?') },
              ...(draft.baseReadAt !== null
                ? [{ label: 'As of', value: <TimeText at={draft.baseReadAt} /> }]
                : []),
            ]}
          />
        </div>
      </section>
    </div>
  );
}
