import type { Draft } from '../../shared/draft.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { usersOf } from '../../shared/nsx/references.ts';
import { describeEntity } from '../inventory/describe.ts';
import { PlanDeletes } from '../plan/plan-deletes.tsx';
import { Pairs } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { kindWord } from './draft-names.ts';
import { type Copy, entitiesOf, entityOf } from './lookup.ts';
import { touchedSessions } from './used-by.ts';

/** What deleting a profile, an endpoint or a service takes away, and what keeps NSX from it. */
export function DeleteOther({ draft, copy }: { draft: Draft; copy: Copy }) {
  const { kind, entityId } = draft;
  const body = draft.base ?? draft.body;
  const entity = entityOf(copy, kind, entityId);
  const users = entityId === null ? [] : usersOf(kind, entityId, (of) => entitiesOf(copy, of));
  const sessions = touchedSessions(draft, copy);
  const word = kindWord(kind);
  return (
    <div className="delete-page">
      {users.length > 0 ? (
        <Notice
          tone="danger"
          title={`${users.length === 1 ? 'One object names' : `${users.length} objects name`} this ${word}: NSX does not delete it`}
          actions={<PlanDeletes draft={draft} />}
        >
          <p>Delete these first, or have them name another {word}:</p>
          <ul className="delete-users">
            {users.map((user) => (
              <li key={user.id}>
                {KIND_NAME[user.kind]} <b>{entityOf(copy, user.kind, user.id)?.name ?? user.id}</b>
              </li>
            ))}
          </ul>
          {sessions.length > 0 && (
            <p>
              Through them {sessions.length === 1 ? 'a session stands' : 'sessions stand'} on it:{' '}
              {sessions.map(({ name }) => `“${name}”`).join(', ')}.
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
