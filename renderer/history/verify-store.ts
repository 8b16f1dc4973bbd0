import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import type { VerifyProblem, VerifyProgress, VerifyReport } from '../../shared/verify-contract.ts';
import { call, onEvent } from '../bridge.ts';

interface VerifyState {
  /** What is being verified now: a request, the whole record (`record`), or nothing. */
  running: string | null;
  progress: VerifyProgress | null;
  /** The newest result of each, and when it was there. */
  reports: Readonly<Record<string, { report: VerifyReport; at: number }>>;
  failures: Readonly<Record<string, Failure>>;
  /** What was found wrong since the start, by request; gone once it is verified again and all is well. */
  wrong: Readonly<Record<string, readonly VerifyProblem[]>>;
}

/** The whole record, where a request's id could stand. */
export const RECORD = 'record';

export const useVerifyStore = create<VerifyState>(() => ({
  running: null,
  progress: null,
  reports: {},
  failures: {},
  wrong: {},
}));

let listening = false;

/**
 * Verifies one request, or the whole record; `fingerprint`: against one that was kept. Answers with the failure of one
 * that can't be used, to be said where it was typed.
 */
export async function verify(
  requestId: RequestId | null,
  fingerprint: string | null = null,
): Promise<Failure | null> {
  const key = requestId ?? RECORD;
  // One at a time, as main has it: what is under way goes on being shown, and can be stopped.
  if (useVerifyStore.getState().running !== null) return null;
  if (!listening) {
    listening = true;
    onEvent('record.progress', (progress) => useVerifyStore.setState({ progress }));
    // What was said of the whole record was said of another one.
    onEvent('record.dropped', () => useVerifyStore.setState(withoutRecord));
  }
  useVerifyStore.setState(({ reports, failures }) => {
    const { [key]: _report, ...others } = reports;
    const { [key]: _failure, ...rest } = failures;
    return { running: key, progress: null, reports: others, failures: rest };
  });
  const answer = await call('record.verify', { requestId, fingerprint });
  const isOdd = !answer.ok && answer.failure.kind === 'invalid';
  useVerifyStore.setState(({ reports, failures, wrong }) => ({
    running: null,
    ...(answer.ok && { wrong: wrongAfter(wrong, answer.value) }),
    progress: null,
    ...(answer.ok && { reports: { ...reports, [key]: { report: answer.value, at: Date.now() } } }),
    ...(!answer.ok && !isOdd && { failures: { ...failures, [key]: answer.failure } }),
  }));
  return isOdd ? answer.failure : null;
}

/** What was said of a fingerprint goes when another one is asked about: it would stand there as the answer. */
export function forgetKept(requestId: RequestId | null): void {
  const key = requestId ?? RECORD;
  useVerifyStore.setState(({ reports }) => {
    if (!reports[key]?.report.kept) return {};
    const { [key]: _before, ...others } = reports;
    return { reports: others };
  });
}

function withoutRecord({ reports }: VerifyState): Pick<VerifyState, 'reports'> {
  const { [RECORD]: _before, ...others } = reports;
  return { reports: others };
}

/** Which requests are known to be wrong after one more verification. Pure. */
export function wrongAfter(
  before: VerifyState['wrong'],
  { requestId, problems, problemCount, cancelled }: VerifyReport,
): VerifyState['wrong'] {
  const after = new Map(Object.entries(before));
  // What was looked at to its end is as it was found now; of too many problems only the first are named.
  const isAllNamed = problemCount <= problems.length;
  if (!cancelled && requestId === null && isAllNamed) after.clear();
  if (!cancelled && requestId !== null) after.delete(requestId);
  const found = new Map<string, VerifyProblem[]>();
  for (const problem of problems) {
    // Its record is sound, and what lists showed was mended.
    if (problem.what === 'summary-changed' || problem.requestId === null) continue;
    found.set(problem.requestId, [...(found.get(problem.requestId) ?? []), problem]);
  }
  return Object.fromEntries([...after, ...found]);
}

export function cancelVerify(): void {
  void call('record.cancel', null);
}
