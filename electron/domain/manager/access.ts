import type { ManagerId, Millis } from '../../../shared/ids.ts';
import type { Manager, ManagerView } from '../../../shared/manager.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import type { Links } from './links.ts';

type Needs = Pick<Ports, 'nsx' | 'vault' | 'notify' | 'practice'> & {
  /** `generation` differs whenever a manager may have changed. */
  store: Ports['store'] & { generation(): number };
};

/** Asking the keychain for each check would cost more than the check. */
type Ready = { generation: number; connection: Connection };

/** The one way to a manager: every step's calls go through here, so that a halt stops them all. */
export type Access = ReturnType<typeof createAccess>;

/** `startedAt`: when this run of the application began. `recheck`: told how every call ended; `answered`: that one was answered. */
export function createAccess(
  ports: Needs,
  links: Links,
  startedAt: Millis,
  recheck: {
    noted(id: ManagerId, failure: Failure | null): void;
    forget(id: ManagerId): void;
  },
  answered: (id: ManagerId) => void,
  /** The application has ended: what is still under way finds no store any more, and must not go on. */
  isClosed: () => boolean,
) {
  const { store, vault } = ports;
  const ready = new Map<ManagerId, Ready>();

  function find(id: ManagerId): Manager | null {
    return store.managers().find((manager) => manager.id === id) ?? null;
  }

  async function view(manager: Manager): Promise<ManagerView> {
    const place = await vault.place(manager.id);
    if (isClosed()) return forEver();
    const isNeeded = manager.auth !== 'certificate';
    return {
      manager,
      credential: place === 'none' && !isNeeded ? 'not-needed' : place,
      link: shownLink(manager),
      facts: store.facts(manager.id),
    };
  }

  /** A halt outlives a restart, though nothing was asked since. */
  function shownLink(manager: Manager): ManagerView['link'] {
    const link = links.get(manager.id);
    if (!manager.halted || link.state === 'halted') return link;
    return { ...link, state: 'halted', failure: { kind: 'unauthorized', error: manager.halted } };
  }

  async function tell(id: ManagerId): Promise<void> {
    const manager = find(id);
    if (manager) ports.notify('manager.changed', await view(manager));
  }

  /** The practice manager lives in this process: a new start has a new address, certificate and password. */
  async function wakePractice(manager: Manager): Promise<Manager> {
    const running = await ports.practice.start();
    const trust = { kind: 'fingerprint' as const, sha256: running.fingerprint };
    const same =
      manager.address === running.address &&
      manager.trust.kind === 'fingerprint' &&
      manager.trust.sha256 === running.fingerprint;
    if (same && (await vault.place(manager.id)) !== 'none') return manager;
    await vault.keep(manager.id, running.password, 'session-only');
    const { halted: _halted, ...rest } = find(manager.id) ?? manager;
    const next: Manager = { ...rest, address: running.address, trust, user: running.user };
    ports.nsx.forget(manager.id);
    store.saveManager(next);
    return next;
  }

  async function connection(id: ManagerId): Promise<Result<Connection>> {
    const known = ready.get(id);
    if (known?.generation === store.generation()) return ok(known.connection);
    const generation = store.generation();
    const found = find(id);
    if (!found) return fail({ kind: 'not-found', what: 'that manager' });
    const manager = found.practice ? await wakePractice(found) : found;
    if (manager.halted) return fail({ kind: 'halted', managerId: id });
    const password = await vault.password(id);
    if (!password.ok) return password;
    const { address, trust, user, auth, proxy, clientCertificate } = manager;
    // The key of a client certificate may have no passphrase.
    const given = password.value ?? (auth === 'certificate' ? '' : null);
    if (given === null) return fail({ kind: 'no-credential', managerId: id });
    const who = { id, address, trust, user, auth };
    const connection = { ...who, proxy, clientCertificate, password: given };
    // The practice manager is woken with each call: it may have begun anew.
    if (!found.practice) ready.set(id, { generation, connection });
    return ok(connection);
  }

  /** Notes how a call ended; a refused credential halts the manager, durably, before anything else is asked. */
  async function note(id: ManagerId, failure: Failure | null): Promise<void> {
    const manager = find(id);
    if (!manager) return;
    if (failure?.kind === 'unauthorized' && !manager.halted) store.setHalted(id, failure.error);
    recheck.noted(id, failure);
    if (failure === null) answered(id);
    if (links.note(id, failure)) await tell(id);
  }

  /** Runs one call with a manager's connection and notes how it ended. */
  async function use<T>(
    id: ManagerId,
    call: (connection: Connection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const way = await connection(id);
    const result = way.ok ? await call(way.value) : way;
    if (isClosed()) return forEver();
    // Given up before it was sent: it says nothing about the manager.
    if (!result.ok && result.failure.kind === 'stale') return result;
    await note(id, result.ok ? null : result.failure);
    return result;
  }

  /** The practice manager of an earlier run is gone with all its changes: what it would say now is of another world. */
  function beganAnew(id: ManagerId, since: Millis): string | null {
    return find(id)?.practice && since < startedAt
      ? 'the practice manager keeps nothing when Spanwatch ends, so that change is gone'
      : null;
  }

  return { find, view, tell, connection, note, use, beganAnew, forget: recheck.forget };
}

/** Nothing comes after it. */
function forEver(): Promise<never> {
  return new Promise(() => {});
}
