import * as z from 'zod';
import { ERROR_NOT_FOUND, ERROR_SERVICE_DISABLED, readNsxError } from './nsx/error-body.ts';
import type { WriteMethod } from './nsx/kinds.ts';
import type { NsxError } from './result.ts';

/** What the checks add up to. The words are product.md's. */
export const VERDICTS = [
  'accepted',
  'in-progress',
  'realized',
  'unknown',
  'partial',
  'failed',
  'deleted',
  'missing',
  'service-disabled',
  'refused',
  'in-doubt',
  'not-sent',
  'not-asked',
  'timed-out',
  'stopped',
] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

export type Tone = 'ok' | 'info' | 'unknown' | 'warning' | 'danger' | 'neutral';

/** How each verdict is said and toned, and whether it ends the watch. `resume`: a person may take the watch up again. */
export const VERDICT_FACTS: Record<
  Verdict,
  { word: string; tone: Tone; ends: boolean; resume: boolean; meaning: string }
> = {
  accepted: {
    word: 'Accepted',
    tone: 'info',
    ends: false,
    resume: false,
    meaning: 'NSX took the write. Accepted is not realized.',
  },
  'in-progress': {
    word: 'In progress',
    tone: 'info',
    ends: false,
    resume: false,
    meaning: 'Transport nodes are still working on it.',
  },
  realized: {
    word: 'Realized',
    tone: 'ok',
    ends: true,
    resume: false,
    meaning: 'Every transport node has received it. Whether the tunnel is up is another fact.',
  },
  unknown: {
    word: 'Unknown',
    tone: 'unknown',
    ends: false,
    resume: false,
    meaning: 'NSX could not say. This is not a failure; it is asked again.',
  },
  partial: {
    word: 'Partial',
    tone: 'warning',
    ends: true,
    resume: true,
    meaning: 'Some transport nodes have it, some failed.',
  },
  failed: {
    word: 'Failed',
    tone: 'danger',
    ends: true,
    resume: true,
    meaning: 'NSX says that the realization failed.',
  },
  deleted: {
    word: 'Deleted',
    tone: 'ok',
    ends: true,
    resume: false,
    meaning: 'NSX itself answers that the object is gone, as asked.',
  },
  missing: {
    word: 'Missing',
    tone: 'warning',
    ends: true,
    resume: true,
    meaning: 'NSX answers that the object is not there, though this request did not delete it.',
  },
  'service-disabled': {
    word: 'Service disabled',
    tone: 'warning',
    ends: true,
    resume: true,
    meaning:
      'The VPN service is disabled, so NSX has no realization status. Resume once it is enabled.',
  },
  refused: {
    word: 'Refused',
    tone: 'danger',
    ends: true,
    resume: false,
    meaning: 'NSX did not take the write; its own words say why.',
  },
  'in-doubt': {
    word: 'In doubt',
    tone: 'warning',
    ends: true,
    resume: false,
    meaning: 'The write was sent and no answer came. Read the object back to know.',
  },
  'not-sent': {
    word: 'Not sent',
    tone: 'neutral',
    ends: true,
    resume: false,
    meaning: 'No byte of the write left this computer.',
  },
  'not-asked': {
    word: 'Not asked',
    tone: 'neutral',
    ends: false,
    resume: false,
    meaning: 'The check could not be made. This says nothing about NSX.',
  },
  'timed-out': {
    word: 'Timed out',
    tone: 'neutral',
    ends: true,
    resume: true,
    meaning: 'The deadline passed before an end was seen.',
  },
  stopped: {
    word: 'Stopped',
    tone: 'neutral',
    ends: true,
    resume: true,
    meaning: 'Stopped by you.',
  },
};

/** Where one node, or the whole, stands; a coarser word for drawing. The raw word is always kept beside it. */
export type StateClass = 'realized' | 'in-progress' | 'unknown' | 'partial' | 'failed';

/**
 * NSX's state words and their class. The set is open (60 words in 2.5.1, 104 in 4.2.0):
 * a word that is not here is `unknown`, and shown. Sources: the guide, Swagger `ConfigurationState`.
 */
