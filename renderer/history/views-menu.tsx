import { Menu } from '@mantine/core';
import { IconBookmark, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import { useSettings } from '../settings/settings-store.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { toast } from '../ui/toast.ts';
import { IN_PLACE } from './menu-place.ts';
import { applyView, clearFilter, isChanged, useRequests, viewNow } from './requests-state.ts';
import { removeView, saveView } from './view-actions.ts';

/** The views that were kept: choose one, keep what is shown now, take one away. */
export function ViewsMenu() {
  const views = useSettings((state) => state.settings.views);
  const { viewName, toLookAt } = useRequests();
  const [asking, setAsking] = useState<'save' | 'remove' | null>(null);
  const current = views.find(({ name }) => name === viewName) ?? null;
  const changed = current !== null && (toLookAt || isChanged(current, viewNow(current.name)));
  return (
    <>
      <Menu position="bottom-start" {...IN_PLACE}>
        <Menu.Target>
          <Button size="small" icon={<IconBookmark size={15} />}>
            {current && <span className="visually-hidden">View </span>}
            <span className="truncate view-name">
              {current ? `${current.name}${changed ? ' *' : ''}` : 'Views'}
            </span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length > 0 && <Menu.Label>Views</Menu.Label>}
          {views.map((view) => (
            <Menu.RadioItem
              key={view.name}
              value={view.name}
              // A view that something was changed of is not what is shown: choosing it shows it again.
              checked={view.name === viewName && !changed}
              checkIcon={<IconCheck size={15} aria-hidden />}
              closeMenuOnClick
              onChange={() => applyView(view)}
            >
              {view.name}
            </Menu.RadioItem>
          ))}
          {views.length > 0 && <Menu.Divider />}
          {current && <Menu.Item onClick={clearFilter}>All requests</Menu.Item>}
          {current && changed && (
            <Menu.Item
              disabled={toLookAt}
              onClick={() =>
                void saveView(current.name).then((answer) =>
                  toast({
                    title: answer.ok
                      ? `View “${current.name}” is changed`
                      : `View “${current.name}” could not be changed`,
                    tone: answer.ok ? 'ok' : 'danger',
                  }),
                )
              }
            >
              Save the change to “{current.name}”
            </Menu.Item>
          )}
          <Menu.Item disabled={toLookAt} onClick={() => setAsking('save')}>
            Save as a view…
            <div className="muted small">
              {toLookAt
                ? '“To look at” changes by itself and can’t be kept'
                : 'what is filtered, the order and the columns'}
            </div>
          </Menu.Item>
          {current && (
            <Menu.Item onClick={() => setAsking('remove')}>Remove “{current.name}”…</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'save' && (
        <SaveViewDialog first={viewName ?? ''} onClose={() => setAsking(null)} />
      )}
      {current && (
        <ConfirmDialog
          open={asking === 'remove'}
          onClose={() => setAsking(null)}
          title={`Remove the view “${current.name}”?`}
          confirm="Remove the view"
          danger
          onConfirm={() => {
            setAsking(null);
            void removeView(current.name);
          }}
        >
          <p>Only the view goes; every request stays.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function SaveViewDialog({ first, onClose }: { first: string; onClose: () => void }) {
  const views = useSettings((state) => state.settings.views);
  const [name, setName] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const isTaken = views.some((view) => view.name === name.trim());

  async function save() {
    setBusy(true);
    const answer = await saveView(name);
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    onClose();
    toast({ title: `View “${name.trim()}” is kept`, message: 'Under Views, and in Ctrl+K' });
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Save as a view"
      confirm={isTaken ? 'Replace the view' : 'Save the view'}
      onConfirm={() => void save()}
      busy={busy}
      blocked={name.trim() === '' ? 'Give the view a name' : undefined}
      remark="Kept on this computer."
    >
      <p className="muted">
        What is searched and filtered, the order and the columns. Requests that come later are in it
        as soon as they fit.
      </p>
      <Field
        label="Name of the view"
        help={isTaken ? 'A view has this name: it is replaced' : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            data-autofocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
