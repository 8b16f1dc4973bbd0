import { BrowserWindow, session } from 'electron';
import { inTurn } from '../domain/evidence/in-turn.ts';
import { APP_SCHEME } from './security.ts';

/** Of its own, in memory: nothing of the window's session is there, and nothing is left of it. */
const PARTITION = 'report';
const PAGE = `${APP_SCHEME}://report/`;

const PAGE_NUMBERS =
  '<div style="width:100%;padding:0 14mm;text-align:right;font:8pt sans-serif;color:#5b6675">Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>';

/**
 * Prints a page of our own making to PDF: no script, no network, nothing but that one page. One at a time: the session,
 * and the page that it serves, is the same for all of them.
 */
export const pdfOf: (html: string) => Promise<Buffer> = inTurn(print);

async function print(html: string): Promise<Buffer> {
  const own = session.fromPartition(PARTITION, { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  own.webRequest.onBeforeRequest((details, done) => done({ cancel: details.url !== PAGE }));
  own.protocol.registerBufferProtocol(APP_SCHEME, (_request, answer) =>
    answer({ data: Buffer.from(html), mimeType: 'text/html', charset: 'utf-8' }),
  );
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
    },
  });
  try {
    await window.loadURL(PAGE);
    return await window.webContents.printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      // In the margin that the page's own style leaves.
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: PAGE_NUMBERS,
    });
  } finally {
    window.destroy();
    own.protocol.unregisterProtocol(APP_SCHEME);
  }
}
