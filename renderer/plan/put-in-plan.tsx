import { useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { MAX_PLAN_NAME } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, SelectInput, TextInput } from '../ui/field.tsx';
import { openPlan } from './plan-routes.ts';
import { act, usePlanStore } from './plan-store.ts';
import './plan.css';

/** What can be done with the drafts that are ticked. */
export function PutInPlan({ drafts, onDone }: { drafts: readonly Draft[]; onDone: () => void }) {
  const [asking, setAsking] = useState(false);
  const managers = new Set(drafts.map(({ managerId }) => managerId));
  const why = managers.size > 1 ? 'A plan is for one manager; these are of several.' : undefined;
  return (
    <fieldset className="bare plan-chosen" aria-label="Drafts that are chosen">
      <b>{count(drafts.length, 'draft')} chosen</b>
      <Button
        kind="primary"
        size="small"
        disabled={why !== undefined}
        why={why}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        Put in a plan…
      </Button>
      <Button size="small" kind="quiet" onClick={onDone}>
        Choose none
      </Button>
      {why && <span className="muted small">{why}</span>}
      {asking && <Ask drafts={drafts} onClose={() => setAsking(false)} onDone={onDone} />}
    </fieldset>
  );
}

const NEW = '';

function Ask({
  drafts,
  onClose,
  onDone,
}: {
  drafts: readonly Draft[];
  onClose: () => void;
  onDone: () => void;
}) {
  const managerId = drafts[0]?.managerId;
  const byId = usePlanStore((state) => state.plans);
  const plans = Object.values(byId).filter(
    ({ plan, state }) =>
      plan.managerId === managerId &&
      (state === 'ready' || state === 'stopped' || state === 'empty'),
  );
  const [to, setTo] = useState<string>(NEW);
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const draftIds = drafts.map(({ id }) => id);

  async function put() {
    if (!managerId) return;
    const chosen = byId[to]?.plan;
    const answer = chosen
      ? await act('plan.add', { planId: chosen.id, draftIds })
      : await act('plan.create', { managerId, name, draftIds });
    if (!answer.ok) return setFailure(answer.failure);
    onDone();
    openPlan(answer.value.plan.id);
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Put ${count(drafts.length, 'draft')} in a plan`}
      confirm="Put them in"
      blocked={to === NEW && name.trim() === '' ? 'Give the plan a name' : undefined}
      onConfirm={() => void put()}
      remark="Nothing is sent by this."
    >
      {plans.length > 0 && (
        <Field label="Plan">
          {(control) => (
            <SelectInput {...control} value={to} onChange={(event) => setTo(event.target.value)}>
              <option value={NEW}>A new plan</option>
              {plans.map(({ plan }) => (
                <option key={plan.id} value={plan.id}>
                  {plan.name}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      )}
      {to === NEW && (
        <Field label="Name of the plan" help="What the change is for: a ticket, a site, a window.">
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
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
