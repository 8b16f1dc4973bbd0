import { EventEmitter } from 'node:events';
import type { Dispatcher } from 'undici';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { isObject } from '../../../shared/json.ts';
import { redactHeaders, redactJson, redactText } from '../../../shared/redaction.ts';
import type { Exchange } from '../../../shared/request.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
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
    const { statusCode, headers, body } = await dispatcher.request({
      path: call.path,
      method: call.method,
      headers: { accept: 'application/json', 'accept-encoding': ENCODINGS, ...call.headers },
      body: call.body ?? null,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      signal: end.signal,
      // undici sends an idempotent request again when it was queued behind a socket that died: never a write.
      ...(oneShot ? { idempotent: false, reset: true } : {}),
    });
    const head = { status: statusCode, headers: flatHeaders(headers) };
    onHead?.(head);
    return {
      method: call.method,
      url: origin + call.path,
      startedAt,
      ...head,
      text: await readText(body, head, limits.maxBodyBytes),
      durationMs: Math.round((performance.now() - begin) * 10) / 10,
    };
  } finally {
    end.over();
  }
}

/**
 * undici's own time-outs start anew with each byte, or not before a socket is there; this one is for the whole. It is
 * an emitter, which undici takes as well: an `AbortController` costs as much as the rest of a small exchange.
 */
class End extends EventEmitter {
  aborted = false;
  reason: unknown;
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.emit('abort');
  }
}

function createEnd(asked: AbortSignal | undefined, afterMs: number) {
  const signal = new End();
  const stop = () => signal.abort(asked?.reason);
  if (asked?.aborted) stop();
  asked?.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => {
    const error = new Error('the exchange took too long');
    signal.abort(Object.assign(error, { code: 'ETIMEDOUT' }));
  }, afterMs);
  return {
    signal,
    over() {
      clearTimeout(timer);
      asked?.removeEventListener('abort', stop);
    },
  };
}

async function readText(
  body: Dispatcher.ResponseData['body'],
  { status, headers }: AnswerHead,
  maxBytes: number,
): Promise<string> {
  const length = headers['content-length'];
  // undici holds an answer to the length that it names, so that this one needs no counting.
  if (headers['content-encoding'] === undefined && length && Number(length) <= maxBytes) {
    return Buffer.from(await body.arrayBuffer()).toString('utf8');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(body, status, headers['content-encoding'])) {
    size += chunk.length;
    if (size > maxBytes) {
      const detail = `The answer is larger than ${maxBytes} bytes.`;
      // Leaving the loop destroys the body and its socket; of a small answer that unpacks to a huge one, no more
      // than this was unpacked.
      throw new FailureError({ kind: 'malformed', status, detail });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
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
