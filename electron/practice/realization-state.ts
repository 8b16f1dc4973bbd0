/** One element of `details`, in the guide's order of keys. */
export type NodeState = {
  sub_system_type: 'TransportNode';
  sub_system_id: string;
  state: string;
  failure_code?: number;
  failure_message?: string;
};

/** `IPSecVPNSessionState`, in the guide's order of keys. */
export type SessionState = {
  details?: NodeState[];
  state: string;
  failure_code?: number;
  failure_message?: string;
};

export type NodeWord = 'in_progress' | 'in_sync' | 'unknown' | 'error' | 'failed';

/** From `fromMs` after the change on, the node says `word`. */
export type NodePhase = { fromMs: number; word: NodeWord };

/** How one change reaches the nodes of one session. */
export type Plan = {
  nodes: { nodeId: string; phases: NodePhase[] }[];
  /** Until then no CCP answers: `unknown`, without details. */
  noCcpUntilMs: number;
  /** What the whole becomes once a node has failed. */
  failsAs: 'error' | 'partial_success';
};

/** The CCP id of the guide's examples. */
const CCP_ID = 'ab5958df-d98a-468e-a72b-d89dcdae5346';
/** Of the practice manager alone: no public source names the codes of a failed VPN realization. */
const NODE_FAILURE_CODE = 110_301;

/** The guide's words, letter for letter (one has a space after "Message:", the other none). */
const NODE_MESSAGES: Partial<Record<NodeWord, string>> = {
  in_progress: `CCP Id:${CCP_ID}, Message:State realization is in progress at the node.`,
  unknown: `CCP Id:${CCP_ID}, Message: Unable to get response from the node. Please retry operation after some time.`,
  error: `CCP Id:${CCP_ID}, Message:IPSec VPN session configuration failed at the node.`,
  failed: `CCP Id:${CCP_ID}, Message:IPSec VPN session configuration failed at the node.`,
};

const OVERALL_MESSAGES: Record<string, string> = {
  in_progress: 'The state realization is in progress at transport nodes.',
  unknown: 'The state realization is unknown at transport nodes',
  error: 'The state realization failed at transport nodes.',
  partial_success: 'The state realization failed at some of the transport nodes.',
};

const NO_CCP: SessionState = {
  state: 'unknown',
  failure_message:
    'Unable to get response from any CCP node. Please retry operation after some time.',
};

/** What NSX would answer `elapsedMs` after the change. Pure: the same plan and time give the same answer. */
export function stateAt(plan: Plan, elapsedMs: number): SessionState {
  if (elapsedMs < plan.noCcpUntilMs) return { ...NO_CCP };
  const details = plan.nodes.map(({ nodeId, phases }) =>
    nodeState(nodeId, wordAt(phases, elapsedMs)),
  );
  const words = details.map((detail) => detail.state);
  const overall = overallWord(words, plan.failsAs);
  const failed = overall === 'error' || overall === 'partial_success';
  const message = OVERALL_MESSAGES[overall];
  return {
    details,
    state: overall,
    ...(failed ? { failure_code: NODE_FAILURE_CODE } : {}),
    ...(message === undefined ? {} : { failure_message: message }),
  };
}

/** Every node has it: what a session says that nobody has touched. */
export function inSync(nodeIds: readonly string[]): SessionState {
  return { details: nodeIds.map((id) => nodeState(id, 'in_sync')), state: 'in_sync' };
}

function nodeState(nodeId: string, word: NodeWord): NodeState {
  const message = NODE_MESSAGES[word];
  return {
    sub_system_type: 'TransportNode',
    sub_system_id: nodeId,
    state: word,
    ...(word === 'error' || word === 'failed' ? { failure_code: NODE_FAILURE_CODE } : {}),
    ...(message === undefined ? {} : { failure_message: message }),
  };
}

function wordAt(phases: readonly NodePhase[], elapsedMs: number): NodeWord {
  return phases.findLast((phase) => elapsedMs >= phase.fromMs)?.word ?? 'in_progress';
}

/** One node's `unknown` hides the others' `in_sync` (the guide); a failure outranks it. */
function overallWord(words: readonly string[], failsAs: Plan['failsAs']): string {
  const busy = words.includes('in_progress');
  if (words.includes('error')) return failsAs;
  if (words.includes('unknown')) return 'unknown';
  if (busy) return 'in_progress';
  return words.includes('failed') ? failsAs : 'in_sync';
}
