import { RequestId } from '../../shared/ids.ts';
import type { VerifyProblem, VerifyReport } from '../../shared/verify-contract.ts';
import {
  dropWords,
  keptWords,
  noFingerprintWords,
  problemWords,
  reportWords,
} from '../../shared/verify-words.ts';
import { count } from '../../shared/words.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { useZone } from '../ui/clock.ts';
import { FailureBanner } from '../ui/failure.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Notice } from '../ui/states.tsx';
import { dayAndClockOf, isoWithOffset } from '../ui/time.ts';
import { SaveFingerprint } from './kept-fingerprint.tsx';
import { cancelVerify, RECORD, useVerifyStore, verify } from './verify-store.ts';
import './verify.css';

const PERCENT = 100;

/** The button that verifies, and while it does the way to stop it. */
export function VerifyButton({ requestId, label }: { requestId: RequestId | null; label: string }) {
  const running = useVerifyStore((state) => state.running);
  const isMine = running === (requestId ?? RECORD);
  if (isMine) {
    return (
      <Button size="small" onClick={cancelVerify}>
        Stop verifying
      </Button>
    );
  }
  return (
    <Button
      size="small"
      disabled={running !== null}
      why={running === null ? undefined : 'Something else is being verified'}
      onClick={() => void verify(requestId)}
    >
      {label}
    </Button>
  );
}

/** How far a verification is, and what it has shown. Nothing before the first. */
export function VerifyResult({ requestId }: { requestId: RequestId | null }) {
  const key = requestId ?? RECORD;
  const running = useVerifyStore((state) => state.running === key);
  const progress = useVerifyStore((state) => state.progress);
  const newest = useVerifyStore((state) => state.reports[key]);
  const failure = useVerifyStore((state) => state.failures[key]);
  if (running) {
    const part = progress ? Math.min(1, progress.done / Math.max(1, progress.total)) : 0;
    return (
      <div className="verify-progress">
        <progress aria-label="Verifying" max={1} value={part} />
        <span className="muted">{Math.floor(part * PERCENT)} % verified</span>
      </div>
    );
  }
  return (
    <div role="status" aria-live="polite">
      {failure && <FailureBanner failure={failure} />}
      {newest && <Report {...newest} />}
    </div>
  );
}

/** What a verification has shown. */
export function Report({ report, at }: { report: VerifyReport; at: number }) {
  const zone = useZone();
  const words = reportWords(report, (at) => dayAndClockOf(at, zone));
  const { problems, problemCount, cancelled, fingerprint, requestId } = report;
  const kept = keptWords(report);
  const none = noFingerprintWords(report);
  const more = problemCount - problems.length;
  const isFine = problemCount === 0;
  return (
    <div className="verify-result">
      <Notice tone={isFine ? (cancelled ? 'unknown' : 'ok') : 'danger'} title={words}>
        <Dropped report={report} />
        {kept !== null && (
          <p>
            {kept} <MonoId id={report.kept?.fingerprint ?? ''} what="kept fingerprint" />
          </p>
        )}
        {none !== null && <p>{none}</p>}
        <p className="muted small">
          As of {dayAndClockOf(at, zone)}; what came on record since was not looked at.
        </p>
        {fingerprint !== null && (
          <div className="verify-head">
            <span>
              Fingerprint of {requestId === null ? 'the record' : 'this request'}. Keep it
              elsewhere: given back here one day, it shows whether anything up to now was changed.
            </span>
            <MonoId id={fingerprint} what="fingerprint" />
            {requestId === null && <SaveFingerprint fingerprint={fingerprint} />}
          </div>
        )}
      </Notice>
      {problems.length > 0 && (
        <ul className="verify-problems" aria-label="What is wrong">
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
            <Problem key={index} problem={problem} ofRecord={requestId === null} />
          ))}
          {more > 0 && <li className="muted">and {more} more</li>}
        </ul>
      )}
    </div>
  );
}

/** What went by age: when, and to which pack it was exported before. */
function Dropped({ report: { dropRuns, dropRunCount } }: { report: VerifyReport }) {
  const zone = useZone();
  const hasSeveral = dropRunCount > 1;
  const shown = dropRuns.filter(({ pack }) => hasSeveral || pack !== null);
  const earlier = dropRunCount - dropRuns.length;
  if (shown.length === 0) return null;
  return (
    <ul className="verify-drops" aria-label="Dropped by age">
      {shown.map((run) => (
        <li key={run.at}>
          <span>
            {hasSeveral
              ? dropWords(run, (at) => dayAndClockOf(at, zone))
              : 'The pack that they are in, by its SHA-256:'}
          </span>
          {run.pack !== null && <MonoId id={run.pack} what="SHA-256 of the pack" />}
        </li>
      ))}
      {earlier > 0 && <li>and {count(earlier, 'earlier go', 'earlier goes')}</li>}
    </ul>
  );
}

function Problem({ problem, ofRecord }: { problem: VerifyProblem; ofRecord: boolean }) {
  const zone = useZone();
  const id = RequestId.safeParse(problem.requestId).data;
  const timeOf = (at: number) =>
    Number.isNaN(new Date(at).getTime()) ? String(at) : isoWithOffset(at, zone);
  const canOpen = ofRecord && id !== undefined && problem.what !== 'request-missing';
  return (
    <li>
      <span>
        {ofRecord && problem.name !== null && <b>{problem.name}: </b>}
        {problemWords(problem, timeOf)}
        {ofRecord && problem.requestId !== null && problem.name === null && (
          <small className="mono"> {problem.requestId}</small>
        )}
      </span>
      {canOpen && (
        <Button size="small" onClick={() => go({ screen: 'requests', id })}>
          Open the request
        </Button>
      )}
    </li>
  );
}
