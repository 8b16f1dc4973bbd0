import { useState } from 'react';
import type { ManagerId } from '../../../shared/ids.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Failure } from '../../../shared/result.ts';
import type { DraftSource } from '../../../shared/template.ts';
import { call } from '../../bridge.ts';
import { chooseManager } from '../../settings/settings-store.ts';
import { go } from '../../shell/route-store.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { LoadingState, Notice } from '../../ui/states.tsx';
import { draftStore } from '../drafts.ts';
import { LandingFields } from './landing-fields.tsx';
import { ManagerField, useWritableManagers } from './manager-field.tsx';
import { closeSourceDialog } from './source-dialogs.ts';
import { useSourceView } from './use-source-view.ts';

const WIDTH = 600;

/** A copy of an object as a draft, also for another manager: what it names is found there by its name, or asked for. */
export function CopyDialog({ source, what }: { source: DraftSource; what: string }) {
  const { managers, first } = useWritableManagers();
  const [managerId, setManagerId] = useState(first);
  const [typedName, setTypedName] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const target = managers.find(({ manager }) => manager.id === managerId)?.manager ?? null;
  const { view, failure: notRead } = useSourceView(source, target?.id ?? null);
  const name = typedName ?? (view ? view.name : '');

  async function make() {
    if (!target) return;
    setBusy(true);
    const result = await call('source.draft', { source, managerId: target.id, name, chosen });
    setBusy(false);
    if (!result.ok) return setFailure(result.failure);
    draftStore.getState().take(result.value);
    chooseManager(target.id);
    closeSourceDialog();
    go({ screen: 'drafts', id: result.value.id });
  }

  const open = view?.landings.filter((one) => !(chosen[one.key] ?? one.id)).length ?? 0;
  return (
    <ConfirmDialog
      open
      onClose={closeSourceDialog}
      title={`Copy ${what}`}
      colour={target?.colour ?? 'none'}
      width={WIDTH}
      confirm="Make the draft"
      onConfirm={() => void make()}
      busy={busy}
      blocked={
        !target
          ? 'There is no manager that can be written to'
          : !view
            ? 'Still looking what the manager has'
            : undefined
      }
      remark={open > 0 ? `${open} to be chosen, now or in the draft` : 'Nothing is sent.'}
    >
      <ManagerField
        managers={managers}
        value={managerId}
        onChange={(id) => {
          setManagerId(id as ManagerId);
          setChosen({});
        }}
      />
      <Field label="Name">
        {(control) => (
          <TextInput
            {...control}
            value={name}
            onChange={(event) => setTypedName(event.target.value)}
          />
        )}
      </Field>
      {notRead && <FailureBanner failure={notRead} />}
      {!view && !notRead && <LoadingState label="Looking what the manager has" />}
      {view && target && (
        <>
          <LandingFields
            managerId={target.id}
            managerName={target.name}
            landings={view.landings}
            chosen={chosen}
            onChoose={(key, id) => setChosen((was) => ({ ...was, [key]: id }))}
          />
          {view.needsKey && (
            <Notice tone="info" title="The pre-shared key is to be typed anew">
              <p>NSX never gives a key back, so a copy of a {KIND_NAME[view.kind]} has none.</p>
            </Notice>
          )}
          {view.asOf === null && (
            <Notice tone="warning" title={`Nothing has been read from ${target.name} yet`}>
              <p>Read its inventory first, or choose what is named in the draft later.</p>
            </Notice>
          )}
        </>
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
