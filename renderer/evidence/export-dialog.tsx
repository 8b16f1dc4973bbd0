import { useEffect, useState } from 'react';
import type { ExportOutcome } from '../../shared/evidence-contract.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { call, onEvent } from '../bridge.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { bytesText } from '../storage/words.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import './evidence.css';

type Done = Exclude<ExportOutcome, { outcome: 'cancelled' }>;
type Progress = { stage: 'reading' | 'writing'; done: number; total: number };

const WIDTH = 620;
const PARTS: readonly [name: string, note: string][] = [
  ['report.html', 'opens in any browser, with no network'],
  ['events and bodies', 'the record itself, as JSON'],
  ['checks.csv, traffic.har, report.md', 'for a spreadsheet, a browser’s tools, a ticket'],
  ['manifest.json', 'SHA-256 of each part, and each request’s chain'],
];

/** Exports requests as one evidence pack: what will be in it, how far it is, what came of it. */
export function ExportDialog({ ids, onClose }: { ids: readonly RequestId[]; onClose: () => void }) {
  const [chosen, setChosen] = useState(ids);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = useNameOf(chosen);
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
      {failure && <FailureBanner failure={failure} />}
      {done?.outcome === 'suspect' && <Suspects done={done} />}
      {busy && <Bar progress={progress} />}
      <div className="evidence-foot">
        <Button onClick={close}>Cancel</Button>
        {done?.outcome === 'suspect' ? (
          done.others.length > 0 && (
            <Button kind="primary" onClick={() => void run(done.others)}>
              Export the other {done.others.length}…
            </Button>
          )
        ) : (
          <Button kind="primary" busy={busy} data-autofocus onClick={() => void run(chosen)}>
            Choose where…
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function useNameOf(ids: readonly RequestId[]): string {
  const only = useHistoryStore((state) => state.summaries[ids[0] ?? '']);
  if (ids.length !== 1 || !only) return count(ids.length, 'request');
  return `${only.request.method} ${only.request.entityName}`;
}

function Bar({ progress }: { progress: Progress | null }) {
  const total = progress?.total ?? 0;
  const words =
    progress === null
      ? 'Choose where to save it'
      : progress.stage === 'writing'
        ? 'Writing the file'
        : `Reading request ${progress.done + 1} of ${total}`;
  return (
    <div className="evidence-progress">
      <progress aria-label="Export" max={total || 1} value={progress?.done ?? 0} />
      <span role="status">{words}</span>
    </div>
  );
}

function Suspects({ done }: { done: Extract<ExportOutcome, { outcome: 'suspect' }> }) {
  return (
    <Notice tone="danger" loud title="Nothing was written: this may not be handed on">
      <ul className="evidence-list">
        {done.suspects.slice(0, SHOWN).map(({ requestId, name, place }) => (
          <li key={`${requestId} ${place}`}>
            {name}: {place}
          </li>
        ))}
      </ul>
      {done.suspects.length > SHOWN && <p>And {done.suspects.length - SHOWN} more.</p>}
    </Notice>
  );
}

const SHOWN = 6;

function Written({
  done,
  onClose,
}: {
  done: Extract<ExportOutcome, { outcome: 'written' }>;
  onClose: () => void;
}) {
  const redacted = Object.entries(done.redacted);
  return (
    <Dialog focusInside onClose={onClose} title="Evidence pack saved" width={WIDTH}>
      <dl className="evidence-facts">
        <dt>File</dt>
        <dd>{done.file}</dd>
        <dt>Holds</dt>
        <dd>
          {count(done.requests, 'request')}, {bytesText(done.bytes)}
        </dd>
        <dt>SHA-256</dt>
        <dd className="mono evidence-hash">
          {done.sha256} <CopyButton value={done.sha256} what="SHA-256 of the pack" />
        </dd>
        <dt>Redacted</dt>
        <dd>
          {redacted.length === 0
            ? 'nothing secret was in the record'
            : redacted.map(([place, n]) => `${n} in ${place}`).join(', ')}
        </dd>
      </dl>
      <p className="muted small">
        Send the SHA-256 by another way than the file: who has both knows that it is this very file.
        Anybody checks it with Open pack, or with <code>spanwatch verify</code>.
      </p>
      <div className="evidence-foot">
        <Button kind="primary" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
