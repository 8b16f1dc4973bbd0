import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { createClock } from './adapters/clock.ts';
import { type DatabaseStore, openDatabase } from './adapters/database/database.ts';
import { folderBytes } from './adapters/folder.ts';
import { newId, newKey } from './adapters/ids.ts';
import { createVault, KEYCHAIN_SERVICE } from './adapters/keychain.ts';
import { createLog } from './adapters/log.ts';
import { createNsx } from './adapters/nsx/nsx.ts';

import { createDispatch } from './domain/dispatch.ts';
import { createProduct } from './domain/handlers.ts';
import { createPractice } from './practice/in-process.ts';
import { sayWhenUsable } from './shell/bench.ts';
import { listenForCalls, notifier } from './shell/ipc.ts';
import { setMenu } from './shell/menu.ts';
import { onSleep } from './shell/power.ts';
import { endAfterWrites } from './shell/quit.ts';
import { registerScheme, serveRenderer } from './shell/scheme.ts';
import { hardenContents, hardenSession, openLink } from './shell/security.ts';
import { endWith, isTerminal, startTerminal } from './shell/terminal.ts';
import { createWindow } from './shell/window.ts';

// Chromium's own calls home; the product makes no traffic but to managers.
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');

let window: BrowserWindow | null = null;

if (isTerminal(process.argv)) endWith(startTerminal);
else openDesk();

function openDesk(): void {
  const dataDir = app.commandLine.getSwitchValue('data-dir');
  if (dataDir) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    app.setPath('userData', path.resolve(dataDir));
  }
  registerScheme();
  hardenContents();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
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
  const product = served.then(() => openProduct(dataFolder));
  listenForCalls(
    opened,
    product.then((ready) => ready.dispatch),
  );
  const { recover } = await product;
  setMenu(opened);
  recover();
}

function openProduct(dataFolder: string) {
  const store = openStore(dataFolder);
  nativeTheme.themeSource = store.settings().theme;
  return startProduct(store, dataFolder);
}

/** Ends the application, with words, where its data can't be opened. */
function openStore(dataFolder: string): DatabaseStore {
  try {
    return openDatabase(dataFolder);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    dialog.showErrorBox('Spanwatch can’t open its data', words);
    app.exit(1);
    throw error;
  }
}

function startProduct(store: DatabaseStore, dataFolder: string) {
  const log = createLog(dataFolder);
  // The system's own proxy settings, PAC files too, are Chromium's to know.
  const nsx = createNsx({ resolveProxy: (url) => session.defaultSession.resolveProxy(url) });
  const tellWindow = notifier(() => window);
  const product = createProduct(
    {
      nsx,
      store,
      vault: createVault(),
      clock: createClock(),
      newId,
      newKey,
      notify: (name, payload) => {
        if (name === 'settings.changed') nativeTheme.themeSource = store.settings().theme;
        tellWindow(name, payload);
      },
      practice: createPractice(),
      host: {
        info: () => ({
          version: app.getVersion(),
          electron: process.versions.electron ?? '',
          dataFolder,
          dataBytes: folderBytes(dataFolder),
          platform: `${process.platform} ${process.arch}`,
          keychainService: KEYCHAIN_SERVICE,
        }),
        openLink,
      },
    },
    log.bug,
  );
  onSleep(product.suspend, product.wakeAll);
  endAfterWrites(product);
  app.on('will-quit', () => {
    product.close();
    nsx.close();
    store.close();
  });
  return { dispatch: createDispatch(product.handlers, log.bug), recover: product.recover };
}
