import { useMemo, useState } from 'react';
import { METHOD_OF } from '../../shared/draft.ts';
import type { DraftId } from '../../shared/ids.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { draftTitle, type Plan } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { useDrafts } from '../draft/drafts.ts';
import { Method } from '../ui/badge.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { CheckBox } from '../ui/field.tsx';
import { act, usePlanStore } from './plan-store.ts';

/** Puts drafts of the plan's manager in it. */
export function AddDrafts({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const byId = useDrafts((state) => state.drafts);
  const plans = usePlanStore((state) => state.plans);
  const [chosen, setChosen] = useState<ReadonlySet<DraftId>>(new Set());
  const [failure, setFailure] = useState<Failure | null>(null);
  const free = useMemo(() => {
    const taken = new Set<string>(Object.values(plans).flatMap((one) => one.plan.draftIds));
    return Object.values(byId)
      .filter((draft) => draft.managerId === plan.managerId && !taken.has(draft.id))
      .sort((a, b) => b.savedAt - a.savedAt);
  }, [byId, plans, plan.managerId]);

  async function add() {
    const answer = await act('plan.add', { planId: plan.id, draftIds: [...chosen] });
    if (answer.ok) onClose();
    else setFailure(answer.failure);
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Put drafts in “${plan.name}”`}
      confirm={chosen.size === 0 ? 'Put them in' : `Put ${count(chosen.size, 'draft')} in`}
      blocked={chosen.size === 0 ? 'Choose at least one' : undefined}
      onConfirm={() => void add()}
    >
      {free.length === 0 ? (
        <p className="muted">
          There is no draft of this manager that is not in a plan. Begin one from the inventory:
          edit, delete or create an object.
        </p>
      ) : (
        <fieldset className="bare plan-choose" aria-label="Drafts of this manager">
          {free.map((draft) => (
            <CheckBox
              key={draft.id}
              checked={chosen.has(draft.id)}
              onChange={({ target }) => {
                const next = new Set(chosen);
                if (target.checked) next.add(draft.id);
                else next.delete(draft.id);
                setChosen(next);
              }}
              label={
                <>
                  <Method method={METHOD_OF[draft.operation]} />{' '}
                  {draftTitle(draft, `new ${KIND_NAME[draft.kind]}`)}
                </>
              }
              help={KIND_NAME[draft.kind]}
            />
          ))}
        </fieldset>
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
