import { IconLock, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Operation } from '../../shared/draft.ts';
import type { Entity } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { asNewEntity } from '../../shared/nsx/as-new.ts';
import { ENTITY_KINDS, type EntityKind, type InventoryKind } from '../../shared/nsx/kinds.ts';
import type { Failure } from '../../shared/result.ts';
import { kindWord, operationWords } from '../draft/draft-names.ts';
import { draftStore, useDrafts } from '../draft/drafts.ts';
import { lockOf } from '../draft/lookup.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner, wordsOf } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { toast } from '../ui/toast.ts';

/** True for the kinds that Spanwatch edits; the others are read for the pickers. */
export function isEntityKind(kind: InventoryKind): kind is EntityKind {
  return (ENTITY_KINDS as readonly string[]).includes(kind);
}

/** Edit, copy, delete: one way for every kind. `busy`: which of them is under way. */
export function useEntityActs(entity: Entity) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { kind } = entity;

  async function begin(act: string, operation: Operation, start: JsonObject | null) {
    if (!isEntityKind(kind)) return;
    setBusy(act);
    setFailure(null);
    const result = await draftStore.getState().create({
      managerId: entity.managerId,
      kind,
      operation,
      entityId: operation === 'create' ? null : entity.id,
      body: start,
    });
    setBusy(null);
    if (result.ok) go({ screen: 'drafts', id: result.value.id });
    else setFailure(result.failure);
  }

  return { busy, failure, begin };
}

type Acts = ReturnType<typeof useEntityActs>;

/** The buttons themselves. What another principal owns can be opened: the draft says what stands in the way. */
export function EntityActs({
  entity,
  view,
  acts,
}: {
  entity: Entity;
  view: ManagerView;
  acts: Acts;
}) {
  const { kind, body, name } = entity;
  if (view.manager.readOnly || !isEntityKind(kind)) return null;
  const lock = lockOf(body);
  const why = lock && !lock.canOverride ? lock.reason : undefined;
  const { busy, begin } = acts;
  return (
    <>
      <Button
        kind="primary"
        busy={busy === 'edit'}
        disabled={why !== undefined}
        why={why}
        onClick={() => void begin('edit', 'change', null)}
      >
        Edit
      </Button>
      <Button
        busy={busy === 'copy'}
        onClick={() => void begin('copy', 'create', asNewEntity(kind, body, `${name} copy`))}
      >
        Copy as a new one
      </Button>
      <Button
        busy={busy === 'delete'}
        disabled={why !== undefined}
        why={why}
        onClick={() => void begin('delete', 'delete', null)}
      >
        Delete…
      </Button>
    </>
  );
}

/** Why an entity can't be changed from here, which drafts of it are open, and an act that failed. */
export function EntityNotices({
  entity,
  view,
  acts,
}: {
  entity: Entity;
  view: ManagerView;
  acts: Acts;
}) {
  const byId = useDrafts((state) => state.drafts);
  if (!isEntityKind(entity.kind)) return null;
  const drafts = Object.values(byId).filter(
    (draft) => draft.managerId === entity.managerId && draft.entityId === entity.id,
  );
  const lock = view.manager.readOnly ? null : lockOf(entity.body);
  return (
    <>
      {acts.failure && <FailureBanner failure={acts.failure} />}
      {view.manager.readOnly && (
        <Notice tone="neutral" title={`${view.manager.name} is read-only here`}>
          <p>
            It was marked so in Spanwatch: its objects can be read and compared, not edited or sent.
          </p>
        </Notice>
      )}
      {lock && (
        <Notice tone="neutral" icon={<IconLock size={18} aria-hidden />} title={lock.title}>
          <p>{lock.reason}</p>
        </Notice>
      )}
      {drafts.map((draft) => (
        <Notice
          key={draft.id}
          tone="info"
          title={`${operationWords(draft)}: a draft is open`}
          actions={
            <Button size="small" onClick={() => go({ screen: 'drafts', id: draft.id })}>
              Go on with it
            </Button>
          }
        >
          <p>
            Saved <TimeText at={draft.savedAt} />; nothing of it has been sent.
          </p>
        </Notice>
      ))}
    </>
  );
}

/** Begins a new object of a kind, empty but for what its kind needs. Sessions have two types, and a menu of their own. */
export function NewEntity({
  kind,
  view,
}: {
  kind: Exclude<EntityKind, 'sessions'>;
  view: ManagerView;
}) {
  const [busy, setBusy] = useState(false);
  const word = kindWord(kind);
  if (view.manager.readOnly) {
    return <p className="field-hint">Read-only here: objects can be read, not edited or made.</p>;
  }
  async function begin() {
    setBusy(true);
    const result = await draftStore.getState().create({
      managerId: view.manager.id,
      kind,
      operation: 'create',
      entityId: null,
      body: null,
    });
    setBusy(false);
    if (result.ok) return go({ screen: 'drafts', id: result.value.id });
    const words = wordsOf(result.failure);
    toast({ title: words.title, message: words.explanation, tone: words.tone });
  }
  return (
    <Button
      icon={<IconPlus size={15} />}
      busy={busy}
      className="new-session"
      onClick={() => void begin()}
    >
      New {word}
    </Button>
  );
}
