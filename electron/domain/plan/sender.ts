import type { Draft } from '../../../shared/draft.ts';
import type { DraftId, PlanId, RequestId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';
import { nsxErrorText, readNsxError } from '../../../shared/nsx/error-body.ts';
import type { Plan, PlanStop, StepState } from '../../../shared/plan.ts';
import { resolve } from '../../../shared/plan.ts';
import type { RequestEvent, RequestSummary } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { failureInShort } from '../../../shared/words.ts';
import type { Ports } from '../ports.ts';
import { type Preview, stopOfAll, type Versions } from './preview.ts';
import type { Steps } from './steps.ts';

type Needs = Pick<Ports, 'store' | 'clock'>;
export type SenderDeps = {
  steps: Steps;
  preview: Preview;
  /** Stores a body of the draft as its next version. */
  saveBody(draft: Draft, body: JsonObject): Draft | null;
  /** Puts the stored draft on record and sends it once. */
  sendDraft(draft: Draft): Promise<Result<RequestSummary>>;
  /** Resolves when the write has its end. */
  ended(id: RequestId): Promise<unknown>;
  events(id: RequestId): RequestEvent[];
  /** Tells what the plan is now. */
  told(plan: Plan | null): void;
  isClosed(): boolean;
  bug(where: string, error: unknown): void;
};

/** One sending; `stop`: who wants no further step. */
type Run = { stop: 'person' | 'closed' | null };

/** A claim lapses after 30 s; a write may take longer than that. */
const RENEW_MS = 10_000;
const CLOSED = 'Spanwatch was closed meanwhile. Nothing goes out by itself.';

/**
 * Sends plans: one write at a time, each through the one way of sending that there is; the next only after NSX took the
 * one before. Whatever else happens, it stops and says so. It never begins by itself.
 */
export function createSender({ store, clock }: Needs, deps: SenderDeps) {
  const { steps, preview, told } = deps;
  const running = new Map<PlanId, Run>();

  const isRunning = (id: PlanId) => running.has(id);

  /** False where another process sends it. */
  function start(plan: Plan, versions: Versions): boolean {
    if (running.has(plan.id)) return true;
    if (!store.claimPlan(plan.id, clock.now())) return false;
    const run: Run = { stop: null };
    running.set(plan.id, run);
    told(store.updatePlan(plan.id, (now) => ({ ...now, sending: true, stop: null })));
    const cancel = renewed(plan.id);
    void sendAll(plan.id, new Map(entriesOf(versions)), run)
      .catch((error: unknown): Ending => {
        deps.bug('plan', error);
        return { reason: 'blocked', draftId: null, detail: 'Sending went wrong inside Spanwatch.' };
      })
      .then((ending) => end(plan.id, ending))
      .catch((error: unknown) => deps.bug('plan', error))
      .finally(() => {
        cancel();
        running.delete(plan.id);
      });
    return true;
  }

  function renewed(id: PlanId): () => void {
    let cancel = () => {};
    const renew = () => {
      store.claimPlan(id, clock.now());
      cancel = clock.after(RENEW_MS, renew);
    };
    cancel = clock.after(RENEW_MS, renew);
    return () => cancel();
  }

  type Ending = Omit<PlanStop, 'at'> | null;

  /** `null`: every step was taken. */
  async function sendAll(id: PlanId, confirmed: Map<DraftId, number>, run: Run): Promise<Ending> {
    /** What this sending has tried: a step goes out once in it, whatever the record says of it afterwards. */
    const tried = new Set<DraftId>();
    for (;;) {
      const plan = store.plan(id);
      if (!plan) return null;
      nameWhatIsMade(plan, confirmed);
      const whole = await preview(plan);
      const next = whole.steps.find(({ state }) => state !== 'accepted');
      if (!next) return null;
      const { draftId } = next;
      const stop = (reason: PlanStop['reason'], detail: string): Ending => ({
        reason,
        draftId,
        detail,
      });
      // Another process took this one for dead and told the plan's end: what came of it since is not known here.
      const isOver = deps.isClosed() || run.stop === 'closed' || !plan.sending;
      if (isOver) return stop('closed', CLOSED);
      if (run.stop) return stop('person', 'You stopped it. What was accepted stays.');
      // A doubt is no refusal: it is settled by reading, and never by sending again.
      if (next.state === 'in-doubt' || next.state === 'unclear') return stop(...doubt(next.state));
      const why = next.stops[0] ?? stopOfAll(whole);
      if (why !== null) return stop('blocked', why);
      if (tried.has(draftId)) return stop('blocked', 'It was tried, and is not accepted.');
      tried.add(draftId);
      const draft = store.draft(draftId);
      if (!draft || confirmed.get(draftId) !== draft.version) {
        return stop('blocked', 'The draft was changed after the plan was confirmed.');
      }
      // Another process may have taken over what stood still for too long.
      if (!store.claimPlan(id, clock.now())) return stop('closed', CLOSED);
      const sent = await deps.sendDraft(draft);
      if (!sent.ok) return stop('blocked', failureInShort(sent.failure));
      const requestId = sent.value.request.id;
      await deps.ended(requestId);
      told(store.plan(id));
      const after = store.plan(id);
      const state = after ? steps.stateIn(after, draftId) : 'accepted';
      if (state !== 'accepted') return stop(...whyNot(state, requestId));
    }
  }

  /** Ids that came back are put in the drafts that wait for them. What a person typed since keeps its own version. */
  function nameWhatIsMade(plan: Plan, confirmed: Map<DraftId, number>): void {
    const made = steps.madeIn(plan);
    for (const draft of steps.left(plan)) {
      const body = resolve(draft.kind, draft.body, made);
      if (sameJson(body, draft.body)) continue;
      const saved = deps.saveBody(draft, body);
      if (saved && confirmed.get(draft.id) === draft.version) {
        confirmed.set(draft.id, saved.version);
      }
    }
  }

  function whyNot(state: StepState, id: RequestId): [PlanStop['reason'], string] {
    if (state === 'in-doubt' || state === 'unclear') return doubt(state);
    const last = deps.events(id).findLast(({ fact }) => ENDS.has(fact.type))?.fact;
    if (last?.type === 'answered') {
      return ['refused', `NSX refused it: ${refusalIn(last.exchange.status, last.exchange.body)}`];
    }
    const why = last?.type === 'not-sent' ? failureInShort(last.failure) : 'no byte left';
    return ['not-sent', `It was not sent: ${why}.`];
  }

  function end(id: PlanId, ending: Ending): void {
    // The database may be closed already; what is on record says enough for the next start.
    if (deps.isClosed()) return;
    const stop = ending && { ...ending, at: clock.now() };
    told(store.updatePlan(id, (plan) => ({ ...plan, sending: false, stop })));
    store.releasePlan(id);
  }

  /** No step after the one that is under way. */
  function stop(id: PlanId): void {
    const run = running.get(id);
    if (run) run.stop = 'person';
  }

  /** The application ends: the write that is under way is the last. */
  function halt(): void {
    for (const run of running.values()) run.stop = 'closed';
  }

  /** A plan that is said to be under way, and that no living process sends: it ended with its process. */
  function tidy(plan: Plan): Plan {
    if (!plan.sending || running.has(plan.id)) return plan;
    if (!store.claimPlan(plan.id, clock.now())) return plan;
    const next = steps.left(plan)[0] ?? null;
    const stop = next && {
      at: clock.now(),
      reason: 'closed' as const,
      draftId: null,
      detail: CLOSED,
    };
    const tidied = store.updatePlan(plan.id, (now) => ({ ...now, sending: false, stop }));
    store.releasePlan(plan.id);
    return tidied ?? plan;
  }

  return { start, stop, halt, tidy, isRunning, nameWhatIsMade };
}

const ENDS: ReadonlySet<string> = new Set(['answered', 'not-sent']);

function doubt(state: 'in-doubt' | 'unclear'): [PlanStop['reason'], string] {
  return state === 'in-doubt'
    ? ['in-doubt', 'Its answer was lost. It is settled by reading the object back, not by sending.']
    : [
        'in-doubt',
        'Reading back could not tell whether it arrived. Look on the manager; then take the step out of the plan, or send its draft by itself.',
      ];
}

function refusalIn(status: number | null, body: string): string {
  const error = readNsxError(body);
  return `HTTP ${status ?? '?'}: ${nsxErrorText(error)}`;
}

function entriesOf(versions: Versions): [DraftId, number][] {
  return Object.entries(versions) as [DraftId, number][];
}
