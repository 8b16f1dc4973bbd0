import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { openWorld } from '../../electron/cli/world.ts';
import type { ManagerId } from '../../shared/ids.ts';
import { ENTITY_KINDS } from '../../shared/nsx/kinds.ts';

type World = Pick<ReturnType<typeof openWorld>, 'product' | 'store'>;

const ROUNDS = 7;

/**
 * Main's part of an open draft: its pre-flight, for a draft of each kind; ms, the first and the slowest of the others;
 * `stall`: the longest that main answered nothing else meanwhile.
 */
export async function preflightTimes(world: World, managerId: ManagerId) {
  const { handlers } = world.product;
  const times: { kind: string; first: number; again: number; stall: number }[] = [];
  for (const kind of ENTITY_KINDS) {
    const page = { after: null, limit: 1 };
    const entityId = world.store.inventory(managerId, kind, page).entities[0]?.id ?? null;
    const input = { managerId, kind, operation: 'change' as const, entityId, body: null };
    const made = await handlers['draft.create'](input);
    if (!made.ok) throw new Error(JSON.stringify(made.failure));
    const each: number[] = [];
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let round = 0; round < ROUNDS; round += 1) {
      const begin = performance.now();
      const answer = await handlers['draft.preflight']({ draftId: made.value.id });
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
      each.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // One more turn of the loop: what stood still at last is counted too.
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    const stall = delay.max / 1e6;
    times.push({ kind, first: each[0] ?? 0, again: Math.max(...each.slice(1)), stall });
  }
  return times;
}
