import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import type { Failure } from '../../shared/result.ts';
import { go } from '../shell/route-store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { draftName } from './draft-names.ts';
import { draftStore } from './drafts.ts';
import { countChanges } from './field-changes.ts';
import { openSourceDialog } from './sources/source-dialogs.ts';
import { UndoButtons } from './undo-buttons.tsx';

/** Undo and redo, discard, copy, save as a template. */
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
  const source = { from: 'draft', draftId: draft.id } as const;
  const changes = draft.operation === 'delete' ? 0 : countChanges(draft);

  async function discard() {
    setBusy(true);
    const result = await draftStore.getState().discard(draft.id);
    setBusy(false);
    if (!result.ok) return setFailure(result.failure);
    setAsking(false);
    go({ screen: 'drafts' }, { replace: true });
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
      {draft.operation !== 'delete' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label="More" icon={<IconDots size={17} />} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() =>
                openSourceDialog({ dialog: 'copy', source, what: `“${draftName(draft)}”` })
              }
            >
              Copy, also to another manager…
              <div className="muted small">what it refers to is found there by name</div>
            </Menu.Item>
            <Menu.Item
              onClick={() =>
                openSourceDialog({ dialog: 'save-template', source, name: draftName(draft) })
              }
            >
              Save as a template…
              <div className="muted small">to make drafts from, on any manager</div>
            </Menu.Item>
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
