import { randomBytes } from 'node:crypto';
import type { Session, WebContents, WebFrameMain } from 'electron';
import { app, shell } from 'electron';

/** The window's own origin; nothing else is ever loaded. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://spanwatch';

/** Pages outside that a person may be sent to, by name: the window never hands over an address. */
export const LINKS = {
  guide:
    'https://techdocs.broadcom.com/us/en/vmware-cis/nsx/vmware-nsx/4-2/administration-guide/virtual-private-network-vpn/check-the-realized-state-of-an-ipsec-vpn-session.html',
  'keychain-help': 'https://wiki.gnome.org/Projects/GnomeKeyring',
} as const;

const NONCE_BYTES = 16;

export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64');
}

/** No script but our own files, no network at all, styles only from our files or with this load's nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** True only for our own page in its main frame: the one sender that main listens to. */
export function isOwnFrame(frame: WebFrameMain | null, contents: WebContents): boolean {
  if (!frame || frame !== contents.mainFrame) return false;
  return originOf(frame.url) === APP_ORIGIN;
}

function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}

/** Denies every permission but writing plain text to the clipboard (the copy buttons), and every request but our files. */
export function hardenSession(session: Session): void {
  session.setSpellCheckerEnabled(false);
  const allowed = (permission: string) => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, done) => done(allowed(permission)));
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowed(permission) && originOf(origin) === APP_ORIGIN,
  );
  session.webRequest.onBeforeRequest((details, done) => {
    const own = details.url.startsWith(`${APP_ORIGIN}/`) || details.url.startsWith('devtools://');
    done({ cancel: !own });
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** No navigation, no new windows, no webviews, for every page that is ever made. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Opens one of the pages of the list in the system's browser. */
export function openLink(name: keyof typeof LINKS): void {
  void shell.openExternal(LINKS[name]);
}

/** Shows a file of ours in the system's file manager. */
export function showInFolder(file: string): void {
  shell.showItemInFolder(file);
}
