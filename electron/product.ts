import path from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import type { Input } from '../shared/contract.ts';
import { type Failure, fail, ok, type Result } from '../shared/result.ts';
import type { Restored, StorageTrouble } from '../shared/storage.ts';
import { createClock } from './adapters/clock.ts';
import { archiveThread } from './adapters/database/archive-thread.ts';
import { type DatabaseStore, openDatabase } from './adapters/database/database.ts';
import { DatabaseError } from './adapters/database/database-error.ts';
import type { NotedKey } from './adapters/database/draft-keys.ts';
import { DATABASE_FILE, isOfBefore } from './adapters/database/open-file.ts';
import { folderBytes } from './adapters/folder.ts';
import { newId, newKey } from './adapters/ids.ts';
import { createVault, KEYCHAIN_SERVICE } from './adapters/keychain.ts';
import { createLog } from './adapters/log.ts';
import { createNsx } from './adapters/nsx/nsx.ts';
import { person } from './adapters/person.ts';
import { copyOf, listAside } from './adapters/storage/aside.ts';
import { listBackups } from './adapters/storage/backups.ts';
import { untilLetGo } from './adapters/storage/let-go.ts';
import { putAside, restoreFrom } from './adapters/storage/put-aside.ts';
import { createStorage } from './adapters/storage/storage.ts';
import { storageFailure } from './adapters/storage/storage-failure.ts';
import { createDesk } from './domain/desk.ts';
import { createDispatch } from './domain/dispatch.ts';
import { isHalted } from './domain/manager/halt.ts';
import type { Host, Ports } from './domain/ports.ts';
import { createProduct } from './domain/product.ts';
import { createFailing } from './domain/storage/failing.ts';
import type { Opened } from './opened.ts';
import { createPractice } from './practice/in-process.ts';
import { createReviewing } from './reviewing.ts';
import { notifier } from './shell/notifier.ts';
import { onSleep } from './shell/power.ts';
import { endAfterWrites, settled } from './shell/quit.ts';
import { openLink, showInFolder } from './shell/security.ts';
import { troubleHandlers } from './trouble.ts';
import { updating } from './updating.ts';

type Dispatch = Opened['dispatch'];

/**
 * Opens the data and the product on it, for the window that is there at the time of telling; where the data can't be
 * opened, the ways on. Both may give way to the other while the application runs.
 */
