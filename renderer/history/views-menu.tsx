import { Menu } from '@mantine/core';
import { IconBookmark, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedView } from '../../shared/history-query.ts';
import type { Failure } from '../../shared/result.ts';
import { useSettings } from '../settings/settings-store.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { toast } from '../ui/toast.ts';
import { applyView, clearFilter, isChanged, useRequests, viewNow } from './requests-state.ts';
import { removeView, renameView, saveView } from './view-actions.ts';

/** The views that were kept: choose one, keep what is shown now, take one away. */
export function ViewsMenu() {
  const views = useSettings((state) => state.settings.views);
  const { viewName, toLookAt } = useRequests();
  const [asking, setAsking] = useState<'save' | 'rename' | 'remove' | null>(null);
  const current = views.find(({ name }) => name === viewName) ?? null;
  const changed = current !== null && (toLookAt || isChanged(current, viewNow(current.name)));
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="small" icon={<IconBookmark size={15} />}>
            Views
            {current && (
              <span className="view-name">
                <span className="truncate">{current.name}</span>
                {changed && <span title="Changed since it was kept"> *</span>}
              </span>
            )}
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
            <Menu.Item onClick={() => setAsking('rename')}>Rename “{current.name}”…</Menu.Item>
          )}
          {current && (
            <Menu.Item onClick={() => setAsking('remove')}>Remove “{current.name}”…</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'save' && (
        <ViewNameDialog first={viewName ?? ''} renamed={null} onClose={() => setAsking(null)} />
      )}
      {asking === 'rename' && current && (
        <ViewNameDialog first={current.name} renamed={current} onClose={() => setAsking(null)} />
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

/** Asks for the name of a view: what is shown now is kept under it, or a view that is there gets it. */
function ViewNameDialog({
  first,
  renamed,
  onClose,
}: {
  first: string;
  renamed: SavedView | null;
  onClose: () => void;
}) {
  const views = useSettings((state) => state.settings.views);
  const [name, setName] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const trimmed = name.trim();
  const isTaken = trimmed !== renamed?.name && views.some((view) => view.name === trimmed);

  async function save() {
    setBusy(true);
    const answer = renamed ? await renameView(renamed, name) : await saveView(name);
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    onClose();
    toast({ title: `View “${trimmed}” is kept`, message: 'Under Views, and in Ctrl+K' });
  }

  const blocked =
    trimmed === ''
      ? 'Give the view a name'
      : renamed && isTaken
        ? 'Another view has this name'
        : undefined;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={renamed ? `Rename the view “${renamed.name}”` : 'Save as a view'}
      confirm={renamed ? 'Rename the view' : isTaken ? 'Replace the view' : 'Save the view'}
      onConfirm={() => void save()}
      busy={busy}
      blocked={blocked}
      remark="Kept on this computer."
    >
      {!renamed && (
        <p className="muted">
          What is searched and filtered, the order and the columns. Requests that come later are in
          it as soon as they fit.
        </p>
      )}
      <Field
        label="Name of the view"
        help={!renamed && isTaken ? 'A view has this name: it is replaced' : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            data-autofocus
            maxLength={80}
            value={name}
            // Another name is typed over the old one, not behind it.
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
