import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { type Answer, type Call, isAnswer } from './answers.ts';
import { fingerprintOf } from './certificate.ts';
import type { PracticeControl } from './control.ts';
import { bodyTooLarge, methodNotAllowed } from './errors.ts';
import type { Limits, RateLimit } from './limits.ts';
import { routePractice } from './practice-calls.ts';
import { type LoggedRequest, type RequestLog, withoutProofs } from './request-log.ts';
import { isEntityWrite, routeApi } from './router.ts';
import type { Credentials, SignedIn, SignIn } from './sign-in.ts';
import type { World } from './world.ts';

/** Larger than any entity with 128 subnets a side in many rules; small enough to be no burden. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const FIRST_REFUSING_STATUS = 300;

/** Faults of the line, each for one request, and the gate that `stall` closes. */
export type Line = {
  dropAnswer: boolean;
  dropRequest: boolean;
  gate: Promise<void> | undefined;
};

export type Parts = {
  world: () => World;
  signIn: () => SignIn;
  limits: Limits;
  rate: RateLimit;
  idleMs: number;
  line: Line;
  log: RequestLog;
  control: PracticeControl;
};

/** Takes one HTTP request through log, gate, sign-in, limits and router to its answer. Never throws for what a client sends. */
export async function serve(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = randomUUID();
  const url = new URL(request.url ?? '/', 'https://practice');
  const logged: LoggedRequest = {
    at: parts.world().now(),
    requestId,
    method: request.method ?? 'GET',
    path: `${url.pathname}${url.search}`,
    headers: withoutProofs(request.headers),
    externalRequestId: single(request.headers['x-nsx-ereqid']),
    status: undefined,
  };
  parts.log.add(logged);
  const body = await readAll(request);
  const who = whoCalls(parts, request, url.pathname);
  // Those that are not signed in are counted by where they come from (domain.md §7).
  const client =
    who !== undefined && !isAnswer(who) ? who.user : (request.socket.remoteAddress ?? 'unknown');
  const refused = parts.limits.enter(client);
  if (refused !== undefined) {
    logged.status = refused.status;
    send(response, refused, requestId);
    return;
  }
  try {
    while (parts.line.gate !== undefined) await parts.line.gate;
    if (request.socket.destroyed) return;
    const arrived: Arrived = { method: logged.method, path: url.pathname, url, body, requestId };
    const answer = answerOrLoss(parts, request, arrived, who);
    logged.status = answer?.status;
    if (answer === undefined) request.socket.destroy();
    else send(response, answer, requestId);
  } finally {
    parts.limits.release(client);
  }
}

type Arrived = {
  method: string;
  path: string;
  url: URL;
  body: string | undefined;
  requestId: string;
};
type Caller = SignedIn | Answer | undefined;

const SESSION_PATHS = ['/api/session/create', '/api/session/destroy'];

/** undefined on the two paths where a caller signs in or out. */
function whoCalls(parts: Parts, request: IncomingMessage, path: string): Caller {
  return SESSION_PATHS.includes(path)
    ? undefined
    : parts.signIn().authenticate(credentialsOf(request));
}

/** undefined: the line breaks and there is no answer; the write was applied if its answer was to be lost. */
function answerOrLoss(
  parts: Parts,
  request: IncomingMessage,
  arrived: Arrived,
  who: Caller,
): Answer | undefined {
  const isWrite = isEntityWrite(arrived) && who !== undefined && !isAnswer(who);
  if (isWrite && requestIsLost(parts)) return undefined;
  const chosenToLose = parts.world().scenarios.peek().sideEffect === 'answer-lost';
  const answer = answerTo(parts, request, arrived, who);
  const accepted = isWrite && answer.status < FIRST_REFUSING_STATUS;
  if (!accepted || !(chosenToLose || parts.line.dropAnswer)) return answer;
  parts.line.dropAnswer = false;
  return undefined;
}

function requestIsLost({ line, world }: Parts): boolean {
  if (world().scenarios.peek().sideEffect === 'request-lost') {
    world().scenarios.take();
    return true;
  }
  const lost = line.dropRequest;
  line.dropRequest = false;
  return lost;
}

function answerTo(parts: Parts, request: IncomingMessage, arrived: Arrived, who: Caller): Answer {
  const { method, path, url, body, requestId } = arrived;
  if (body === undefined) return bodyTooLarge();
  if (who === undefined) {
    if (method !== 'POST') return methodNotAllowed(method);
    const signIn = parts.signIn();
    return path.endsWith('create')
      ? signIn.create(request.headers['content-type'], body)
      : signIn.destroy(credentialsOf(request));
  }
  if (isAnswer(who)) return who;
  const call: Call = {
    method,
    path,
    query: url.searchParams,
    body,
    user: who.user,
    requestId,
    allowOverwrite: single(request.headers['x-allow-overwrite']),
  };
  const answer = path.startsWith('/practice/')
    ? routePractice(parts.control, call)
    : routeApi(parts.world(), call, { rate: parts.rate, idleMs: parts.idleMs });
  return who.cookie === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'set-cookie': who.cookie } };
}

function credentialsOf(request: IncomingMessage): Credentials {
  return {
    authorization: request.headers.authorization,
    cookie: request.headers.cookie,
    xsrf: single(request.headers['x-xsrf-token']),
    certificate: certificateOf(request),
  };
}

function certificateOf({ socket }: IncomingMessage): string | undefined {
  const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return shown && fingerprintOf(shown.toString());
}

function send(response: ServerResponse, answer: Answer, requestId: string): void {
  const text =
    answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json, null, 2));
  const type = answer.text === undefined ? 'application/json' : 'text/plain';
  response.writeHead(answer.status, {
    Server: 'NSX',
    'Strict-Transport-Security': 'max-age=31536000 ; includeSubDomains',
    'Cache-Control': 'no-cache, no-store, max-age=0, must-revalidate',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'x-nsx-requestid': requestId,
    ...(text === '' ? {} : { 'Content-Type': `${type};charset=UTF-8` }),
    'Content-Length': Buffer.byteLength(text),
    ...answer.headers,
  });
  response.end(text);
}

async function readAll(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
