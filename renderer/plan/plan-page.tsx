import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ManagerView } from '../../shared/manager.ts';
import type { Plan, PlanPreview, PlanSummary } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { startHistory } from '../history/history-store.ts';
import { useManager } from '../manager/manager-store.ts';
import { go } from '../shell/route-store.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FailureBanner, FailureState } from '../ui/failure.tsx';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState, LoadingState, Notice } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { AddDrafts } from './add-drafts.tsx';
import { PlanBoard } from './plan-board.tsx';
import { PlanConfirm } from './plan-confirm.tsx';
import { DiscardPlan, RenamePlan } from './plan-dialogs.tsx';
import { PlanManagerNotice } from './plan-manager-notice.tsx';
import { openPlan } from './plan-routes.ts';
import { PlanSteps } from './plan-steps.tsx';
import { PlanStopNotice } from './plan-stop-notice.tsx';
import { act, loadPreview, reversePlan, startPlans, usePlanStore } from './plan-store.ts';
import { orderWords, planSentence, whyNotSend } from './plan-words.ts';
import './plan.css';

/** One change plan: the whole before anything is sent, how far it is, and each step's realization. */
export function PlanPage({ id }: { id: string }) {
  useEffect(startPlans, []);
  useEffect(() => void startHistory(), []);
  const summary = usePlanStore((state) => state.plans[id] ?? null);
  const preview = usePlanStore((state) => state.previews[id] ?? null);
  const failure = usePlanStore((state) => state.previewFailures[id] ?? null);
  const loaded = usePlanStore((state) => state.loaded);
  const view = useManager(summary?.plan.managerId ?? null);
  const planId = summary?.plan.id;
  useEffect(() => {
    if (planId) void loadPreview(planId);
  }, [planId]);

  if (!summary) {
    if (!loaded) return <LoadingState label="Loading the plan" />;
    return (
      <EmptyState
        title="This plan is not there any more"
        action={<Button onClick={() => go({ screen: 'drafts' })}>All drafts and plans</Button>}
      >
        It was taken away. What it sent is kept under Requests.
      </EmptyState>
    );
  }
  if (failure) {
    return (
      <FailureState
        failure={failure}
        action={<Button onClick={() => void loadPreview(summary.plan.id)}>Try again</Button>}
      />
    );
  }
  if (!preview) return <LoadingState label="Loading the plan" />;
  // The summary is told at once, the whole a moment later.
  return <ThePlan preview={{ ...preview, summary }} view={view} />;
}

/** What is confirmed is what is stored at this moment: an edit of a second ago is in it. */
async function askToSend(planId: Plan['id'], ask: () => void): Promise<void> {
  await loadPreview(planId);
  ask();
}

type Asking = 'send' | 'rename' | 'discard' | 'add' | null;

function ThePlan({ preview, view }: { preview: PlanPreview; view: ManagerView | null }) {
  const { summary, steps } = preview;
  const { plan, state } = summary;
  const [asking, setAsking] = useState<Asking>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const why = view ? whyNotSend(preview, view.manager.readOnly) : 'Its manager was removed.';
  const isBegun = state === 'stopped';

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      if (why === undefined) void askToSend(plan.id, () => setAsking((now) => now ?? 'send'));
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [why, plan.id]);

  async function reverse() {
    setFailure(null);
    const answer = await reversePlan(plan.id);
    if (!answer.ok) return setFailure(answer.failure);
    setNotes(answer.value.notes);
    if (answer.value.notes.length === 0) openPlan(answer.value.summary.plan.id);
  }

  async function stop() {
    const answer = await act('plan.stop', { planId: plan.id });
    if (!answer.ok) setFailure(answer.failure);
  }

  return (
    <div className="scroller" data-colour={view?.manager.colour ?? 'none'}>
      <Page
        wide
        title={planSentence(summary)}
        note={<PlanNote summary={summary} view={view} />}
        actions={
          <>
            {summary.accepted > 0 && state !== 'sending' && (
              <Button icon={<IconArrowBackUp size={15} />} onClick={() => void reverse()}>
                Reverse plan
              </Button>
            )}
            {state === 'sending' ? (
              <Button icon={<IconPlayerStop size={15} />} onClick={() => void stop()}>
                Stop after this step
              </Button>
            ) : (
              state !== 'done' && (
                <Button
                  kind="primary"
                  disabled={why !== undefined}
                  why={why}
                  aria-haspopup="dialog"
                  onClick={() => void askToSend(plan.id, () => setAsking('send'))}
                >
                  {isBegun ? 'Go on…' : 'Send plan…'}
                </Button>
              )
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <IconButton label="More about this plan" icon={<IconDots size={17} />} />
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setAsking('add')}>Put drafts in it…</Menu.Item>
                <Menu.Item onClick={() => setAsking('rename')}>Rename…</Menu.Item>
                <Menu.Item onClick={() => setAsking('discard')}>Take the plan away…</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      >
        {failure && <FailureBanner failure={failure} />}
        {notes.length > 0 && (
          <Notice
            tone="warning"
            loud
            title="The reverse plan is made; not everything can be taken back"
            actions={
              <Button onClick={() => void reverse().then(() => setNotes([]))}>Look at it</Button>
            }
          >
            {notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </Notice>
        )}
        <PlanStopNotice preview={preview} />
        <PlanManagerNotice preview={preview} />
        {state === 'done' && <PlanBoard preview={preview} />}
        <Card
          title="Steps"
          note={
            steps.length > 0 &&
            `${orderWords(steps)}; each step goes out once, after the one before was accepted`
          }
          padded={false}
          actions={
            state !== 'sending' &&
            state !== 'done' && (
              <Button size="small" onClick={() => setAsking('add')}>
                Put drafts in it
              </Button>
            )
          }
        >
          {steps.length === 0 ? (
            <EmptyState
              title="No steps yet"
              action={<Button onClick={() => setAsking('add')}>Put drafts in it</Button>}
            >
              Any drafts of this manager can be steps; the plan orders them by what refers to what.
            </EmptyState>
          ) : (
            <PlanSteps preview={preview} />
          )}
        </Card>
        {state !== 'done' && <PlanBoard preview={preview} />}
        {why === undefined && (
          <p className="field-hint">
            <KeyHint keys={[MOD, 'Enter']} /> shows the whole once more before anything leaves.
          </p>
        )}
      </Page>
      {asking === 'send' && view && (
        <PlanConfirm preview={preview} view={view} why={why} onClose={() => setAsking(null)} />
      )}
      {asking === 'rename' && <RenamePlan plan={plan} onClose={() => setAsking(null)} />}
      {asking === 'discard' && <DiscardPlan summary={summary} onClose={() => setAsking(null)} />}
      {asking === 'add' && <AddDrafts plan={plan} onClose={() => setAsking(null)} />}
    </div>
  );
}

function PlanNote({ summary, view }: { summary: PlanSummary; view: ManagerView | null }) {
  return (
    <>
      <LinkButton onClick={() => go({ screen: 'drafts' })}>‹ All drafts and plans</LinkButton>
      {' · '}
      {view ? (
        <>
          on{' '}
          <b className="in-colour">
            {view.manager.name}
            {view.manager.environment && ` · ${view.manager.environment}`}
          </b>
        </>
      ) : (
        'its manager was removed'
      )}
      {' · made '}
      <TimeText at={summary.plan.createdAt} />
    </>
  );
}