export function openProduct(
  dataFolder: string,
  window: () => BrowserWindow | null,
  pack: string | null = null,
) {
  const file = path.join(dataFolder, DATABASE_FILE);
  const log = createLog(dataFolder);
  /** Of the database that another one takes the place of: that one's start takes out those whose draft it does not have. */
  let leftKeys: NotedKey[] = [];
  let current = open();
  /** Another record is being opened in the place of this one. */
  let changing: Promise<unknown> | null = null;
  let isLeaving = false;
  let restored: Restored | null = null;

  /** Data of an earlier version is brought up to date first, while the window says so. */
  function open(): Opened {
    return isOfBefore(dataFolder) ? update() : openNow();
  }

  function update(): Opened {
    const needs = { script: UPDATE_FILE, dataFolder, notify: notifier(window), bug: log.bug };
    const storage = createStorage(dataFolder, WORKER_FILE);
    return updating({ ...needs, storage, ...whileClosed() }, (error, pack) => {
      current = error ? whyClosed(error) : openNow();
      current.recover();
      void Promise.resolve(pack && current.openPack(pack)).finally(() =>
        window()?.webContents.reload(),
      );
    });
  }

  function openNow(): Opened {
    try {
      const store = openDatabase(dataFolder);
      store.noteKeys(leftKeys);
      leftKeys = [];
      nativeTheme.themeSource = store.settings().theme;
      return startProduct(store, dataFolder, window, log, {
        restore,
        damaged,
        restored: (forget) => {
          if (forget) restored = null;
          return restored;
        },
        show,
      });
    } catch (error) {
      return whyClosed(error);
    }
  }

  function whyClosed(error: unknown): Opened {
    log.bug('open', error);
    const problem = error instanceof DatabaseError ? error.problem : 'unusable';
    const kind = problem === 'corrupt' ? 'damaged' : problem;
    const detail = error instanceof DatabaseError ? error.why : String(error);
    return inTrouble({ kind, detail, found: 'at-start' }, error);
  }

  /** What a window may ask without any data. */
  function whileClosed() {
    return {
      info: async () => ok({ ...infoOf(dataFolder), keychain: await createVault().status() }),
      openLink: ({ link }: Input<'app.open-link'>) => {
        openLink(link);
        return ok(null);
      },
    };
  }

  function inTrouble(
    what: Pick<StorageTrouble, 'kind' | 'detail' | 'found'>,
    error: unknown,
  ): Opened {
    const storage = createStorage(dataFolder, WORKER_FILE);
    const failure = storageFailure(error) ?? {
      kind: 'storage',
      reason: 'other',
      detail: what.detail,
    };
    const handlers = troubleHandlers({ ...what, file }, failure, {
      storage,
      ...whileClosed(),
      restore,
      beginAnew: () => anew(() => void putAside(file, dataFolder, Date.now())),
      tryAgain: () => anew(() => {}),
    });
    return {
      dispatch: createDispatch(handlers, log.bug, storageFailure),
      recover: () => {},
      close: () => storage.close(),
      isUpdating: false,
      isShared: () => false,
      openPack: async () => sayClosed(window()),
      storage,
      draftKeys: () => [],
      product: null,
    };
  }

  /**
   * Closes what is open, does what is to be done to the files, and opens what is there then. Not while a write is on its
   * way, nor while another process works on the same files: it would go on with those that were put aside.
   */
  async function anew(between: () => void): Promise<Result<null>> {
    if (current.product?.busy()) {
      return fail({ kind: 'stale', detail: 'A write is on its way. Wait for its answer.' });
    }
    if (current.isShared()) {
      const detail =
        'Another Spanwatch (a command in a terminal) is at work on this data. Let it end first.';
      return fail({ kind: 'stale', detail });
    }
    const failure = await meanwhile(async () => {
      await current.close();
      // Nothing of what was closed is held on to: it has the files open until it is collected.
      current = inTrouble({ kind: 'unusable', detail: BETWEEN, found: 'at-work' }, null);
      await untilLetGo(file);
      let failed: Failure | null = null;
      try {
        between();
      } catch (error) {
        log.bug('storage', error);
        failed = storageFailure(error) ?? { kind: 'bug', detail: 'The files could not be moved.' };
      }
      current = open();
      current.recover();
      return failed;
    });
    if (failure) return fail(failure);
    // After this answer is on its way: the page that asked is left.
    setImmediate(() => window()?.webContents.reload());
    return ok(null);
  }

  /** What the window asks meanwhile waits for what is there afterwards. */
  async function meanwhile<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    changing = running;
    try {
      return await running;
    } finally {
      changing = null;
    }
  }

  async function restore(name: string): Promise<Result<null>> {
    const copy = copyOf(dataFolder, name);
    if (copy === null) return fail({ kind: 'not-found', what: 'that backup' });
    const all = [...listBackups(dataFolder), ...listAside(dataFolder)];
    const from = all.find((one) => one.name === name)?.at ?? 0;
    const looked = await current.storage.lookAtBackup(name);
    if (!looked.ok) return looked;
    if (looked.value === null) {
      const detail = 'This backup is damaged itself. Choose another one; nothing was changed.';
      return fail({ kind: 'storage', reason: 'damaged', detail });
    }
    const holding = looked.value;
    leftKeys = current.draftKeys();
    return anew(() => {
      const aside = restoreFrom(copy, file, dataFolder, Date.now());
      restored = { from, holding, aside };
    });
  }

  function show(name: string): Result<null> {
    const copy = copyOf(dataFolder, name);
    if (copy === null) return fail({ kind: 'not-found', what: 'that backup' });
    showInFolder(copy);
    return ok(null);
  }

  function damaged(detail: string): void {
    const { product } = current;
    // Whatever reads from it finds the same, and the first one is enough.
    if (product === null || isLeaving) return;
    isLeaving = true;
    log.damage(detail);
    void settled(product)
      .then(() =>
        meanwhile(async () => {
          await current.close();
          const error = Object.assign(new Error(detail), { code: 'SQLITE_CORRUPT' });
          current = inTrouble({ kind: 'damaged', detail, found: 'at-work' }, error);
        }),
      )
      .finally(() => {
        isLeaving = false;
        window()?.webContents.reload();
      });
  }

  onSleep(
    () => current.product?.suspend(),
    () => current.product?.wakeAll(),
  );
  endAfterWrites({
    // A thread that brings the data up to date is asked to end, and must not be ended within a call of libsql.
    busy: () => current.isUpdating || (current.product?.busy() ?? false),
    idle: async () => (current.isUpdating ? current.close() : current.product?.idle()),
  });
  app.on('will-quit', () => void current.close());
  const dispatch: Dispatch = async (name, input) => {
    await changing;
    return current.dispatch(name, input);
  };
  const first = current;
  /** What it was started with, opened before the window may ask. */
  const opened = pack === null ? Promise.resolve() : first.openPack(pack);
  return {
    dispatch: async (name: unknown, input: unknown) => {
      await opened;
      return dispatch(name, input);
    },
    recover: () => void opened.then(() => current.recover()),
    /** A pack that a second start was given: shown in this window. */
    async openPack(path: string): Promise<void> {
      await opened;
      await changing;
      await current.openPack(path);
      window()?.webContents.reload();
    },
  };
}

