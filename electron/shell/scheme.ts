import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from 'electron';
import { protocol } from 'electron';
import { APP_SCHEME, contentSecurityPolicy, newNonce } from './security.ts';

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
 * Resolves once the page has its first script: while the window compiles it, main has time for other work.
 */
export function serveRenderer(session: Session, folder: string): Promise<void> {
  const { promise, resolve } = withResolvers();
  session.protocol.handle(APP_SCHEME, async (request) => {
    const nonce = newNonce();
    try {
      const wanted = decodeURIComponent(new URL(request.url).pathname);
      const file = path.join(folder, wanted === '/' ? 'index.html' : wanted);
      if (!file.startsWith(folder + path.sep)) return new Response('', { status: 404 });
      const content = await readFile(file);
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      const isPage = type.startsWith('text/html');
      if (type.startsWith('text/javascript')) setImmediate(resolve);
      const body = isPage
        ? content.toString('utf8').replaceAll(NONCE_PLACE, nonce)
        : new Uint8Array(content);
      return new Response(body, {
        headers: {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy(nonce),
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        },
      });
    } catch {
      return new Response('', { status: 404 });
    }
  });
  return promise;
}

/** `Promise.withResolvers`, which the oldest Node here lacks. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
