import { type CatchingUp, catchingUpText } from '../../shared/catching-up.ts';
import type { EventName, Payload } from '../../shared/contract.ts';
import { fail } from '../../shared/result.ts';
import type { StorageUpdate } from '../../shared/storage.ts';
import { updateText } from '../../shared/storage-words.ts';
import { createClock } from '../adapters/clock.ts';
import { type DatabaseStore, openDatabase } from '../adapters/database/database.ts';
import { newId, newKey } from '../adapters/ids.ts';
import { createVault, KEYCHAIN_SERVICE } from '../adapters/keychain.ts';
import { createLog } from '../adapters/log.ts';
import { createNsx } from '../adapters/nsx/nsx.ts';
import { person } from '../adapters/person.ts';
import { createStorage } from '../adapters/storage/storage.ts';
import type { Evidence } from '../domain/evidence/port.ts';
import { isHalted } from '../domain/manager/halt.ts';
import type { Archive, Notify, Practice, Store, Vault } from '../domain/ports.ts';
import { createProduct } from '../domain/product.ts';
import { usualDataFolder } from './data-folder.ts';

/** A timer that keeps the process alive while a command waits: the product's own keep nobody up. */
const HEARTBEAT_MS = 1_000;

export type Told = <N extends EventName>(name: N, payload: Payload<N>) => void;

/** The product as a command uses it, on the data of the window. */
export type World = ReturnType<typeof openWorld>;

/** What a command may put before the real store and keychain: a manager that is not saved, a password that was given. */
export type Before = {
  store?: (store: Store) => Store;
  vault?: (vault: Vault) => Vault;
  archive?: (here: Archive, folder: string) => Archive;
  /** Where evidence packs are put; no command makes one. */
  evidence?: Evidence;
};

const noPractice: Practice = {
  start: () => Promise.reject(new Error('the practice manager belongs to the window')),
  scenarios: () => ({ running: false, next: null, scenarios: [], servicesOff: 0 }),
  enableServices: () => fail({ kind: 'not-found', what: 'a running practice manager' }),
  choose: () => fail({ kind: 'not-found', what: 'a running practice manager' }),
};

/** How often is said how far it is, ms. */
const SAID_EVERY_MS = 2_000;

/** Says on standard error that data of an earlier version is brought up to date: until then nobody gets an answer. */
export const sayUpdate = (() => {
  let saidAt = Number.NEGATIVE_INFINITY;
  let phase = '';
  return (update: StorageUpdate): void => {
    const now = performance.now();
    if (update.phase === phase && now - saidAt < SAID_EVERY_MS) return;
    phase = update.phase;
    saidAt = now;
    process.stderr.write(`spanwatch: ${updateText(update)}\n`);
  };
})();

/** Opens the data folder and the product on it. Throws `DatabaseError` where the data can't be opened. */
export function openWorld(dataDir: string | null, before: Before = {}) {
  const folder = dataDir ?? usualDataFolder();
  const database: DatabaseStore = openDatabase(folder, () => {}, undefined, sayUpdate);
  const log = createLog(folder);
  const listeners = new Set<Told>();
  const notify: Notify = (name, payload) => {
    if (name === 'record.catching-up' && payload !== null) {
      process.stderr.write(`spanwatch: ${catchingUpText(payload as CatchingUp)}\n`);
    }
    for (const tell of listeners) tell(name, payload);
  };
  const store = before.store ? before.store(database) : database;
  const nsx = createNsx({ isHalted: (id) => isHalted(store, id) });
  const vault = createVault();
  const storage = createStorage(folder, null);
  const product = createProduct(
    {
      nsx,
      store,
      archive: before.archive?.(database.archive, folder) ?? database.archive,
      vault: before.vault ? before.vault(vault) : vault,
      clock: createClock(),
      newId,
      newKey,
      notify,
      practice: noPractice,
      storage,
      ...(before.evidence && { evidence: before.evidence }),
      host: {
        info: () => ({
          version: '',
          electron: '',
          dataFolder: folder,
          dataBytes: 0,
          platform: `${process.platform} ${process.arch}`,
          keychainService: KEYCHAIN_SERVICE,
        }),
        openLink: () => {},
        restore: async () => fail({ kind: 'not-found', what: 'a window to restore in' }),
        damaged: () => {},
        restored: () => null,
        show: () => fail({ kind: 'not-found', what: 'a window to show it in' }),
        person,
      },
    },
    log.bug,
  );
  const heartbeat = setInterval(() => {}, HEARTBEAT_MS);
  return {
    folder,
    store,
    storage,
    product,
    listen(tell: Told): void {
      listeners.add(tell);
    },
    /** Lets go of what this process follows; the record is whole. */
    close(): void {
      clearInterval(heartbeat);
      product.close();
      nsx.close();
      database.close();
    },
  };
}
