import { expect, it } from 'vitest';
import { createSender, type SenderDeps } from '../../electron/domain/plan/sender.ts';
import type { WriteEnd } from '../../electron/domain/ports.ts';
import type { Draft } from '../../shared/draft.ts';
import { DraftId, ManagerId, PlanId } from '../../shared/ids.ts';
import type { Plan, PlanPreview } from '../../shared/plan.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { ok } from '../../shared/result.ts';
import { fakeClock, must, RIGHT_PASSWORD, startProduct } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';
import {
  answerWrites,
  confirm,
  draftNamed,
  LOST,
  look,
  sendPlan,
  settled,
  withPlan,
} from './plan-world.ts';

/** A claim lapses after 30 s without a word (`adapters/database/claims.ts`). */
const CLAIM_MS = 30_000;

it('tries a step once in one sending, though the record does not show it as accepted afterwards', async () => {
  const store = memoryStore();
  const clock = fakeClock();
  const draftId = DraftId.parse('d-1');
  const plan: Plan = {
    ...{ id: PlanId.parse('p-1'), managerId: ManagerId.parse('m-1'), name: 'x', createdAt: 1 },
    ...{ draftIds: [draftId], steps: [], sending: false, stop: null, reverses: null },
  };
  store.addPlan(plan);
  store.saveDraft({ id: draftId, version: 1 } as Draft);
  const step = { draftId, state: 'waiting', stops: [] } as unknown as PlanPreview['steps'][number];
  let sent = 0;
  const sender = createSender({ store, clock }, {
    steps: { left: () => [], madeIn: () => new Map(), stateIn: () => 'accepted' },
    preview: async () => ({ steps: [step], lines: [] }),
    sendDraft: async () => {
      sent += 1;
      return ok({ request: { id: 'r-1' } } as RequestSummary);
    },
    ended: async () => {},
    told: () => {},
    isClosed: () => sent > 3,
    bug: () => {},
  } as unknown as SenderDeps);
  expect(sender.start(plan, { [draftId]: 1 })).toBe(true);
  await settled({ clock });
  expect(sent).toBe(1);
  expect(store.plan(plan.id)?.stop).toMatchObject({
    reason: 'blocked',
    detail: expect.stringContaining('was tried'),
  });
});

it('asks for the plan before each step: another process that has taken it over sends the rest', async () => {
  const app = await withPlan();
  const writes = answerWrites(app, (name) => {
    if (name === 'ike') app.store.takenPlans.add(app.planId);
    return null;
  });
  await sendPlan(app, app.planId);
  expect(writes.map(({ body }) => body?.display_name)).toEqual(['svc', 'ike']);
});

it('keeps the plan for as long as a step takes, and not longer', async () => {
  const app = await withPlan();
  const claimed: number[] = [];
  const { claimPlan } = app.store;
  app.store.claimPlan = (id, now) => {
    claimed.push(now);
    return claimPlan(id, now);
  };
  let end = () => {};
  app.nsx.onWrite = (_write, onSent) => {
    onSent();
    return new Promise<WriteEnd>((resolve) => {
      end = () => resolve({ end: 'not-sent', failure: LOST });
    });
  };
  await confirm(app, app.planId);
  for (let s = 0; s < 90; s += 5) {
    await app.clock.advance(5_000);
    expect(app.clock.now() - (claimed.at(-1) ?? 0)).toBeLessThan(CLAIM_MS);
  }
  end();
  await settled(app);
  const before = claimed.length;
  await app.clock.advance(60_000);
  expect(claimed.length).toBe(before);
});

it('names what was made at the next start, where the application ended before the drafts had its id', async () => {
  const app = await withPlan();
  answerWrites(app);
  const copies: ReturnType<typeof app.store.copy>[] = [];
  const { addFact } = app.store;
  app.store.addFact = (...args) => {
    const event = addFact(...args);
    copies.push(app.store.copy());
    return event;
  };
  must(await sendPlan(app, app.planId));
  /** The service is taken and all is done about it; the next step has not begun. */
  const disk = copies.findLast(({ requests }) => requests.size === 1);
  if (!disk) throw new Error('no such moment');
  const next = startProduct({ store: memoryStore(disk) });
  const managerId = next.store.managers()[0]?.id;
  if (!managerId) throw new Error('no manager');
  await next.vault.keep(managerId, RIGHT_PASSWORD, 'keychain');
  next.product.recover();
  await settled(next);
  const local = await draftNamed(next, 'local');
  expect(local.body.ipsec_vpn_service_id).toMatchObject({ target_id: 'nsx-svc' });
  expect((await look(next, app.planId)).summary.accepted).toBe(1);
});
