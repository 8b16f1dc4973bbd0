import { useEffect, useState } from 'react';
import type { ExportOutcome, WrittenPack } from '../../shared/evidence-contract.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { call, onEvent } from '../bridge.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { useVerifyStore } from '../history/verify-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { showInFolder } from './acts.ts';
import { PackFacts } from './pack-facts.tsx';
import { ProgressLine } from './progress-line.tsx';
import { Suspects } from './suspects.tsx';
import './evidence.css';

type Done = Exclude<ExportOutcome, { outcome: 'cancelled' }>;
type Progress = { stage: 'reading' | 'writing'; done: number; total: number };

const WIDTH = 620;
const PARTS: readonly [name: string, note: string][] = [
  ['report.html', 'opens in any browser, with no network'],
  ['facts and bodies', 'the record itself, as JSON'],
  ['checks.csv, traffic.har, report.md', 'for a spreadsheet, a browser’s tools, a ticket'],
  ['manifest.json', 'SHA-256 of each part, and each request’s chain'],
];

/** Exports requests as one evidence pack: what will be in it, how far it is, what came of it. */
export function ExportDialog({ ids, onClose }: { ids: readonly RequestId[]; onClose: () => void }) {
  const wrong = useVerifyStore((state) => state.wrong);
  const sound = ids.filter((id) => wrong[id] === undefined);
  const [chosen, setChosen] = useState<readonly RequestId[]>(sound);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = useNameOf(sound.length === 0 ? ids : chosen);
  useEffect(() => onEvent('evidence.progress', setProgress), []);

  async function run(requestIds: readonly RequestId[]) {
    setChosen(requestIds);
    setDone(null);
    setFailure(null);
    setProgress(null);
    setBusy(true);
    const answer = await call('evidence.export', { requestIds: [...requestIds] });
    setBusy(false);
    setProgress(null);
    if (!answer.ok) setFailure(answer.failure);
    else if (answer.value.outcome !== 'cancelled') setDone(answer.value);
  }

  function close() {
    if (busy) void call('evidence.cancel', null);
    onClose();
  }

  if (done?.outcome === 'written') return <Written done={done} onClose={onClose} />;
  return (
    <Dialog focusInside onClose={close} title={`Export ${name}`} width={WIDTH}>
      <p className="muted">
        One file for a reviewer, an auditor or a change record. Whoever has it can verify it and
        open it, with no NSX and no account.
      </p>
      <dl className="evidence-parts">
        {PARTS.map(([part, note]) => (
          <div key={part}>
            <dt>{part}</dt>
            <dd>{note}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">
        No password, token or pre-shared key is in it: they were replaced before anything was
        recorded, and the file is looked through once more before it is written.
      </p>
      {sound.length < ids.length && (
        <Notice tone="danger" title={leftOutWords(ids.length - sound.length, ids.length)}>
          <p>As evidence such a record is not handed out.</p>
        </Notice>
      )}
      {failure && <FailureBanner failure={failure} />}
      {done?.outcome === 'suspect' && (
        <Suspects title="Nothing was written: this may not be handed on" found={done.suspects} />
      )}
      {busy && <ProgressLine label="Export" progress={progress} words={wordsOf(progress)} />}
      <div className="evidence-foot">
        <Button onClick={close}>Cancel</Button>
        {done?.outcome === 'suspect' ? (
          done.others.length > 0 && (
            <Button kind="primary" onClick={() => void run(done.others)}>
              Export the other {done.others.length}…
            </Button>
          )
        ) : (
          <Button
            kind="primary"
            busy={busy}
            data-autofocus
            disabled={chosen.length === 0}
            why={chosen.length === 0 ? 'Nothing of it can be handed out' : undefined}
            onClick={() => void run(chosen)}
          >
            Choose where…
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** What Verify has found since the start, said before a file is chosen. */
export function leftOutWords(wrong: number, all: number): string {
  if (all === 1) return 'Verify found that its record is not as it was written';
  const those = wrong === all ? 'none of them is exported' : 'they are left out';
  return `Verify found ${count(wrong, 'request')} whose record is not as it was written: ${wrong === 1 && all > 1 ? 'it is left out' : those}`;
}

function useNameOf(ids: readonly RequestId[]): string {
  const only = useHistoryStore((state) => state.summaries[ids[0] ?? '']);
  if (ids.length !== 1 || !only) return count(ids.length, 'request');
  return `${only.request.method} ${only.request.entityName}`;
}

function wordsOf(progress: Progress | null): string {
  if (progress === null) return 'Choose where to save it';
  const { stage, done, total } = progress;
  return stage === 'writing' ? 'Writing the file' : `Reading request ${done + 1} of ${total}`;
}

function Written({ done, onClose }: { done: WrittenPack; onClose: () => void }) {
  return (
    <Dialog focusInside onClose={onClose} title="Evidence pack saved" width={WIDTH}>
      <PackFacts pack={done} />
      <p className="muted small">
        Send the SHA-256 by another way than the file: who has both knows that it is this very file.
        Anybody checks it with Open pack, or with <code>spanwatch verify</code>.
      </p>
      <div className="evidence-foot">
        <Button onClick={() => void showInFolder(done.file)}>Show in folder</Button>
        <Button kind="primary" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