const STATE_WORDS: ReadonlyMap<string, StateClass> = new Map([
  ['in_sync', 'realized'],
  ['success', 'realized'],
  ['pending', 'in-progress'],
  ['in_progress', 'in-progress'],
  ['partial_success', 'partial'],
  ['error', 'failed'],
  ['failed', 'failed'],
  ['orphaned', 'failed'],
  ...[
    'VM_DEPLOYMENT_FAILED',
    'VM_POWER_ON_FAILED',
    'VM_POWER_OFF_FAILED',
    'VM_UNDEPLOY_FAILED',
    'EDGE_CONFIG_ERROR',
    'REGISTRATION_FAILED',
    'APPLIANCE_INTERNAL_ERROR',
    'VM_NETWORK_EDIT_FAILED',
    'VM_RENAME_FAILED',
    'VM_CONFIG_EDIT_FAILED',
    'VM_NODE_REFRESH_FAILED',
    'VM_PLACEMENT_REFRESH_FAILED',
  ].map((word) => [word, 'failed'] as const),
  ['unknown', 'unknown'],
  ['NOT_AVAILABLE', 'unknown'],
]);

/** The class of one of NSX's state words. */
export function classOfState(word: string): StateClass {
  return STATE_WORDS.get(word) ?? 'unknown';
}

/** One transport node's line of an answer (`ConfigurationStateElement`). */
export const NodeState = z.object({
  nodeId: z.string(),
  /** Raw word, verbatim. */
  state: z.string(),
  message: z.string().nullable(),
  code: z.number().nullable(),
  /** `sub_system_name`, in later versions of NSX; else what the copy called it when it was asked. */
  name: z.string().nullable(),
});
export type NodeState = z.infer<typeof NodeState>;

/** What one answered check said. */
export type Reading = {
  verdict: Verdict;
  /** The raw overall word, verbatim; for an error answer `httpStatus`'s or the status's name; null where the body had none. */
  rawState: string | null;
  message: string | null;
  nodes: NodeState[];
  /** NSX's error where the answer was one. */
  error: NsxError | null;
};

/** Where a body is too big or odd to be NSX's: the check counts as not asked. */
export type UnreadableReading = { verdict: 'not-asked'; reason: string };

const text = z.string().optional().catch(undefined);
const code = z.number().optional().catch(undefined);

const StateBody = z.looseObject({
  state: z.string(),
  failure_message: text,
  failure_code: code,
  pending_change_list: z.array(z.unknown()).nullish().catch(undefined),
  details: z
    .array(
      z.looseObject({
        sub_system_id: text,
        sub_system_type: text,
        sub_system_name: text,
        state: text,
        failure_message: text,
        failure_code: code,
      }),
    )
    .nullish(),
});

const HTTP_OK = 200;
const HTTP_BAD_REQUEST = 400;
const HTTP_NOT_FOUND = 404;

const CLASS_VERDICT: Record<StateClass, Verdict> = {
  realized: 'realized',
  'in-progress': 'in-progress',
  unknown: 'unknown',
  partial: 'partial',
  failed: 'failed',
};

/**
 * THE verdict table: what one answer to `GET …/sessions/{id}/state?request_id=` means for a request of this method.
 * `failure_message` is filled for in_progress and unknown too (the guide): it never makes a failure by itself.
 * An error answer that is neither 600 nor 110199 says nothing about realization: the check counts as not asked.
 * `nsxRequestId`: the request's; while `pending_change_list` (NSX 4.2, domain.md §5.1) names it, it is not realized.
 */
export function readAnswer(
  method: WriteMethod,
  status: number,
  body: string,
  nsxRequestId: string | null,
): Reading | UnreadableReading {
  if (status === HTTP_OK) return readState(method, body, nsxRequestId);
  const error = readNsxError(body);
  if (status === HTTP_NOT_FOUND && error.code === ERROR_NOT_FOUND) {
    const verdict = method === 'DELETE' ? 'deleted' : 'missing';
    return { verdict, rawState: 'NOT_FOUND', message: error.message, nodes: [], error };
  }
  if (status === HTTP_BAD_REQUEST && error.code === ERROR_SERVICE_DISABLED) {
    return {
      verdict: 'service-disabled',
      rawState: 'BAD_REQUEST',
      message: error.message,
      nodes: [],
      error,
    };
  }
  return { verdict: 'not-asked', reason: `HTTP ${status}: ${error.message || 'no words'}` };
}

