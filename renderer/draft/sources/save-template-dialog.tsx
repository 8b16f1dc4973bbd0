import { useState } from 'react';
import type { Failure } from '../../../shared/result.ts';
import type { DraftSource } from '../../../shared/template.ts';
import { call } from '../../bridge.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.ts';
import { closeSourceDialog } from './source-dialogs.ts';

/** Keeps an object as a template: its fields and the names of what it refers to, no secret. */
export function SaveTemplateDialog({ source, name: first }: { source: DraftSource; name: string }) {
  const [name, setName] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function save() {
    setBusy(true);
    const result = await call('template.save', { source, name });
    setBusy(false);
    if (!result.ok) return setFailure(result.failure);
    closeSourceDialog();
    toast({ title: `Template “${name}” is kept`, message: 'New draft → From a template' });
  }

  return (
    <ConfirmDialog
      open
      onClose={closeSourceDialog}
      title="Save as a template"
      confirm="Save the template"
      onConfirm={() => void save()}
      busy={busy}
      blocked={name.trim() === '' ? 'Give the template a name' : undefined}
      remark="Kept on this computer."
    >
      <p className="muted">
        Every field is kept, and what it refers to by its name, so that drafts can be made from it
        on any manager. Ids, revisions and keys are left out.
      </p>
      <Field label="Name of the template">
        {(control) => (
          <TextInput
            {...control}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
