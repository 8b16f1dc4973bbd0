import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { sortManagers, useManagerStore } from '../manager/manager-store.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner, wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { asNewSession, draftName } from './draft-names.ts';
import { draftStore } from './drafts.ts';
import { countChanges } from './field-changes.ts';
import { UndoButtons } from './undo-buttons.tsx';

/** Undo and redo, discard, and copy to another manager. */
export function DraftActs({
  draft,
  view,
  disabled,
}: {
  draft: Draft;
  view: ManagerView;
  /** Nothing of it may be edited. */
  disabled: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const byId = useManagerStore((state) => state.byId);
  const others = sortManagers(byId).filter(
    (other) => other.manager.id !== draft.managerId && !other.manager.readOnly,
  );
  const changes = draft.operation === 'delete' ? 0 : countChanges(draft.base, draft.body);

  async function discard() {
    setBusy(true);
    const result = await draftStore.getState().discard(draft.id);
    setBusy(false);
    if (!result.ok) return setFailure(result.failure);
    setAsking(false);
    go({ screen: 'drafts' }, { replace: true });
  }

  async function copyTo(other: ManagerView) {
    const body = asNewSession(draft.body, draftName(draft));
    const result = await draftStore.getState().create({
      managerId: other.manager.id,
      kind: draft.kind,
      operation: 'create',
      entityId: null,
      body,
    });
    if (!result.ok) {
      const words = wordsOf(result.failure);
      return toast({ title: words.title, message: words.explanation, tone: words.tone });
    }
    go({ screen: 'drafts', id: result.value.id });
    toast({
      title: `Copied to ${other.manager.name}`,
      message: 'Endpoints are named by id: choose those of this manager.',
    });
  }

  return (
    <div className="page-actions">
      {draft.operation !== 'delete' && <UndoButtons id={draft.id} disabled={disabled} />}
      <Button
        onClick={() => (changes === 0 && draft.text === null ? void discard() : setAsking(true))}
        busy={busy && !asking}
      >
        Discard
      </Button>
      {draft.operation !== 'delete' && others.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button>Copy to another manager</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>As a new session on</Menu.Label>
            {others.map((other) => (
              <Menu.Item key={other.manager.id} onClick={() => void copyTo(other)}>
                <span data-colour={other.manager.colour} className="in-colour">
                  {other.manager.name}
                </span>{' '}
                <span className="muted">{other.manager.environment}</span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        colour={view.manager.colour}
        title={`Discard the draft of “${draftName(draft)}”?`}
        confirm="Discard the draft"
        danger
        busy={busy}
        onConfirm={() => void discard()}
      >
        <p>
          {changes > 0
            ? `${changes} changed ${changes === 1 ? 'field is' : 'fields are'} thrown away.`
            : 'What you typed is thrown away.'}{' '}
          Nothing changes on {view.manager.name}.
        </p>
        {failure && <FailureBanner failure={failure} />}
      </ConfirmDialog>
    </div>
  );
}