function readState(
  method: WriteMethod,
  body: string,
  nsxRequestId: string | null,
): Reading | UnreadableReading {
  let parsed: ReturnType<typeof StateBody.safeParse>;
  try {
    parsed = StateBody.safeParse(JSON.parse(body));
  } catch {
    return { verdict: 'not-asked', reason: 'the answer is not JSON' };
  }
  if (!parsed.success)
    return { verdict: 'not-asked', reason: 'the answer is no realization state' };
  const { state, failure_message, details, pending_change_list: pending } = parsed.data;
  const nodes = (details ?? []).map((item, index) => ({
    nodeId: item.sub_system_id ?? `node ${index + 1}`,
    state: item.state ?? 'unknown',
    message: item.failure_message ?? null,
    code: item.failure_code ?? null,
    name: item.sub_system_name ?? null,
  }));
  const stateClass = classOf(method, state, nodes);
  const isPending = stateClass === 'realized' && isListed(pending ?? [], nsxRequestId);
  return {
    verdict: CLASS_VERDICT[isPending ? 'in-progress' : stateClass],
    rawState: state,
    message: failure_message ?? null,
    nodes,
    error: null,
  };
}

/**
 * Whether NSX lists the request among the changes that are still pending. An element is an id (or, should it ever be an
 * object, holds it). Without an id of ours any of them may be this one.
 */
function isListed(pending: readonly unknown[], nsxRequestId: string | null): boolean {
  if (nsxRequestId === null) return pending.length > 0;
  const id = nsxRequestId.toLowerCase();
  return pending.some((one) => JSON.stringify(one)?.toLowerCase().includes(id));
}

/**
 * The class of a whole answer: never better than its nodes, whatever the overall word. And a DELETE is not done while
 * NSX still has a state to give: only its NOT_FOUND says that the object is gone (the guide).
 */
function classOf(method: WriteMethod, state: string, nodes: readonly NodeState[]): StateClass {
  const overall = classOfState(state);
  if (overall !== 'realized') return overall;
  const classes = new Set(nodes.map((node) => classOfState(node.state)));
  if (classes.has('failed')) return classes.has('realized') ? 'partial' : 'failed';
  const worse = (['partial', 'unknown', 'in-progress'] as const).find((one) => classes.has(one));
  return worse ?? (method === 'DELETE' ? 'in-progress' : 'realized');
}

/** From what is worst to know to what is best: of sessions that have ended, the first of these that any shows. */
const WORST_ENDED: readonly Verdict[] = [
  'failed',
  'partial',
  'missing',
  'service-disabled',
  'timed-out',
  'stopped',
  'deleted',
  'realized',
];
/** While some are still asked about: the least certain of them. */
const LEAST_CERTAIN: readonly Verdict[] = ['unknown', 'in-progress', 'accepted'];

/**
 * One verdict for a request that touches several sessions: never better than the worst of them. Where some have it
 * and some failed it is Partial. While any is open the whole is open, and as certain as the least certain.
 */
export function combineVerdicts(sessions: readonly { verdict: Verdict; open: boolean }[]): Verdict {
  const open = sessions.filter((session) => session.open);
  if (open.length > 0) {
    const isShown = (verdict: Verdict) => open.some((session) => session.verdict === verdict);
    const shown = LEAST_CERTAIN.find(isShown) ?? 'in-progress';
    return shown === 'accepted' && open.length < sessions.length ? 'in-progress' : shown;
  }
  const has = (verdict: Verdict) => sessions.some((session) => session.verdict === verdict);
  if (has('failed') && has('realized')) return 'partial';
  return WORST_ENDED.find(has) ?? sessions[0]?.verdict ?? 'accepted';
}

/** Counts of nodes that have it, of all that were named; one that several sessions name has it when all have. */
export function countNodes(nodes: readonly NodeState[]): { done: number; total: number } {
  const ids = new Set(nodes.map((node) => node.nodeId));
  const behind = new Set(
    nodes.filter((node) => classOfState(node.state) !== 'realized').map((node) => node.nodeId),
  );
  return { done: ids.size - behind.size, total: ids.size };
}
