import type { Lane, Segment } from './lane.ts';
import { toneOf } from './lane-look.ts';
import { inNaturalOrder } from './words.ts';

export type LaneSort = 'named' | 'worst' | 'name' | 'slowest';
export type LaneChoice = { sort: LaneSort; onlyNotRealized: boolean; isFolded: boolean };
export const AS_NAMED: LaneChoice = { sort: 'named', onlyNotRealized: false, isFolded: false };

/** What a lane says last; null where nothing was seen of its node. */
export function lastSeen(lane: Lane): Segment | null {
  return lane.segments.findLast(({ verdict }) => verdict !== null) ?? null;
}

/** When the node was first seen realized for good, since 1970; null where it is not realized now. */
export function realizedSince(lane: Lane): number | null {
  let since: number | null = null;
  for (const { verdict, from } of lane.segments) {
    if (verdict === 'realized') since ??= from;
    else if (verdict !== null) since = null;
  }
  return since;
}

const WORST_FIRST = ['danger', 'warning', 'unknown', 'info', 'neutral', 'ok'];

function badness(lane: Lane): number {
  const last = lastSeen(lane);
  return WORST_FIRST.indexOf(last ? toneOf(last) : 'neutral');
}

/**
 * The lanes as they are wanted: the overall one first, then the nodes. `hidden`: so many realized nodes are not drawn.
 * Pure; what is equal keeps the order in which NSX named it.
 */
export function orderLanes(
  lanes: readonly Lane[],
  { sort, onlyNotRealized, isFolded }: LaneChoice,
): { shown: Lane[]; realized: number; hidden: number } {
  const nodes = lanes.filter(({ overall }) => !overall);
  const isRealized = (lane: Lane) => realizedSince(lane) !== null;
  const realized = nodes.filter(isRealized).length;
  const isHidden = onlyNotRealized || isFolded;
  const wanted = isHidden ? nodes.filter((lane) => !isRealized(lane)) : nodes;
  return {
    shown: [...lanes.filter(({ overall }) => overall), ...sorted(wanted, sort)],
    realized,
    hidden: isHidden ? realized : 0,
  };
}

function sorted(nodes: readonly Lane[], sort: LaneSort): Lane[] {
  if (sort === 'named') return [...nodes];
  if (sort === 'name') return [...nodes].sort((a, b) => inNaturalOrder(a.name, b.name));
  const key = new Map(
    nodes.map((lane) => [lane, sort === 'worst' ? badness(lane) : slowness(lane)]),
  );
  return [...nodes].sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
}

/** Small for slow: what is not realized yet is the slowest of all. */
function slowness(lane: Lane): number {
  return -(realizedSince(lane) ?? Number.MAX_SAFE_INTEGER);
}
