import { createDispatch } from '../../electron/domain/dispatch.ts';
import type {
  Clock,
  Connection,
  Nsx,
  Ports,
  Storage,
  Vault,
  Write,
  WriteEnd,
} from '../../electron/domain/ports.ts';
import { createProduct } from '../../electron/domain/product.ts';
import type { CommandName, EventName, Input, Output, Payload } from '../../shared/contract.ts';
import { ManagerId } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Exchange } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import { memoryStore } from './memory-store.ts';
import { plainArchive } from './plain-archive.ts';

/** A clock that stands still until a test moves it; due timers run in order, and what they await is awaited. */
export function fakeClock(
  start = 1_700_000_000_000,
): Clock & { advance(ms: number): Promise<void>; jump(ms: number): void; set(ms: number): void } {
  let now = start;
  let setBy = 0;
  let timers: { at: number; run: () => void }[] = [];
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    now: () => now,
    ticks: () => now - setBy,
    random: () => 0,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((one) => one !== due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = end;
    },
    /** Time passes and no timer runs: the computer sleeps. */
    jump(ms) {
      now += ms;
    },
    /** Somebody sets the clock forward: no time passes. */
    set(ms) {
      now += ms;
      setBy += ms;
    },
  };
}

export function memoryVault(): Vault {
  const kept = new Map<string, { password: string; where: 'keychain' | 'session-only' }>();
  return {
    status: async () => ({ available: true, name: 'test keychain', detail: null }),
    keep: async (id, password, where) => {
      kept.set(id, { password, where });
      return ok(null);
    },
    password: async (id) => ok(kept.get(id)?.password ?? null),
    place: async (id) => kept.get(id)?.where ?? 'none',
    remove: async (id) => {
      kept.delete(id);
      return ok(null);
    },
  };
}

export const RIGHT_PASSWORD = 'right-Password-1';
export const GUIDE_SESSION = '8dd1c386-9b2c-4448-85b8-51ff649fae4f';
export const GUIDE_REQUEST = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';

export const SESSION_BODY: JsonObject = {
  resource_type: 'PolicyBasedIPSecVPNSession',
  id: GUIDE_SESSION,
  display_name: 'Test RZ',
  peer_endpoint_id: '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d',
  local_endpoint_id: '91ebfa0a-820f-41ab-bd87-f0fb1f24e7c8',
  enabled: true,
  policy_rules: [
    {
      id: '1026',
      sources: [{ subnet: '1.1.1.0/24' }],
      destinations: [{ subnet: '2.1.4.0/24' }],
      logged: true,
      enabled: true,
      action: 'PROTECT',
    },
  ],
  _revision: 3,
};

/** An exchange as the client would hand it on. */
export function exchange(status: number, body: unknown, at = 0): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method: 'GET',
    url: 'https://nsx/x',
    startedAt: at,
    durationMs: 12,
    status,
    headers: {},
    body: text,
  };
}

export type FakeNsx = Nsx & {
  calls: string[];
  /** Answers of `state`, in order; the last one stays. */
  states: (Result<Exchange> | (() => Promise<Result<Exchange>>))[];
  write: Nsx['write'];
  onWrite: (write: Write, onSent: () => void) => Promise<WriteEnd>;
  live: JsonObject | null;
  /** The one that it takes. */
  password: string;
};

/** A manager behind the port: knows one password, one session, and answers as it is told. */
export function fakeNsx(): FakeNsx {
  const refused = (connection: Connection) =>
    connection.password === nsx.password
      ? null
      : fail({
          kind: 'unauthorized',
          error: {
            module: 'common-services',
            code: 403,
            message: 'The credentials were incorrect.',
          },
        });
  const nsx: FakeNsx = {
    calls: [],
    states: [],
    live: SESSION_BODY,
    password: RIGHT_PASSWORD,
    onWrite: async (write, onSent) => {
      onSent();
      const body = { ...SESSION_BODY, ...write.body, _revision: 4 };
      const answer = {
        exchange: exchange(write.method === 'POST' ? 201 : 200, body),
        nsxRequestId: GUIDE_REQUEST,
      };
      return { end: 'answered', answer, body };
    },
    probe: async () => fail({ kind: 'not-found', what: 'a certificate' }),
    facts: async (connection) => {
      nsx.calls.push('facts');
      return (
        refused(connection) ??
        ok({
          readAt: 1,
          version: '4.2.1',
          hostname: 'nsx',
          cluster: 'STABLE',
          controlCluster: 'STABLE',
          roles: ['enterprise_admin'],
          clockOffsetMs: 0,
        })
      );
    },
    list: async (connection, kind) => {
      nsx.calls.push(`list ${kind}`);
      return refused(connection) ?? ok(kind === 'sessions' && nsx.live ? [nsx.live] : []);
    },
    read: async (connection, kind, id) => {
      nsx.calls.push(`read ${kind} ${id}`);
      const no = refused(connection);
      if (no) return no;
      return nsx.live
        ? ok({ body: nsx.live, exchange: exchange(200, nsx.live) })
        : fail({ kind: 'not-found', what: id });
    },
    writeUrl: (connection, write) =>
      `https://${connection.address}/${write.kind}/${write.entityId ?? ''}`,
    write: async (connection, write, onSent) => {
      nsx.calls.push(`write ${write.method}`);
      const no = refused(connection);
      return no ? { end: 'not-sent', failure: no.failure } : nsx.onWrite(write, onSent);
    },
    state: async (connection, sessionId, requestId) => {
      nsx.calls.push(`state ${sessionId} ${requestId}`);
      const no = refused(connection);
      if (no) return no;
      const next = nsx.states.length > 1 ? nsx.states.shift() : nsx.states[0];
      if (!next) throw new Error('no answer was prepared');
      return typeof next === 'function' ? next() : next;
    },
    tunnel: async () => {
      nsx.calls.push('tunnel');
      return ok({
        session: 'UP',
        ike: 'UP',
        reason: null,
        total: 1,
        negotiated: 1,
        failed: 0,
        readAt: 1,
      });
    },
    forget: () => void nsx.calls.push('forget'),
  };
  return nsx;
}

