import type { OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';

export type Reply = {
  status: number;
  headers: Record<string, string>;
  /** As they were on the wire: name, value, name, value… */
  rawHeaders: string[];
  text: string;
  json: Json;
};
/** Whatever came back; a test looks at the parts that it knows. */
export type Json = { [key: string]: Json };

export type CallOptions = {
  body?: unknown;
  raw?: string;
  headers?: OutgoingHttpHeaders;
  signIn?: 'basic' | 'none';
};

/** One HTTPS request with nothing of the product in it: certificate checked against the manager's own, no retries. */
export function call(
  manager: PracticeManager,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Reply> {
  const { body, raw, headers = {}, signIn = 'basic' } = options;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${manager.url}${path}`,
      {
        method,
        agent: false,
        ca: manager.certificatePem,
        ...(signIn === 'basic' ? { auth: `${manager.user}:${manager.password}` } : {}),
        headers: {
          ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const received = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            ),
            rawHeaders: response.rawHeaders,
            text: received,
            json: response.headers['content-type']?.startsWith('application/json')
              ? JSON.parse(received)
              : {},
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

export const VPN = '/api/v1/vpn/ipsec';
/** The session, its service and its nodes as in NSX's guide. */
export const GUIDE_SESSION = '8dd1c386-9b2c-4448-85b8-51ff649fae4f';
export const GUIDE_SERVICE = '7adfa455-a6fc-4934-a919-f5728957364c';
export const GUIDE_NODES = [
  'fe651e63-04bd-43a4-a8ec-45381a3b71b9',
  'ebe174ac-e4f1-4135-ba72-3dd2eb7099e3',
];

export type Clock = { now: () => number; forward(seconds: number): void };

/** A clock that stands still until it is moved. */
export function stillClock(): Clock {
  let ms = Date.UTC(2026, 0, 15, 8);
  return {
    now: () => ms,
    forward(seconds) {
      ms += seconds * 1000;
    },
  };
}

/** GET, change, PUT: the way of a well-behaved client. */
export async function change(
  manager: PracticeManager,
  path: string,
  patch: Record<string, unknown>,
): Promise<Reply> {
  const { json } = await call(manager, 'GET', path);
  return call(manager, 'PUT', path, { body: { ...json, ...patch } });
}

export function rows(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
