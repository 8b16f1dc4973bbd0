import type { DropOutcome } from '../../shared/retention-contract.ts';
import { count } from '../../shared/words.ts';
import { PackFacts } from '../evidence/pack-facts.tsx';
import { ProgressLine } from '../evidence/progress-line.tsx';
import { Suspects } from '../evidence/suspects.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { CheckBox } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { dropOld, goOnDropping, stopOrClose, useDropStore } from './drop-store.ts';
import { goneWords, progressWords, roomWords, saidWords } from './drop-words.ts';
import { OldList } from './old-list.tsx';
import './drop-dialog.css';

const WIDTH = 660;
const NONE_LEFT = 'None is older by now';

type Dropped = Extract<DropOutcome, { outcome: 'dropped' }>;

/** Which requests would go, and the two ways to let them: exported to an evidence pack first, or not. */
export function DropDialog() {
  const { asked, under, progress, done, failure, wantsBackup, isBackingUp, isStopped, backup } =
    useDropStore();
  if (!asked) return null;
  const { days, old } = asked;
  if (done?.outcome === 'dropped') return <Gone done={done} left={old.count} />;
  const suspects = done?.outcome === 'suspect' ? done : null;
  const saidOf = saidWords(old.said);
  // Since it was asked they may all have gone, or been opened again.
  const isNone = old.count === 0;
  const older = `older than ${count(days, 'day')}`;
  return (
    <Dialog
      focusInside
      onClose={stopOrClose}
      title={`Drop ${count(old.count, 'request')} ${older}?`}
      width={WIDTH}
    >
      {saidOf !== null && (
        <Notice tone="warning" title={saidOf}>
          <p>They stand first in the list. What was said goes with them.</p>
        </Notice>
      )}
      <OldList old={old} />
      <p>
        They and their checks leave this computer’s database for good. That they were here, and when
        they were dropped, stays in the register, so that the rest can still be verified.
      </p>
      <dl className="evidence-parts drop-ways">
        <div>
          <dt>Export first, then drop</dt>
          <dd>
            One evidence pack of exactly these requests, saved where you choose, and read back. Only
            then are they dropped. {roomWords(old.count)}
          </dd>
        </div>
        <div>
          <dt>Drop without export</dt>
          <dd>Nothing of them is left but in backups that were made before.</dd>
        </div>
      </dl>
      <CheckBox
        label="Make a backup before"
        help={
          backup
            ? 'One was made just now, and has them.'
            : 'It has them until twenty newer ones were made by hand; Settings › Storage goes back to it.'
        }
        checked={wantsBackup}
        disabled={under !== null || backup !== null}
        onChange={({ target }) => useDropStore.setState({ wantsBackup: target.checked })}
      />
      {done?.outcome === 'cancelled' && <Kept file={done.file} />}
      {suspects && (
        <Suspects title="Nothing was written, and nothing was dropped" found={suspects.suspects} />
      )}
      {failure && <FailureBanner failure={failure} />}
      {(failure?.kind === 'file' || failure?.kind === 'storage') && <p>Nothing was dropped.</p>}
      {under !== null && (
        <ProgressLine
          label="Dropping"
          progress={progress}
          words={
            isStopped
              ? 'Stopping once the backup is whole'
              : progressWords(progress, under === 'export', isBackingUp)
          }
        />
      )}
      <div className="evidence-foot">
        <Button
          kind="danger"
          className="drop-apart"
          busy={under === 'nothing'}
          disabled={under === 'export' || isNone}
          why={isNone ? NONE_LEFT : undefined}
          onClick={() => void dropOld('nothing')}
        >
          Drop without export
        </Button>
        <Button onClick={stopOrClose} data-autofocus>
          {under === null ? 'Cancel' : 'Stop'}
        </Button>
        {suspects ? (
          <Button
            kind="primary"
            disabled={suspects.others.length === 0}
            why="None of them may be handed on"
            onClick={() => void dropOld('export', idsOf(suspects))}
          >
            Export and drop the other {suspects.others.length}…
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={under === 'export'}
            disabled={under === 'nothing' || isNone}
            why={isNone ? NONE_LEFT : undefined}
            onClick={() => void dropOld('export')}
          >
            Export first, then drop…
          </Button>
        )}
      </div>
    </Dialog>
  );
}

const idsOf = ({ suspects }: Extract<DropOutcome, { outcome: 'suspect' }>) => [
  ...new Set(suspects.map(({ requestId }) => requestId)),
];

/** It was given up. */
function Kept({ file }: { file: string | undefined }) {
  return (
    <Notice tone="neutral" loud title="Nothing was dropped">
      <p>
        {file === undefined
          ? 'It was stopped, and no pack was written.'
          : `It was stopped. ${file} was written by then, and is whole.`}
      </p>
    </Notice>
  );
}

/** What has gone, and the pack that has it. */
function Gone({ done, left }: { done: Dropped; left: number }) {
  const words = goneWords(done);
  const backup = useDropStore((state) => state.backup);
  return (
    <Dialog
      focusInside
      onClose={stopOrClose}
      title={
        done.dropped === 0 ? 'Nothing was dropped' : `${count(done.dropped, 'request')} dropped`
      }
      width={WIDTH}
    >
      {words !== null && <p>{words}</p>}
      {done.pack && <PackFacts pack={done.pack} />}
      {backup && <p>The backup that was made before has them; it is under Settings › Storage.</p>}
      <p className="muted small">
        The register says so: <b>Verify the record</b> tells when, how many
        {done.pack ? ', and the SHA-256 of the pack that they were exported to' : ''}.
      </p>
      {done.rest > 0 && (
        <Notice tone="info" title={`${count(done.rest, 'request')} more to go`}>
          <p>There was no room for them in the same pack.</p>
        </Notice>
      )}
      <div className="evidence-foot">
        {done.rest > 0 && left > 0 && <Button onClick={goOnDropping}>Go on with those…</Button>}
        <Button kind="primary" onClick={stopOrClose} data-autofocus>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
