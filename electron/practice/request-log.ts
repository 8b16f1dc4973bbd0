import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived. Of what proves who calls, only that it was there is kept. */
export type LoggedRequest = {
  at: number;
  requestId: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  /** `X-NSX-EREQID`: the caller's own request id, which NSX's audit log keeps beside its own (domain.md §4). */
  externalRequestId: string | undefined;
  /** undefined: never answered. */
  status: number | undefined;
};

const PROOFS = ['authorization', 'cookie', 'x-xsrf-token'];
/** Enough for a long test; the log must not grow for as long as the window is open. */
const KEEP = 10_000;

export type RequestLog = {
  add(request: LoggedRequest): void;
  all(): LoggedRequest[];
  clear(): void;
};

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(request) {
      entries = entries.length < KEEP ? entries : entries.slice(1);
      entries.push(request);
    },
    all: () => entries.map((entry) => ({ ...entry, headers: { ...entry.headers } })),
    clear() {
      entries = [];
    },
  };
}

export function withoutProofs(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      PROOFS.includes(name) ? '(present)' : String(value),
    ]),
  );
}