type World = {
  store?: ReturnType<typeof memoryStore>;
  clock?: ReturnType<typeof fakeClock>;
  nsx?: FakeNsx;
  vault?: Vault;
  storage?: Storage;
};

/** Files that are always well, and of which no copy was made. */
export function noStorage(): Storage {
  const holding = { requests: 0, drafts: 0, managers: 0, newestAt: null };
  return {
    view: async () => fail({ kind: 'not-found', what: 'a file' }),
    backUp: async () => fail({ kind: 'not-found', what: 'a file' }),
    check: async () => ok(null),
    lookAtBackup: async () => ok(holding),
    secretsIn: async () => ok({ drafts: [], keyed: [], managers: [] }),
    lookAtBackups: async () => ok({ backups: [], damagedBackups: 0, holding }),
    keepFingerprint: async () => ok(null),
    fingerprintList: async () => ok(null),
    close: async () => {},
  };
}

/** The whole domain on fakes, called as the window calls it. Give parts of an earlier one to play a restart. */
export function startProduct(world: World = {}) {
  const clock = world.clock ?? fakeClock();
  const store = world.store ?? memoryStore();
  const nsx = world.nsx ?? fakeNsx();
  const vault = world.vault ?? memoryVault();
  const told: { name: EventName; payload: unknown }[] = [];
  const bugs: unknown[] = [];
  let ids = store.requests().length * 100;
  const ports: Ports = {
    nsx,
    store,
    archive: plainArchive(store),
    vault,
    clock,
    newId: () => `id-${++ids}`,
    newKey: () => 'made-Key-1',
    notify: <N extends EventName>(name: N, payload: Payload<N>) =>
      void told.push({ name, payload }),
    practice: {
      start: async () => ({
        address: '127.0.0.1:1',
        fingerprint: 'a'.repeat(64),
        user: 'admin',
        password: RIGHT_PASSWORD,
      }),
      scenarios: () => ({ running: false, next: null, scenarios: [], servicesOff: 0 }),
      enableServices: () => ok(null),
      choose: () => ok(null),
    },
    storage: world.storage ?? noStorage(),
    host: {
      info: () => ({
        version: '0',
        electron: '0',
        dataFolder: '/x',
        dataBytes: 0,
        platform: 'x',
        keychainService: 'x',
      }),
      openLink: () => {},
      restored: () => null,
      show: () => ok(null),
      restore: async () => ok(null),
      damaged: () => {},
      person: () => 'ada',
    },
  };
  const product = createProduct(ports, (_where, error) => bugs.push(error));
  const dispatch = createDispatch(product.handlers, (_command, error) => bugs.push(error));
  async function call<N extends CommandName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
    return (await dispatch(name, input)) as Result<Output<N>>;
  }
  return { clock, store, nsx, vault, told, bugs, product, dispatch, call };
}

/** The value of a result that must be good. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.failure)}`);
  return result.value;
}

export const MANAGER_INPUT: Input<'manager.add'> = {
  name: 'nsx-ams-vip',
  address: 'nsx.example',
  environment: 'production',
  colour: 'orange',
  readOnly: false,
  trust: { kind: 'fingerprint', sha256: 'a'.repeat(64) },
  user: 'admin',
  auth: 'session',
  password: RIGHT_PASSWORD,
  keep: 'keychain',
};

/** A product with one manager, and its inventory read. */
export async function withManager(world: World = {}) {
  const app = startProduct(world);
  const { manager } = must(await app.call('manager.add', MANAGER_INPUT));
  const managerId = ManagerId.parse(manager.id);
  must(await app.call('inventory.refresh', { managerId }));
  return { ...app, managerId };
}

/** A product with one manager, its inventory read, and a change of the guide's session ready to be sent. */
export async function withDraft(world: World = {}) {
  const app = await withManager(world);
  const { managerId } = app;
  const made = must(
    await app.call('draft.create', {
      managerId,
      kind: 'sessions',
      operation: 'change',
      entityId: GUIDE_SESSION,
      body: null,
    }),
  );
  const body = { ...made.body, display_name: 'Test RZ_UPDATED' };
  must(await app.call('draft.save', { draftId: made.id, body, text: null, version: 2 }));
  const send = () => app.call('send.draft', { draftId: made.id, version: 2, typedName: null });
  return { ...app, draftId: made.id, send };
}
