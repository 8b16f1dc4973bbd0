import { create } from 'zustand';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import type { VerifyProgress, VerifyReport } from '../../shared/verify-contract.ts';
import { call, onEvent } from '../bridge.ts';

interface VerifyState {
  /** What is being verified now: a request, the whole record (`record`), or nothing. */
  running: string | null;
  progress: VerifyProgress | null;
  /** The newest result of each. */
  reports: Readonly<Record<string, VerifyReport>>;
  failures: Readonly<Record<string, Failure>>;
}

/** The whole record, where a request's id could stand. */
export const RECORD = 'record';

export const useVerifyStore = create<VerifyState>(() => ({
  running: null,
  progress: null,
  reports: {},
  failures: {},
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
  useVerifyStore.setState(({ reports, failures }) => ({
    running: null,
    progress: null,
    ...(answer.ok && { reports: { ...reports, [key]: answer.value } }),
    ...(!answer.ok && !isOdd && { failures: { ...failures, [key]: answer.failure } }),
  }));
  return isOdd ? answer.failure : null;
}

function withoutRecord({ reports }: VerifyState): Pick<VerifyState, 'reports'> {
  const { [RECORD]: _before, ...others } = reports;
  return { reports: others };
}

export function cancelVerify(): void {
  void call('record.cancel', null);
}
