import { openDatabase } from '../../electron/adapters/database/database.ts';
import { createNsx } from '../../electron/adapters/nsx/nsx.ts';
import { isHalted } from '../../electron/domain/manager/halt.ts';
import type { Clock, Nsx, Store } from '../../electron/domain/ports.ts';
import { createProduct } from '../../electron/domain/product.ts';
import { STILL_WORKING_MS } from '../../electron/domain/send/read-back.ts';
import type { CommandName, Input, Output } from '../../shared/contract.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { Manager } from '../../shared/manager.ts';
import type { Result } from '../../shared/result.ts';
import { ok } from '../../shared/result.ts';
import { noStorage } from '../support/fakes.ts';

export type EngineOptions = {
  folder: string;
  manager: Manager;
  password: string;
  /** Where there are more managers than one. */
  others?: readonly { manager: Manager; password: string }[];
  /** Waits are this many times shorter. */
  speed?: number;
  store?: (store: Store) => Store;
  nsx?: (nsx: Nsx) => Nsx;
};

/** The product on real parts (database, TLS, HTTP) without a window; the keychain is a variable. */
export function startEngine(options: EngineOptions) {
  const { folder, manager, password, others = [], speed = 1, ...over } = options;
  const all = [{ manager, password }, ...others];
  const database = openDatabase(folder, () => {});
  const store = over.store ? over.store(database) : database;
  const nsx = createNsx({ env: {}, isHalted: (id) => isHalted(store, id) });
  const saved = new Set(store.managers().map(({ id }) => id));
  for (const { manager: one } of all) if (!saved.has(one.id)) store.saveManager(one);
  let ids = 0;
  const clock: Clock = {
    now: () => Date.now(),
    random: Math.random,
    after(ms, run) {
      const timer = setTimeout(run, ms / speed);
      return () => clearTimeout(timer);
    },
  };
  const bugs: unknown[] = [];
  const product = createProduct(
    {
      nsx: over.nsx ? over.nsx(nsx) : nsx,
      store,
      archive: database.archive,
      clock,
      newId: () => `${process.pid}-${Date.now().toString(36)}-${++ids}`,
      newKey: () => 'key',
      notify: () => {},
      vault: {
        status: async () => ({ available: true, name: 'a variable', detail: null }),
        keep: async () => ok(null),
        password: async (of) => ok(all.find((one) => one.manager.id === of)?.password ?? null),
        place: async () => 'keychain',
        remove: async () => ok(null),
      },
      practice: {
        start: () => Promise.reject(new Error('there is none')),
        scenarios: () => ({ running: false, next: null, scenarios: [], servicesOff: 0 }),
        enableServices: () => ok(null),
        choose: () => ok(null),
      },
      storage: noStorage(),
      host: {
        info: () => ({
          version: '',
          electron: '',
          dataFolder: folder,
          dataBytes: 0,
          platform: '',
          keychainService: '',
        }),
        openLink: () => {},
        restored: () => null,
        show: () => ok(null),
        restore: async () => ok(null),
        damaged: () => {},
        person: () => 'ada',
      },
    },
    (where, error) => bugs.push(where, error),
    { stillWorkingMs: STILL_WORKING_MS / speed },
  );
  return {
    product,
    store,
    bugs,
    async call<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
      const run = product.handlers[name] as (input: Input<N>) => Promise<Result<Output<N>>>;
      const result = await run(input);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
      return result.value;
    },
    async close() {
      await product.idle();
      product.close();
      nsx.close();
      database.close();
    },
  };
}

/** The entry of a practice manager. */
export function entryOf(
  practice: { address: string; fingerprint: string; user: string },
  id: ManagerId,
): Manager {
  return {
    id,
    name: 'nsx',
    address: practice.address,
    environment: '',
    colour: 'slate',
    readOnly: false,
    trust: { kind: 'fingerprint', sha256: practice.fingerprint as never },
    user: practice.user,
    auth: 'session',
    practice: false,
    createdAt: 1,
  };
}
