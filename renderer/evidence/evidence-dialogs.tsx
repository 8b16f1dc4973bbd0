import { count } from '../../shared/words.ts';
import { unsentNotes } from '../history/unsent-notes.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/states.tsx';
import { goWithoutNotes } from './acts.ts';
import { useEvidenceDialogs } from './evidence-store.ts';
import { ExportDialog } from './export-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { useReviewMode } from './review-mode.ts';
import './evidence.css';

const SHOWN = 8;

/** The dialogs of evidence, whichever is open. */
export function EvidenceDialogs() {
  const { exporting, review, losing } = useEvidenceDialogs();
  return (
    <>
      {exporting && (
        <ExportDialog
          ids={exporting}
          onClose={() => useEvidenceDialogs.setState({ exporting: null })}
        />
      )}
      <RefusedDialog />
      {review && <MergeDialog review={review} />}
      {losing && <LosingDialog losing={losing} />}
    </>
  );
}

/** A note was begun and not added: it is on record nowhere, and would be gone. */
function LosingDialog({ losing }: { losing: 'leave' | 'open' }) {
  const close = () => useEvidenceDialogs.setState({ losing: null });
  const notes = unsentNotes();
  const without = `without ${notes === 1 ? 'it' : 'them'}`;
  return (
    <ConfirmDialog
      open
      danger
      onClose={close}
      title={`${count(notes, 'note')} not added yet`}
      confirm={losing === 'leave' ? `Leave ${without}` : `Open a pack ${without}`}
      cancel="Stay"
      onConfirm={() => {
        close();
        void goWithoutNotes(losing);
      }}
    >
      <p>What was typed under Review is on record only once it was added; it would be lost.</p>
    </ConfirmDialog>
  );
}

/** A pack that was refused: what is wrong with it, and where. Nothing of it is shown. */
function RefusedDialog() {
  const asked = useEvidenceDialogs((state) => state.refused);
  const atStart = useReviewMode((state) => state.refused);
  const refused = asked ?? atStart;
  if (!refused) return null;
  const close = () => {
    useEvidenceDialogs.setState({ refused: null });
    useReviewMode.setState({ refused: null });
  };
  const { file, problems, unread } = refused;
  return (
    <Dialog
      focusInside
      onClose={close}
      title={unread ? 'This pack is not opened' : 'This pack is refused'}
      width={580}
    >
      <Notice
        tone="danger"
        loud
        title={unread ? `${file} can’t be opened` : `${file} is not as it was made`}
      >
        <ul className="evidence-list">
          {problems.slice(0, SHOWN).map(({ place, problem }) => (
            <li key={`${place} ${problem}`}>
              <span className="mono">{place}</span>: {problem}
            </li>
          ))}
        </ul>
        {problems.length > SHOWN && <p>And {problems.length - SHOWN} more.</p>}
      </Notice>
      {!unread && (
        <p className="muted">
          Nothing of it is shown, because nobody knows what else was changed. Ask whoever sent it
          for the file again, and for its SHA-256.
        </p>
      )}
      <div className="evidence-foot">
        <Button kind="primary" onClick={close} data-autofocus>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
