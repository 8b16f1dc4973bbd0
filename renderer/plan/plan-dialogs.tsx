import { useState } from 'react';
import type { Plan, PlanSummary } from '../../shared/plan.ts';
import { MAX_PLAN_NAME } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { go } from '../shell/route-store.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { CheckBox, Field, TextInput } from '../ui/field.tsx';
import { act, discardPlan } from './plan-store.ts';

export function RenamePlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const [name, setName] = useState<string>(plan.name);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function rename() {
    const answer = await act('plan.rename', { planId: plan.id, name });
    if (answer.ok) onClose();
    else setFailure(answer.failure);
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Rename the plan"
      confirm="Rename"
      blocked={name.trim() === '' ? 'Give it a name' : undefined}
      onConfirm={() => void rename()}
    >
      <Field label="Name">
        {(control) => (
          <TextInput
            {...control}
            data-autofocus
            maxLength={MAX_PLAN_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}

/** Takes the plan away. Its drafts stay, unless a person says otherwise; what was sent is history either way. */
export function DiscardPlan({ summary, onClose }: { summary: PlanSummary; onClose: () => void }) {
  const { plan, accepted, total } = summary;
  const left = total - accepted;
  const [withDrafts, setWithDrafts] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function discard() {
    setBusy(true);
    const answer = await discardPlan(plan.id, withDrafts);
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    onClose();
    go({ screen: 'drafts' }, { replace: true });
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Take the plan “${plan.name}” away?`}
      confirm="Take it away"
      danger
      busy={busy}
      onConfirm={() => void discard()}
    >
      <p>
        Nothing changes on the manager, and what was sent is kept under Requests.
        {left > 0 && ` ${count(left, 'draft')} of it ${left === 1 ? 'was' : 'were'} not sent.`}
      </p>
      {left > 0 && (
        <CheckBox
          label="Discard those drafts too"
          help="What was typed in them is thrown away."
          checked={withDrafts}
          onChange={(event) => setWithDrafts(event.target.checked)}
        />
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
