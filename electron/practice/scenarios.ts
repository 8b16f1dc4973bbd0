import type { NodePhase, NodeWord, Plan } from './realization-state.ts';

/** What else a scenario does to the change it is chosen for, besides how the nodes take it. */
export type SideEffect =
  | 'none'
  | 'service-disabled'
  | 'vanishes'
  | 'changed-before'
  | 'answer-lost'
  | 'request-lost';

export type ScenarioText = { id: string; title: string; description: string };
export type Scenario = ScenarioText & {
  sideEffect: SideEffect;
  /** Seconds after the change, per node, at pace 1. */
  phases(nodeIndex: number, nodeCount: number): [seconds: number, word: NodeWord][];
  noCcpSeconds: number;
  failsAs: Plan['failsAs'];
};

/** The first node is done after FIRST_S, each further one STEP_S later: slow enough to watch, quick enough to wait for. */
const FIRST_S = 2.5;
const STEP_S = 2.2;
const SLOW_S = 30;
const UNKNOWN_S = 12;
const NO_CCP_S = 10;
const FAIL_S = 5;

const inTurn = (index: number): [number, NodeWord][] => [
  [0, 'in_progress'],
  [FIRST_S + index * STEP_S, 'in_sync'],
];
const lastNode = (index: number, count: number): boolean => index === count - 1;

function scenario(text: ScenarioText, rest: Partial<Scenario> = {}): Scenario {
  return {
    sideEffect: 'none',
    phases: inTurn,
    noCcpSeconds: 0,
    failsAs: 'error',
    ...text,
    ...rest,
  };
}

export const SCENARIOS: readonly Scenario[] = [
  scenario({
    id: 'normal',
    title: 'Normal',
    description: 'Each transport node in turn, a few seconds in all.',
  }),
  scenario(
    {
      id: 'slow-node',
      title: 'One slow node',
      description: `All nodes but one are quick; the last takes ${SLOW_S} seconds.`,
    },
    {
      phases: (index, count) =>
        lastNode(index, count)
          ? [
              [0, 'in_progress'],
              [SLOW_S, 'in_sync'],
            ]
          : inTurn(index),
    },
  ),
  scenario(
    {
      id: 'node-unknown',
      title: 'A node does not answer for a while',
      description: `The first node is unknown for ${UNKNOWN_S} seconds, so the whole is unknown; then it is realized.`,
    },
    {
      phases: (index) =>
        index === 0
          ? [
              [0, 'unknown'],
              [UNKNOWN_S, 'in_progress'],
              [UNKNOWN_S + STEP_S, 'in_sync'],
            ]
          : inTurn(index),
    },
  ),
  scenario(
    {
      id: 'no-ccp',
      title: 'No control plane answers for a while',
      description: `Unknown without any node for ${NO_CCP_S} seconds, then normal.`,
    },
    {
      noCcpSeconds: NO_CCP_S,
      phases: (index) => [
        [0, 'in_progress'],
        [NO_CCP_S + FIRST_S + index * STEP_S, 'in_sync'],
      ],
    },
  ),
  scenario(
    {
      id: 'node-fails',
      title: 'One node fails',
      description: 'The last node answers with an error, so the whole is an error.',
    },
    {
      phases: (index, count) =>
        lastNode(index, count)
          ? [
              [0, 'in_progress'],
              [FAIL_S, 'error'],
            ]
          : inTurn(index),
    },
  ),
  scenario(
    {
      id: 'partial',
      title: 'Partial success',
      description: 'All nodes but one have it; the whole ends as partial_success.',
    },
    {
      failsAs: 'partial_success',
      phases: (index, count) =>
        lastNode(index, count)
          ? [
              [0, 'in_progress'],
              [FAIL_S, 'failed'],
            ]
          : inTurn(index),
    },
  ),
  scenario(
    {
      id: 'never-ends',
      title: 'Never ends',
      description: 'The last node stays in progress for ever.',
    },
    { phases: (index, count) => (lastNode(index, count) ? [[0, 'in_progress']] : inTurn(index)) },
  ),
  scenario(
    {
      id: 'service-disabled',
      title: 'Service disabled',
      description:
        'Someone disables the VPN service right after the change: NSX then has no realization state to give (110199).',
    },
    { sideEffect: 'service-disabled' },
  ),
  scenario(
    {
      id: 'vanishes',
      title: 'Session disappears',
      description:
        'Someone deletes the session right after the change: NOT_FOUND for something that was not a DELETE.',
    },
    { sideEffect: 'vanishes' },
  ),
  scenario(
    {
      id: 'changed-before',
      title: 'Someone else was faster',
      description: 'Another user changes the object just before the PUT arrives: 412.',
    },
    { sideEffect: 'changed-before' },
  ),
  scenario(
    {
      id: 'answer-lost',
      title: 'The answer is lost',
      description: 'The change is made, but the connection breaks before its answer.',
    },
    { sideEffect: 'answer-lost' },
  ),
  scenario(
    {
      id: 'request-lost',
      title: 'The request is lost',
      description: 'The connection breaks and the change is not made.',
    },
    { sideEffect: 'request-lost' },
  ),
];

export function findScenario(id: string): Scenario | undefined {
  return SCENARIOS.find((candidate) => candidate.id === id);
}

const MS = 1000;

/** A scenario over a session's nodes. `pace` stretches every time: 1 is normal seconds, 0.05 is for tests. */
export function planFor(chosen: Scenario, nodeIds: readonly string[], pace: number): Plan {
  return {
    nodes: nodeIds.map((nodeId, index) => ({
      nodeId,
      phases: chosen
        .phases(index, nodeIds.length)
        .map(([seconds, word]): NodePhase => ({ fromMs: seconds * MS * pace, word })),
    })),
    noCcpUntilMs: chosen.noCcpSeconds * MS * pace,
    failsAs: chosen.failsAs,
  };
}

export type ScenarioChoice = {
  list(): ScenarioText[];
  /** Chosen for the next accepted change; false when there is no such scenario. */
  chooseNext(id: string): boolean;
  chooseDefault(id: string): boolean;
  /** The one chosen for the next change alone; null when it gets the default one. */
  chosen(): string | null;
  /** The one the next change gets, without using it up. */
  peek(): Scenario;
  take(): Scenario;
  reset(): void;
};

/** Remembers which scenario the next change gets; after it, the default one again. */
export function createScenarioChoice(firstDefault: Scenario): ScenarioChoice {
  let usual = firstDefault;
  let next: Scenario | undefined;
  return {
    list: () => SCENARIOS.map(({ id, title, description }) => ({ id, title, description })),
    chooseNext(id) {
      const found = findScenario(id);
      if (found !== undefined) next = found;
      return found !== undefined;
    },
    chooseDefault(id) {
      const found = findScenario(id);
      if (found !== undefined) usual = found;
      return found !== undefined;
    },
    chosen: () => next?.id ?? null,
    peek: () => next ?? usual,
    take() {
      const taken = next ?? usual;
      next = undefined;
      return taken;
    },
    reset() {
      usual = firstDefault;
      next = undefined;
    },
  };
}
