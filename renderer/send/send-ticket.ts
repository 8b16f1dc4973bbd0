import type { RequestSummary } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';

type Ports = {
  /** Waits until main has what was typed; the version that it has. */
  flush(): Promise<Result<number>>;
  send(version: number, typedName: string | null): Promise<Result<RequestSummary>>;
};

export type SendTicket = {
  /** Sends, once: null where this ticket is under way or used up already. */
  use(typedName: string | null): Promise<Result<RequestSummary> | null>;
};

/**
 * One confirmation is one write. However often the button or Enter is pressed, the command goes to main once;
 * only where main said that nothing was put on record (a Failure) may the same ticket be used again.
 * What is sent is the version that was confirmed: where another one was saved meanwhile, nothing is sent.
 */
export function createSendTicket(confirmedVersion: number, ports: Ports): SendTicket {
  let used = false;
  return {
    async use(typedName) {
      if (used) return null;
      used = true;
      const flushed = await ports.flush();
      if (!flushed.ok) {
        used = false;
        return flushed;
      }
      if (flushed.value !== confirmedVersion) {
        const detail =
          'The draft was changed while you were confirming. Look at it again, then send.';
        return { ok: false, failure: { kind: 'stale', detail } };
      }
      const sent = await ports.send(confirmedVersion, typedName);
      if (!sent.ok) used = false;
      return sent;
    },
  };
}
