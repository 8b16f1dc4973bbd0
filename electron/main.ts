import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { app, type BrowserWindow, Menu, session } from 'electron';
import { packOf } from './shell/arguments.ts';
import { sayWhenUsable } from './shell/bench.ts';
import { listenForCalls } from './shell/ipc.ts';
import { setMenu } from './shell/menu.ts';
import { registerScheme, serveRenderer } from './shell/scheme.ts';
import { hardenContents, hardenSession } from './shell/security.ts';
import { endWith, isTerminal, startTerminal } from './shell/terminal.ts';
import { createWindow } from './shell/window.ts';

// Chromium's own calls home; the product makes no traffic but to managers.
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');

let window: BrowserWindow | null = null;
let product: Promise<ReturnType<ReturnType<typeof loadProduct>['openProduct']>> | null = null;

if (isTerminal(process.argv)) endWith(startTerminal);
else openDesk();

function openDesk(): void {
  const dataDir = app.commandLine.getSwitchValue('data-dir');
  if (dataDir) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    app.setPath('userData', path.resolve(dataDir));
  }
  // Ours is set when the data is open; Electron need not make one of its own before.
  Menu.setApplicationMenu(null);
  registerScheme();
  hardenContents();
  // Told to the one that is open: Chromium gives it our arguments in another order.
  if (!app.requestSingleInstanceLock({ pack: packOf(process.argv) })) {
    process.stderr.write(
      'Spanwatch is open already on this data; its window was brought to the front.\n',
    );
    app.quit();
    return;
  }
  app.on('second-instance', (_event, _argv, _folder, told) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const pack = (told as { pack?: unknown } | null)?.pack;
    if (typeof pack === 'string') void product?.then(({ openPack }) => openPack(pack));
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
}

/** The window first: main does the rest while the window's own process compiles its script; its calls wait. */
async function start(): Promise<void> {
  const dataFolder = app.getPath('userData');
  hardenSession(session.defaultSession);
  const served = serveRenderer(session.defaultSession, path.join(__dirname, 'renderer'));
  const opened = createWindow({ preload: path.join(__dirname, 'preload.cjs'), dataFolder });
  window = opened;
  opened.on('closed', () => {
    window = null;
  });
  if (process.env.SPANWATCH_BENCH === '1') sayWhenUsable(opened);
  product = served.then(() =>
    loadProduct().openProduct(dataFolder, () => window, packOf(process.argv)),
  );
  listenForCalls(
    opened,
    product.then((ready) => ready.dispatch),
  );
  const { recover } = await product;
  setMenu(opened);
  recover();
}

/**
 * A bundle of its own: what only data, managers and NSX need is read once the window is on its way, and no start
 * waits for it.
 */
function loadProduct(): typeof import('./product.ts') {
  return createRequire(__filename)(path.join(__dirname, 'product.cjs'));
}
