import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { DraftId } from '../../shared/ids.ts';
import { IconButton } from '../ui/button.tsx';
import { MOD } from '../ui/key-hint.tsx';
import { draftStore, useDrafts } from './drafts.ts';
import { EMPTY_UNDO } from './undo.ts';

/** Takes the last edit of the draft back, and forward again; by button or by keys, from the form as from the JSON. */
export function UndoButtons({ id, disabled }: { id: DraftId; disabled: boolean }) {
  const { past, future } = useDrafts((state) => state.undos[id] ?? EMPTY_UNDO);

  // Steps of an earlier run, too.
  useEffect(() => void draftStore.getState().openVersions(id), [id]);

  useEffect(() => {
    if (disabled) return;
    function onKey(event: KeyboardEvent) {
      const step = stepOf(event);
      if (step === null || isElsewhere(event.target)) return;
      // A text field's own undo knows of this field alone, and only until the draft is drawn anew.
      event.preventDefault();
      draftStore.getState()[step](id);
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [id, disabled]);

  return (
    <>
      <IconButton
        label={`Undo (${MOD}+Z)`}
        icon={<IconArrowBackUp size={17} />}
        disabled={disabled || past.length === 0}
        onClick={() => draftStore.getState().undo(id)}
      />
      <IconButton
        label={`Redo (${MOD}+Shift+Z)`}
        icon={<IconArrowForwardUp size={17} />}
        disabled={disabled || future.length === 0}
        onClick={() => draftStore.getState().redo(id)}
      />
    </>
  );
}

function stepOf(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'y' && !event.shiftKey) return 'redo';
  if (key !== 'z') return null;
  return event.shiftKey ? 'redo' : 'undo';
}

/** The JSON editor has its own steps, letter by letter; a dialog's fields are no part of the draft. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.cm-editor, [role="dialog"]') !== null;
}
