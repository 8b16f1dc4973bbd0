import { useState } from 'react';
import type { PlanPreview, PlanStep } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { go } from '../shell/route-store.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { nextWords } from './plan-words.ts';

/** Where sending stopped, why, what is done and what is not, and what a person does next. */
export function PlanStopNotice({ preview }: { preview: PlanPreview }) {
  const { plan, accepted, total, state } = preview.summary;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { stop } = plan;
  if (!stop || state !== 'stopped') return null;
  const doubtful = ({ state }: PlanStep) => state === 'in-doubt' || state === 'unclear';
  const named = preview.steps.findIndex(({ draftId }) => draftId === stop.draftId);
  // Closed in the middle of a step: that step is what a person has to look at.
  const at = named >= 0 ? named : preview.steps.findIndex(doubtful);
  const step = preview.steps[at];
  const requestId = step?.requestId ?? null;
  const left = total - accepted;
  const title = step
    ? `Stopped at step ${at + 1}, “${step.name}”`
    : `Stopped after ${accepted} of ${total}`;
  const isDoubt = step !== undefined && doubtful(step);
  const next = nextWords(isDoubt ? 'in-doubt' : stop.reason, step?.method ?? null);

  async function settle() {
    if (!requestId) return;
    setBusy(true);
    setFailure(null);
    const answer = await call('send.settle', { requestId });
    setBusy(false);
    if (!answer.ok) setFailure(answer.failure);
  }

  return (
    <>
      <Notice
        tone={stop.reason === 'refused' ? 'danger' : 'warning'}
        title={title}
        loud
        actions={
          <>
            {isDoubt && step?.state === 'in-doubt' && (
              <Button busy={busy} onClick={() => void settle()}>
                Read it back
              </Button>
            )}
            {requestId && step?.state !== 'waiting' && (
              <Button onClick={() => go({ screen: 'requests', id: requestId })}>Its request</Button>
            )}
            {step && !isDoubt && (
              <Button onClick={() => go({ screen: 'drafts', id: step.draftId })}>
                Open its draft
              </Button>
            )}
          </>
        }
      >
        <p>{stop.detail}</p>
        <p>
          {accepted === 0 ? 'Nothing was accepted' : `${accepted} accepted and done`}, {left} not.{' '}
          {next}
        </p>
      </Notice>
      {failure && <FailureBanner failure={failure} />}
    </>
  );
}
