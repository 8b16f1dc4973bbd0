/**
 * What a call is answered with. A refusal is an answer like any other: nothing in the practice manager
 * throws for something that a client may cause.
 */
export type Answer = {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON. Left out: an empty body, as NSX answers a DELETE (Swagger 2.5.1). */
  json?: unknown;
  /** Sent as text/plain; only `peer-config` does so. */
  text?: string;
};

/** A call, after sign-in, as the handlers see it. */
export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  user: string;
  requestId: string;
  /** `X-Allow-Overwrite`, verbatim; undefined when not sent. */
  allowOverwrite: string | undefined;
};

export const ok = (json: unknown): Answer => ({ status: 200, json });
export const created = (json: unknown): Answer => ({ status: 201, json });
export const empty = (): Answer => ({ status: 200 });
export const plainText = (text: string): Answer => ({ status: 200, text });

/** True for a value that a handler already made into an answer, rather than a result to go on with. */
export function isAnswer(value: object): value is Answer {
  return 'status' in value && typeof value.status === 'number';
}
