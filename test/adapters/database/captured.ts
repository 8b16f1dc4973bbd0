import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { startPracticeManager } from '../../../electron/practice/practice-manager.ts';
import { stateAt } from '../../../electron/practice/realization-state.ts';
import { type Reading, readAnswer } from '../../../shared/realization.ts';
import type { Exchange, RequestFact } from '../../../shared/request.ts';
import { connectionTo } from '../nsx/connections.ts';

export type Checked = Extract<RequestFact, { type: 'checked' }>;

const NODES = 12;

/** A check of the practice manager as it went over the wire, its answer that of a session on twelve nodes. */
export async function captureCheck(): Promise<Checked> {
  const manager = await startPracticeManager();
  const nsx = createNsx();
  try {
    const session = manager.control.entities('sessions')[0]?.id ?? '';
    const requestId = '6bd3a9a5-8e6a-4a5c-b9fb-0a3c1e0f2d11';
    const answer = await nsx.state(connectionTo(manager), String(session), requestId);
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    return checkedBy(answer.value, bodyAt(0));
  } finally {
    nsx.close();
    await manager.close();
  }
}

/** What the practice manager answers so long after the change: node after node has it, one each second. */
export function bodyAt(elapsedMs: number): string {
  const nodes = Array.from({ length: NODES }, (_none, index) => ({
    nodeId: `0e5a${String(index).padStart(4, '0')}-77f1-4b7e-a0a1-5f6d0c1b2a39`,
    phases: [{ fromMs: (index + 1) * 1000, word: 'in_sync' as const }],
  }));
  return JSON.stringify(stateAt({ nodes, noCcpUntilMs: 0, failsAs: 'error' }, elapsedMs), null, 2);
}

function checkedBy(exchange: Exchange, body: string): Checked {
  const { verdict, rawState, message, nodes } = readAnswer('PUT', 200, body, null) as Reading;
  const headers = { ...exchange.headers, 'content-length': String(Buffer.byteLength(body)) };
  return {
    type: 'checked',
    exchange: { ...exchange, headers, body },
    verdict,
    rawState,
    message,
    nodes,
  };
}

/** The same answer at another time: what differs is what differs between two real ones. */
export function again(check: Checked, startedAt: number, durationMs: number, id: string): Checked {
  const headers = {
    ...check.exchange.headers,
    date: new Date(startedAt + durationMs / 2).toUTCString(),
    'x-nsx-requestid': id,
  };
  return { ...check, exchange: { ...check.exchange, startedAt, durationMs, headers } };
}

/** The same check with what the manager answers later. */
export const withAnswer = (check: Checked, elapsedMs: number): Checked =>
  checkedBy(check.exchange, bodyAt(elapsedMs));
