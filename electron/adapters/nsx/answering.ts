import type { Dispatcher } from 'undici';

/** What an answer is made of, its bytes as they came. */
export type Answered = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
};

/** Below this are answers before the answer (1xx). */
const FIRST_FINAL_STATUS = 200;

type Deps = {
  /** Ends the exchange: time is up, or nobody wants it any more. Called with what to do then. */
  onEnd(abort: (reason: unknown) => void): void;
  onHead(status: number, headers: Answered['headers']): void;
  /** The answer grows beyond what is wanted: why, as an error; null while it does not. */
  tooLarge(status: number, bytes: number): Error | null;
};

/**
 * Sends one request and collects its answer. undici's own `request` makes a stream of each answer, which costs more
 * than the rest of a small exchange. Rejects with the network's error, with what ended it, or with `tooLarge`.
 */
export function answering(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  { onEnd, onHead, tooLarge }: Deps,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let isOver = false;
    let reason: Error | null = null;
    let head: Omit<Answered, 'bytes'> | null = null;
    let size = 0;
    const chunks: Buffer[] = [];

    function abort(why: unknown): void {
      if (isOver) return;
      isOver = true;
      reason = why instanceof Error ? why : new Error(String(why));
      reject(reason);
      controller?.abort(reason);
    }
    onEnd(abort);

    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started;
        // It was given up while it waited for a socket.
        if (reason) started.abort(reason);
      },
      onResponseStart(_controller, status, headers) {
        if (status < FIRST_FINAL_STATUS) return;
        head = { status, headers };
        onHead(status, headers);
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        const error = head && tooLarge(head.status, size);
        if (error) abort(error);
        else chunks.push(chunk);
      },
      onResponseEnd() {
        isOver = true;
        const [only, ...others] = chunks;
        const bytes = only && others.length === 0 ? only : Buffer.concat(chunks, size);
        if (head) resolve({ ...head, bytes });
        else reject(new Error('the answer has no head'));
      },
      onResponseError(_controller, error) {
        isOver = true;
        reject(error);
      },
    });
  });
}
