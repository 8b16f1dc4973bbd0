import { IconPencil } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import { METHOD_OF } from '../../shared/draft.ts';
import { checkEntity } from '../../shared/nsx/entity.ts';
import { useHistoryStore } from '../history/history-store.ts';
import { ManagerName } from '../manager/manager-name.tsx';
import { useManagerStore } from '../manager/manager-store.ts';
import { openNewSession, openPlan } from '../plan/plan-routes.ts';
import { startPlans, usePlanOf, usePlanStore } from '../plan/plan-store.ts';
import { PlansCard } from '../plan/plans-card.tsx';
import { PutInPlan } from '../plan/put-in-plan.tsx';
import { go } from '../shell/route-store.ts';
import { Badge, Dot, Method } from '../ui/badge.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { draftName, kindWords, operationWords } from './draft-names.ts';
import { useDrafts } from './drafts.ts';
import { countChanges } from './field-changes.ts';
import { standingBadge } from './merge/standing-badge.tsx';
import { NewDraftMenu } from './sources/new-draft-menu.tsx';

/** Every draft, on every manager, the last touched first. */
export function DraftsList() {
  const byId = useDrafts((state) => state.drafts);
  const drafts = useMemo(() => Object.values(byId).sort((a, b) => b.savedAt - a.savedAt), [byId]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = drafts.filter(({ id }) => ticked.has(id));
  const tick = (id: string, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const hasPlans = usePlanStore((state) => Object.keys(state.plans).length > 0);
  useEffect(startPlans, []);
  if (drafts.length === 0 && !hasPlans) {
    return (
      <EmptyState
        icon={<IconPencil size={22} />}
        title="No drafts"
        action={<NewDraftMenu primary />}
      >
        A draft begins when you edit, delete or create an object of the inventory. It is saved as
        you type, also without a network, and waits here until you send or discard it.
      </EmptyState>
    );
  }
  const toFix = drafts.filter((draft) => problems(draft) > 0).length;
  return (
    <div className="scroller">
      <Page
        title={
          drafts.length === 1
            ? 'One draft waits to be sent'
            : drafts.length === 0
              ? 'No draft waits to be sent'
              : `${drafts.length} drafts wait to be sent`
        }
        note={
          toFix === 0
            ? 'Drafts can be read and edited without a network. They are saved on this computer as you type.'
            : `${toFix} ${toFix === 1 ? 'has' : 'have'} something to fix. They are saved on this computer as you type.`
        }
        wide
        actions={
          <>
            <Button onClick={openNewSession}>New VPN session</Button>
            <NewDraftMenu />
          </>
        }
      >
        <PlansCard />
        {chosen.length > 0 && <PutInPlan drafts={chosen} onDone={() => setTicked(new Set())} />}
        {drafts.length > 0 && (
          <div className="card table-scroll">
            <table className="table drafts-table">
              <thead>
                <tr>
                  <th className="drafts-tick">
                    <span className="visually-hidden">Choose</span>
                  </th>
                  <th>Object</th>
                  <th>Act</th>
                  <th>Manager</th>
                  <th>Changes</th>
                  <th>State</th>
                  <th className="num">Touched</th>
                </tr>
              </thead>
              <tbody>
                {drafts.map((draft) => (
                  <Row
                    key={draft.id}
                    draft={draft}
                    isTicked={ticked.has(draft.id)}
                    onTick={(isOn) => tick(draft.id, isOn)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Page>
    </div>
  );
}

function problems(draft: Draft): number {
  if (draft.operation === 'delete') return 0;
  return draft.text !== null ? 1 : checkEntity(draft.kind, draft.body, draft.operation).length;
}

type RowProps = { draft: Draft; isTicked: boolean; onTick: (isOn: boolean) => void };

function Row({ draft, isTicked, onTick }: RowProps) {
  const plan = usePlanOf(draft.id)?.plan ?? null;
  const view = useManagerStore((state) => state.byId[draft.managerId]);
  const wrong = problems(draft);
  const others = standingBadge(draft);
  const inDoubt = useHistoryStore((state) =>
    Object.values(state.summaries).some(
      ({ request, verdict }) => request.draftId === draft.id && verdict === 'in-doubt',
    ),
  );
  const changes = draft.operation === 'delete' ? 0 : countChanges(draft);
  const open = () => go({ screen: 'drafts', id: draft.id });
  return (
    <tr className="drafts-row" onClick={open}>
      <td className="drafts-tick">
        {plan === null && (
          <input
            type="checkbox"
            aria-label={`Choose the draft “${draftName(draft)}”`}
            checked={isTicked}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => onTick(event.target.checked)}
          />
        )}
      </td>
      <td>
        <button type="button" className="drafts-open" onClick={open}>
          {draft.operation === 'delete'
            ? draftName({ ...draft, body: draft.base ?? draft.body })
            : draftName(draft)}
        </button>
        <div className="muted small">
          {kindWords(draft)}
          {plan && (
            <>
              {' · in the plan '}
              <LinkButton
                onClick={(event) => {
                  event.stopPropagation();
                  openPlan(plan.id);
                }}
              >
                {plan.name}
              </LinkButton>
            </>
          )}
        </div>
      </td>
      <td>
        <Method method={METHOD_OF[draft.operation]} />{' '}
        <span className="muted small">{operationWords(draft)}</span>
      </td>
      <td>
        <ManagerName view={view} />
      </td>
      <td className="muted">
        {draft.operation === 'delete' ? '' : changes === 1 ? '1 field' : `${changes} fields`}
      </td>
      <td>
        {!view ? (
          <Badge tone="neutral">its manager was removed</Badge>
        ) : inDoubt ? (
          <Badge tone="warning">its write is in doubt</Badge>
        ) : others ? (
          others
        ) : draft.text !== null ? (
          <Badge tone="danger">JSON can’t be read</Badge>
        ) : wrong > 0 ? (
          <Badge tone="danger">{wrong} to fix</Badge>
        ) : draft.operation === 'change' && changes === 0 ? (
          <Badge tone="neutral">nothing changed</Badge>
        ) : (
          <span className="muted">
            <Dot tone="ok" /> can be sent
          </span>
        )}
      </td>
      <td className="num muted">
        <TimeText at={draft.savedAt} />
      </td>
    </tr>
  );
}
