import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { createClock } from './adapters/clock.ts';
import { type DatabaseStore, openDatabase } from './adapters/database/database.ts';
import { folderBytes } from './adapters/folder.ts';
import { newId, newKey } from './adapters/ids.ts';
import { createVault, KEYCHAIN_SERVICE } from './adapters/keychain.ts';
import { createLog } from './adapters/log.ts';
import { createNsx } from './adapters/nsx/nsx.ts';
import { createDispatch } from './domain/dispatch.ts';
import { isHalted } from './domain/manager/halt.ts';
import { createProduct } from './domain/product.ts';
import { createPractice } from './practice/in-process.ts';
import { notifier } from './shell/notifier.ts';
import { onSleep } from './shell/power.ts';
import { endAfterWrites } from './shell/quit.ts';
import { openLink } from './shell/security.ts';

/**
 * Opens the data and the product on it, for the window that is there at the time of telling. Ends the application,
 * with words, where the data can't be opened.
 */
export function openProduct(dataFolder: string, window: () => BrowserWindow | null) {
  const store = openStore(dataFolder);
  nativeTheme.themeSource = store.settings().theme;
  return startProduct(store, dataFolder, window);
}

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

function startProduct(
  store: DatabaseStore,
  dataFolder: string,
  window: () => BrowserWindow | null,
) {
  const log = createLog(dataFolder);
  // The system's own proxy settings, PAC files too, are Chromium's to know.
  const nsx = createNsx({
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    isHalted: (id) => isHalted(store, id),
  });
  const tellWindow = notifier(window);
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
