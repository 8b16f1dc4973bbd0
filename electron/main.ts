import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, nativeTheme, session } from 'electron';
import { createClock } from './adapters/clock.ts';
import { openDatabase } from './adapters/database/database.ts';
import { folderBytes } from './adapters/folder.ts';
import { newId } from './adapters/ids.ts';
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
import { registerScheme, serveRenderer } from './shell/scheme.ts';
import { hardenContents, hardenSession, openLink } from './shell/security.ts';
import { createWindow } from './shell/window.ts';

const dataDir = app.commandLine.getSwitchValue('data-dir');
if (dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  app.setPath('userData', path.resolve(dataDir));
}
// Chromium's own calls home; the product makes no traffic but to managers.
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');
registerScheme();
hardenContents();

let window: BrowserWindow | null = null;

if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
}

function start(): void {
  const dataFolder = app.getPath('userData');
  const log = createLog(dataFolder);
  hardenSession(session.defaultSession);
  serveRenderer(session.defaultSession, path.join(__dirname, 'renderer'));

  const store = openDatabase(dataFolder);
  const nsx = createNsx();
  const notify = notifier(() => window);
  const product = createProduct({
    nsx,
    store,
    vault: createVault(),
    clock: createClock(),
    newId,
    notify: (name, payload) => {
      if (name === 'settings.changed') nativeTheme.themeSource = store.settings().theme;
      notify(name, payload);
    },
    practice: createPractice(),
    host: {
      info: () => ({
        version: app.getVersion(),
        electron: process.versions['electron'] ?? '',
        dataFolder,
        dataBytes: folderBytes(dataFolder),
        platform: `${process.platform} ${process.arch}`,
        keychainService: KEYCHAIN_SERVICE,
      }),
      openLink,
    },
  });
  const dispatch = createDispatch(product.handlers, log.bug);

  window = createWindow({
    preload: path.join(__dirname, 'preload.cjs'),
    dataFolder,
    theme: store.settings().theme,
  });
  listenForCalls(window, Promise.resolve(dispatch));
  setMenu(window);
  if (process.env['SPANWATCH_BENCH'] === '1') sayWhenUsable(window);
  window.on('closed', () => {
    window = null;
  });

  product.recover();
  onSleep(product.suspend, product.wakeAll);
  app.on('will-quit', () => {
    product.close();
    store.close();
    void nsx.close();
  });
}
