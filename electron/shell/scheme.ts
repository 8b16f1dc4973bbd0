import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProtocolResponse, Session } from 'electron';
import { protocol } from 'electron';
import { APP_ORIGIN, APP_SCHEME, contentSecurityPolicy, newNonce } from './security.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const NONCE_PLACE = '__CSP_NONCE__';
const NOT_FOUND = { statusCode: 404, data: Buffer.alloc(0) };

/** Must run before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      // codeCache: the window's scripts are compiled once, not at every start.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Serves the renderer's files, and nothing outside their folder, each with the strict policy.
 * Resolves once the page itself is on its way: until the window's process is there to ask for more, main has time for
 * other work. Later it has none: work then would hold up the script on its way out.
 */
export function serveRenderer(session: Session, folder: string): Promise<void> {
  const { promise, resolve } = withResolvers();
  // Not `protocol.handle`: its `Request` and `Response` make Node load its whole fetch before the first byte of the
  // page, a tenth of a start.
  session.protocol.registerBufferProtocol(APP_SCHEME, (request, answer) => {
    void fileOf(folder, request.url).then((served) => {
      answer(served);
      if (request.url === `${APP_ORIGIN}/`) setImmediate(resolve);
    });
  });
  return promise;
}

type Served = ProtocolResponse & { data: Buffer };

/** The file that an address of ours stands for, with its headers; 404 without a body for all others. */
async function fileOf(folder: string, url: string): Promise<Served> {
  const nonce = newNonce();
  try {
    const wanted = decodeURIComponent(new URL(url).pathname);
    const file = path.join(folder, wanted === '/' ? 'index.html' : wanted);
    if (!file.startsWith(folder + path.sep)) return NOT_FOUND;
    const content = await readFile(file);
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    const isPage = type.startsWith('text/html');
    return {
      data: isPage ? Buffer.from(content.toString('utf8').replaceAll(NONCE_PLACE, nonce)) : content,
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy(nonce),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      },
    };
  } catch {
    return NOT_FOUND;
  }
}

/** `Promise.withResolvers`, which the oldest Node here lacks. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
