import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { isObject } from '../../../shared/json.ts';
import { redactHeaders, redactJson, redactText } from '../../../shared/redaction.ts';
import type { Exchange } from '../../../shared/request.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { answering } from './answering.ts';
import { decoded, ENCODINGS } from './encodings.ts';
import type { Limits } from './limits.ts';
import { FailureError } from './network-failure.ts';
import { withoutSent } from './sent-secrets.ts';

export type HttpCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal | undefined;
  /** The clock asks, not a person: it waits for its turn in the manager's budget. */
  background?: boolean | undefined;
  /** Asked when the turn has come: what nobody wants any more is not sent. */
  wanted?: (() => boolean) | undefined;
};

/** An answer as it came, secrets and all: it stays in this folder, and leaves it only through `exchangeOf`. */
export type RawAnswer = {
  method: string;
  url: string;
  startedAt: number;
  durationMs: number;
  status: number;
  headers: Record<string, string>;
  text: string;
};

export type AnswerHead = Pick<RawAnswer, 'status' | 'headers'>;
export type HttpOptions = {
  origin: string;
  limits: Limits;
  now: () => number;
  oneShot?: boolean;
  /** Told of the answer's head as soon as it is there: its body may never come. */
  onHead?: (head: AnswerHead) => void;
};

/** One HTTP exchange, read to its end. Throws the network's error; `malformed` for a body beyond the limit. */
export async function exchangeHttp(
  dispatcher: Dispatcher,
  call: HttpCall,
  { origin, limits, now, oneShot = false, onHead }: HttpOptions,
): Promise<RawAnswer> {
  const startedAt = now();
  const begin = performance.now();
  const end = createEnd(call.signal, limits.connectMs + limits.headersMs + limits.bodyMs);
  try {
    const options: Dispatcher.DispatchOptions = {
      path: call.path,
      method: call.method,
      headers: { accept: 'application/json', 'accept-encoding': ENCODINGS, ...call.headers },
      body: call.body ?? null,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      // undici sends an idempotent request again when it was queued behind a socket that died: never a write.
      ...(oneShot ? { idempotent: false, reset: true } : {}),
    };
    const answered = await answering(dispatcher, options, {
      onEnd: end.begin,
      onHead: (status, headers) => onHead?.({ status, headers: flatHeaders(headers) }),
      tooLarge: (status, bytes) =>
        bytes > limits.maxBodyBytes ? tooLarge(status, limits.maxBodyBytes) : null,
    });
    const { status, bytes } = answered;
    const headers = flatHeaders(answered.headers);
    return {
      method: call.method,
      url: origin + call.path,
      startedAt,
      status,
      headers,
      text: await textOf(bytes, { status, headers }, limits.maxBodyBytes),
      durationMs: Math.round((performance.now() - begin) * 10) / 10,
    };
  } finally {
    end.over();
  }
}

function tooLarge(status: number, maxBytes: number): FailureError {
  const detail = `The answer is larger than ${maxBytes} bytes.`;
  return new FailureError({ kind: 'malformed', status, detail });
}

/**
 * undici's own time-outs start anew with each byte, or not before a socket is there; this one is for the whole, from
 * the first wait for a socket to the last byte.
 */
function createEnd(asked: AbortSignal | undefined, afterMs: number) {
  let abort: (reason: unknown) => void = () => {};
  const stop = () => abort(asked?.reason);
  const timer = setTimeout(() => {
    const error = new Error('the exchange took too long');
    abort(Object.assign(error, { code: 'ETIMEDOUT' }));
  }, afterMs);
  return {
    begin(how: (reason: unknown) => void): void {
      abort = how;
      if (asked?.aborted) stop();
      else asked?.addEventListener('abort', stop, { once: true });
    },
    over() {
      clearTimeout(timer);
      asked?.removeEventListener('abort', stop);
    },
  };
}

/** The text of a body; what was packed is unpacked, and no further than the limit. */
async function textOf(
  bytes: Buffer,
  { status, headers }: AnswerHead,
  maxBytes: number,
): Promise<string> {
  const encoding = headers['content-encoding'];
  // Where nothing came nothing is packed, whatever the header says: an answer is no less an answer for it.
  if (encoding === undefined || bytes.length === 0) return bytes.toString('utf8');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(Readable.from([bytes]), status, encoding)) {
    size += chunk.length;
    // Leaving the loop ends the unpacking: of a small answer that unpacks to a huge one, no more than this is unpacked.
    if (size > maxBytes) throw tooLarge(status, maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    // Setting it would be setting the prototype.
    if (name !== '__proto__') flat[name.toLowerCase()] = text;
  }
  return flat;
}

/**
 * The answer as it may be stored and shown. `secrets` are what we sent: a proxy's error page may echo them. `redact`:
 * how the body is looked through.
 */
export function exchangeOf(
  answer: RawAnswer,
  secrets: readonly string[],
  redact: (text: string) => string = redactText,
): Exchange {
  return {
    method: answer.method,
    url: answer.url,
    startedAt: answer.startedAt,
    durationMs: answer.durationMs,
    status: answer.status,
    headers: redactHeaders(answer.headers),
    body: answer.text === '' ? '' : redact(wordsOf(answer, secrets)),
  };
}

/**
 * The body of an error without what we sent. A good answer is left as it is: there a short password could be
 * part of an object's name, and what was read may be written back.
 */
export function wordsOf(answer: RawAnswer, secrets: readonly string[]): string {
  if (isGood(answer.status)) return answer.text;
  return withoutSent(answer.text, secrets);
}

export function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

/** NSX's id of this request: on every answer, with its name in any case (domain.md §4); our headers are lower-cased. */
export function nsxRequestIdOf(answer: Pick<RawAnswer, 'headers'>): string | null {
  return answer.headers['x-nsx-requestid'] || null;
}

/** The JSON of a body, secrets replaced; undefined where it is none. */
export function jsonOf(text: string): Json | undefined {
  try {
    return redactJson(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** The JSON object of an answer; `malformed` where it is none. */
export function objectOf(answer: RawAnswer): Result<JsonObject> {
  const json = jsonOf(answer.text);
  if (isObject(json)) return ok(json);
  const detail = json === undefined ? 'The answer is not JSON.' : 'The answer is not an object.';
  return fail({ kind: 'malformed', status: answer.status, detail });
}
