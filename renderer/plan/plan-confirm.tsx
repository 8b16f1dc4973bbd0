import { useMemo, useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { PlanPreview } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { isTypedName } from '../../shared/typed-name.ts';
import { count } from '../../shared/words.ts';
import { ChangeValue } from '../draft/change-value.tsx';
import { firstNames } from '../draft/delete-other.tsx';
import { draftStore } from '../draft/drafts.ts';
import { sentFieldChanges } from '../draft/field-changes.ts';
import type { Copy } from '../draft/lookup.ts';
import { useCopy } from '../inventory/inventories.ts';
import { WheretoFacts } from '../send/whereto-facts.tsx';
import { Method } from '../ui/badge.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { withNewObjects } from './plan-copy.ts';
import { act } from './plan-store.ts';
import { sessionsOf, versionsOf } from './plan-words.ts';

const WIDTH = 680;

/** Of a new object its name and its kind stand above; only of a session the type says more than the kind. */
function newsOf(draft: Draft) {
  const isSaid = (label: string) =>
    draft.operation === 'create' &&
    (label === 'display_name' || (label === 'resource_type' && draft.kind !== 'sessions'));
  return sentFieldChanges(draft).filter(({ label }) => !isSaid(label));
}

/** What goes out with a step, field by field: as it was for a change, and as it will be. */
function Values({ draft, copy }: { draft: Draft | undefined; copy: Copy }) {
  if (!draft || draft.operation === 'delete') return null;
  return (
    <dl className="plan-confirm-values">
      {newsOf(draft).map(({ label, base, mine }) => (
        <div key={label}>
          <dt className="mono muted">{label}</dt>
          <dd>
            {draft.operation === 'change' && (
              <>
                <ChangeValue value={base} other={mine} copy={copy} state="gone" />
                <span aria-hidden className="send-arrow">
                  →
                </span>
                <span className="visually-hidden">becomes</span>
              </>
            )}
            <ChangeValue value={mine} other={base} copy={copy} state="new" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type PlanConfirmProps = {
  preview: PlanPreview;
  view: ManagerView;
  /** Why it can't be sent after all (something changed while the dialog was open). */
  why: string | undefined;
  onClose: () => void;
};

/** The last look before a plan goes out: every object, field and session, and the one act that sends it. */
export function PlanConfirm({ preview, view, why, onClose }: PlanConfirmProps) {
  const { plan } = preview.summary;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // What stands in the dialog is what is sent: a draft that is changed meanwhile is refused.
  const [steps] = useState(() => preview.steps);
  const [drafts] = useState(() => draftStore.getState().drafts);
  const inventory = useCopy(plan.managerId);
  const copy = useMemo(
    () =>
      withNewObjects(
        inventory,
        plan.draftIds.flatMap((id) => drafts[id] ?? []),
      ),
    [inventory, plan.draftIds, drafts],
  );
  const left = steps.flatMap((step, i) => (step.state === 'accepted' ? [] : [{ step, no: i + 1 }]));
  const deletes = left.filter(({ step }) => step.method === 'DELETE').length;
  const sessions = sessionsOf(left.map(({ step }) => step));
  const asks = left.flatMap(({ step, no }) => step.asks.map((ask) => ({ no, step, ask })));
  const { manager } = view;
  const isDeleting = deletes > 0;

  async function send() {
    setBusy(true);
    setFailure(null);
    for (const { step } of left) {
      const flushed = await draftStore.getState().flush(step.draftId);
      if (!flushed.ok) {
        setBusy(false);
        return setFailure(flushed.failure);
      }
    }
    const answer = await act('plan.send', {
      planId: plan.id,
      versions: versionsOf(steps),
      typedName: isDeleting ? typed : null,
    });
    if (answer.ok) return onClose();
    setBusy(false);
    setFailure(answer.failure);
  }

  const blocked =
    why ??
    (isDeleting && !isTypedName(plan.name, typed)
      ? `Type “${plan.name}” to say that you mean it`
      : undefined);
  const begins = left.length === steps.length ? 'Send' : 'Go on with';

  return (
    <ConfirmDialog
      open
      onClose={() => {
        if (!busy) onClose();
      }}
      colour={manager.colour}
      width={WIDTH}
      title={`${begins} “${plan.name}” on ${manager.name}?`}
      confirm={`Send ${count(left.length, 'step')}`}
      danger={isDeleting}
      busy={busy}
      blocked={blocked}
      onConfirm={() => void send()}
      remark="One by one, each once. The first that isn’t accepted stops the rest."
    >
      <dl className="send-facts">
        <WheretoFacts manager={manager} />
        <dt>Sessions</dt>
        <dd>
          {sessions.length === 0 ? (
            <span className="muted">No session is touched</span>
          ) : (
            <>
              <b>{sessions.length.toLocaleString('en-US')}</b> touched:{' '}
              {firstNames(sessions.map(({ name }) => name))}
            </>
          )}
          {preview.asOf !== null && (
            <span className="muted">
              {' '}
              as of <TimeText at={preview.asOf} />
            </span>
          )}
        </dd>
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ol className="plan-confirm" aria-label="The steps, in order" tabIndex={0}>
        {left.map(({ step, no }) => (
          <li key={step.draftId}>
            <span className="plan-confirm-no">{no}</span>
            <Method method={step.method} />
            <span>
              {KIND_NAME[step.kind]} <b>“{step.name}”</b>
              <Values draft={drafts[step.draftId]} copy={copy} />
            </span>
          </li>
        ))}
      </ol>
      {asks.length > 0 && (
        <div className="send-asks">
          <b>Look at this before</b>
          <ul>
            {asks.map(({ no, step, ask }) => (
              <li key={`${step.draftId} ${ask}`}>
                Step {no}, “{step.name}”: <span className="muted">{ask}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {isDeleting && (
        <Field
          label={
            <span>
              Type <b>{plan.name}</b> to delete {count(deletes, 'object')}
            </span>
          }
        >
          {(control) => (
            <div className="send-name">
              <TextInput
                {...control}
                data-autofocus
                value={typed}
                disabled={busy}
                onChange={(event) => setTyped(event.target.value)}
              />
              <CopyButton value={plan.name} what="the name" />
            </div>
          )}
        </Field>
      )}
      {why !== undefined && !busy && (
        <Notice tone="warning" loud title={`It can’t be sent any more: ${why}`}>
          <p>Nothing left this computer. Send comes back as soon as that does.</p>
        </Notice>
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