/** A pack is looked at beside one's own data; nobody waits for the answer. */
function sayClosed(parent: BrowserWindow | null): void {
  const said = {
    type: 'warning' as const,
    message: 'The evidence pack is not opened',
    detail:
      'Spanwatch can’t open its own data. Mend that first and open the pack again, or check it in a terminal: spanwatch verify PACK',
  };
  void (parent ? dialog.showMessageBox(parent, said) : dialog.showMessageBox(said));
}

const BETWEEN = 'Another database is being put in its place.';

/** Beside this bundle (`electron/launch/build.mjs`). */
const WORKER_FILE = path.join(__dirname, 'storage-worker.cjs');
const UPDATE_FILE = path.join(__dirname, 'update-worker.cjs');

function infoOf(dataFolder: string): ReturnType<Host['info']> {
  return {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    dataFolder,
    dataBytes: folderBytes(dataFolder),
    platform: `${process.platform} ${process.arch}`,
    keychainService: KEYCHAIN_SERVICE,
  };
}

function startProduct(
  store: DatabaseStore,
  dataFolder: string,
  window: () => BrowserWindow | null,
  log: ReturnType<typeof createLog>,
  anew: Pick<Host, 'restore' | 'damaged' | 'restored' | 'show'>,
): Opened {
  // The system's own proxy settings, PAC files too, are Chromium's to know.
  const nsx = createNsx({
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    isHalted: (id) => isHalted(store, id),
  });
  const storage = createStorage(dataFolder, WORKER_FILE);
  const tellWindow = notifier(window);
  const notify: Ports['notify'] = (name, payload) => {
    if (name === 'settings.changed') nativeTheme.themeSource = store.settings().theme;
    tellWindow(name, payload);
  };
  const clock = createClock();
  const failing = createFailing(clock, notify, () => store.saveSettings(store.settings()));
  const bug = (where: string, error: unknown) => {
    log.bug(where, error);
    const failure = storageFailure(error);
    if (failure?.reason === 'damaged') anew.damaged(failure.detail);
    else if (failure) failing.failed(failure);
  };
  // Beside this bundle: a question about the whole record must keep no window waiting.
  const archive = archiveThread(
    path.join(__dirname, 'archive-worker.cjs'),
    dataFolder,
    store.archive,
    bug,
  );
  const ports = {
    store,
    archive,
    clock,
    newId,
    newKey,
    notify,
    practice: createPractice(),
    storage,
    host: { info: () => infoOf(dataFolder), openLink, person, ...anew },
  };
  const reviewing = createReviewing({
    dataFolder,
    ports,
    window,
    bug: log.bug,
    own: {
      busy: () => desk.product().busy(),
      idle: () => desk.product().idle(),
      rest: () => desk.rest(),
      begin: () => desk.begin(),
    },
  });
  const vault = createVault();
  const { evidence } = reviewing;
  // What ends late tells nothing to a window that shows a pack.
  const own: Ports['notify'] = (name, payload) => {
    if (reviewing.dispatch() === null) notify(name, payload);
  };
  const desk = createDesk(
    () => createProduct({ ...ports, nsx, vault, evidence, notify: own }, bug),
    bug,
    storageFailure,
  );
  return {
    dispatch: (name, input) => (reviewing.dispatch() ?? desk.dispatch)(name, input),
    openPack: reviewing.openNamed,
    recover: desk.recover,
    async close() {
      reviewing.close();
      failing.close();
      desk.close();
      nsx.close();
      const threads = [archive.close(), storage.close()];
      try {
        store.close();
      } catch (error) {
        // Of a damaged database: it is closed all the same.
        log.bug('close', error);
      }
      await Promise.all(threads);
    },
    isUpdating: false,
    isShared: () => store.othersAtWork(Date.now()),
    storage,
    draftKeys: store.leavingSecrets,
    get product() {
      return desk.product();
    },
  };
}
