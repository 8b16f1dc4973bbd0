import { useMemo } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { EntityDetails, EntityLink } from '../../shared/inventory.ts';
import { catalogueOf } from '../../shared/nsx/entity/catalogue.ts';
import {
  ENTITY_KINDS,
  type EntityKind,
  type InventoryKind,
  KIND_NAME,
} from '../../shared/nsx/kinds.ts';
import { namedBy } from '../../shared/nsx/references.ts';
import { count } from '../../shared/words.ts';
import { draftName } from '../draft/draft-names.ts';
import { useDrafts } from '../draft/drafts.ts';
import { go } from '../shell/route-store.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';

type LinksCardProps = {
  details: EntityDetails;
  onOpen: (id: string) => void;
  /** Shows every user in the list, by searching for the id. */
  onSearch: (typed: string) => void;
};

/** What an object uses and who uses it, both ways, as far as the copy knows; drafts that would use it too. */
export function LinksCard({ details, onOpen, onSearch }: LinksCardProps) {
  const { entity, uses, usedBy, usedByCount, sessions } = details;
  const drafts = useDraftsNaming(details);
  if (!entity) return null;
  const shown = new Set(usedBy.map(({ id }) => id)).size;
  const isSession = entity.kind === 'sessions';
  return (
    <Card
      title="Used by and uses"
      note={isSession ? undefined : reach(entity.kind, sessions)}
      padded={false}
    >
      <div className="entity-both-ways">
        {!isSession && (
          <section aria-label="Used by">
            <h3>Used by</h3>
            {usedBy.length === 0 && drafts.length === 0 && (
              <p className="muted">Nothing in this copy names it.</p>
            )}
            <ul>
              {usedBy.map((link) => (
                <LinkRow
                  key={`${link.kind}/${link.id}/${link.field}`}
                  link={link}
                  what={`${KIND_NAME[link.kind]}, as ${labelOf(link.kind, link.field)}`}
                  onOpen={onOpen}
                />
              ))}
              {drafts.map((draft) => (
                <li key={draft.id}>
                  <LinkButton onClick={() => go({ screen: 'drafts', id: draft.id })}>
                    {draftName(draft)}
                  </LinkButton>{' '}
                  <span className="muted">in a draft, not sent</span>
                </li>
              ))}
            </ul>
            {usedByCount > shown && (
              <Button size="small" onClick={() => onSearch(entity.id)}>
                Show all {usedByCount.toLocaleString('en-US')} in the list
              </Button>
            )}
          </section>
        )}
        <section aria-label="Uses">
          {!isSession && <h3>Uses</h3>}
          {uses.length === 0 && <p className="muted">It names no other object.</p>}
          <ul>
            {uses.map((link) => (
              <LinkRow
                key={`${link.field}/${link.id}`}
                link={link}
                what={labelOf(entity.kind, link.field)}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </section>
      </div>
    </Card>
  );
}

/** Which sessions run on a node is in no object of the inventory: only a realization's answer names its nodes. */
const NODE_KINDS: readonly InventoryKind[] = ['transport-nodes'];

function reach(kind: InventoryKind, sessions: number): string {
  if (NODE_KINDS.includes(kind)) return 'which sessions run on it is seen on their timelines';
  return sessions === 0
    ? 'no session in the inventory stands on it'
    : `a change here touches ${count(sessions, 'session')}`;
}

function LinkRow({
  link,
  what,
  onOpen,
}: {
  link: EntityLink;
  what: string;
  onOpen: (id: string) => void;
}) {
  return (
    <li>
      {link.name === null ? (
        <MonoId id={link.id} what="id" />
      ) : (
        <LinkButton onClick={() => onOpen(link.id)}>{link.name}</LinkButton>
      )}{' '}
      <span className="muted">{link.name === null ? `${what}, not in the inventory` : what}</span>
    </li>
  );
}

const isEntityKind = (kind: InventoryKind): kind is EntityKind =>
  (ENTITY_KINDS as readonly InventoryKind[]).includes(kind);

function labelOf(kind: InventoryKind, field: string): string {
  const label = isEntityKind(kind) ? catalogueOf(kind).get(field)?.label : undefined;
  if (!label) return field;
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/** Drafts of other objects that name this one and whose base doesn't: the copy can't know of them. */
function useDraftsNaming({ entity, usedBy }: EntityDetails): Draft[] {
  const byId = useDrafts((state) => state.drafts);
  return useMemo(() => {
    if (!entity) return [];
    const users = new Set(usedBy.map(({ id }) => id));
    return Object.values(byId).filter(
      (draft) =>
        draft.managerId === entity.managerId &&
        draft.operation !== 'delete' &&
        draft.entityId !== entity.id &&
        !(draft.entityId !== null && users.has(draft.entityId)) &&
        namedBy(draft.kind, draft.body).some(
          (one) => one.kind === entity.kind && one.id === entity.id,
        ),
    );
  }, [byId, entity, usedBy]);
}
