import type { Input } from '../../../shared/contract.ts';
import type { ManagerId } from '../../../shared/ids.ts';
import { ManagerId as ManagerIdSchema } from '../../../shared/ids.ts';
import type {
  Keep,
  Manager,
  ManagerSettings,
  ManagerView,
  ProbeAnswer,
  Trust,
} from '../../../shared/manager.ts';
import { Address, normalizeAddress } from '../../../shared/manager.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';
import type { Access } from './access.ts';
import type { Links } from './links.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'vault' | 'clock' | 'newId' | 'notify' | 'practice'>;

const PRACTICE_NAME = 'Practice manager';

/** Managers, trust and credentials. `onWay`: told when the way to a manager may be open again. */
export function createManagers(
  ports: Needs,
  access: Access,
  links: Links,
  onWay: (id: ManagerId) => void,
) {
  const { nsx, store, vault, clock, newId, notify } = ports;

  const missing = () => fail({ kind: 'not-found', what: 'that manager' });

  async function list(): Promise<Result<ManagerView[]>> {
    return ok(await Promise.all(store.managers().map((manager) => access.view(manager))));
  }

  async function probe(typed: string, proxy?: Manager['proxy']): Promise<Result<ProbeAnswer>> {
    const address = Address.safeParse(normalizeAddress(typed));
    if (!address.success) {
      const message = address.error.issues[0]?.message ?? 'Type a host name or address';
      return fail({ kind: 'invalid', issues: [{ path: ['address'], message }] });
    }
    const certificate = await nsx.probe(address.data, proxy);
    return certificate.ok
      ? ok({ address: address.data, certificate: certificate.value })
      : certificate;
  }

  /** Another entry that is this address with this user, in words; null where there is none. */
  function clashWith(entry: { id?: ManagerId; address: string; user: string }): string | null {
    const clash = store
      .managers()
      .find(
        ({ id, address, user }) =>
          id !== entry.id && address === entry.address && user === entry.user,
      );
    return clash ? `“${clash.name}” is this address with this user already` : null;
  }

  /** Sign-ins under way: two clicks must not try a password twice. */
  const adding = new Map<string, Promise<Result<ManagerView>>>();

  function add(input: Input<'manager.add'>): Promise<Result<ManagerView>> {
    const key = `${input.user}@${input.address}`;
    const running = adding.get(key);
    if (running) return running;
    const work = addOnce(input).finally(() => adding.delete(key));
    adding.set(key, work);
    return work;
  }

  /** Tries the sign-in once, with an id of its own, and keeps nothing unless the manager took it. */
  async function addOnce(input: Input<'manager.add'>): Promise<Result<ManagerView>> {
    const { password, keep, ...rest } = input;
    const message = clashWith(input);
    if (message) return fail({ kind: 'invalid', issues: [{ path: ['address'], message }] });
    const id = ManagerIdSchema.parse(newId());
    const manager: Manager = { ...rest, id, practice: false, createdAt: clock.now() };
    const facts = await nsx.facts({ ...manager, password });
    if (!facts.ok) {
      nsx.forget(id);
      return facts;
    }
    const kept = await keepPassword(id, password, keep);
    if (!kept.ok) {
      nsx.forget(id);
      return kept;
    }
    store.saveManager(manager);
    store.saveFacts(id, facts.value);
    return announce(manager);
  }

  /** An empty one is the passphrase of a key that has none: what was kept before is of no use then. */
  function keepPassword(id: ManagerId, password: string, keep: Keep): Promise<Result<null>> {
    return password === '' ? vault.remove(id) : vault.keep(id, password, keep);
  }

  async function announce(manager: Manager): Promise<Result<ManagerView>> {
    await access.note(manager.id, null);
    const view = await access.view(manager);
    notify('manager.changed', view);
    onWay(manager.id);
    return ok(view);
  }

  async function update(id: ManagerId, settings: ManagerSettings): Promise<Result<ManagerView>> {
    const manager = access.find(id);
    if (!manager) return missing();
    const next = { ...manager, ...settings };
    store.saveManager(next);
    const view = await access.view(next);
    notify('manager.changed', view);
    // Another way there: whether it leads there is asked at once, but for a halt, which this doesn't lift.
    const isOtherWay = JSON.stringify(manager.proxy) !== JSON.stringify(next.proxy);
    if (isOtherWay && !manager.halted) void check(id);
    return ok(view);
  }

  /**
   * A person looked at the certificate and trusts it now; then the manager is asked how it is. With another address it
   * has moved: drafts, requests and the copy stay, and the sign-in is tried there once.
   */
  async function trust(
    id: ManagerId,
    next: Trust,
    address?: Manager['address'],
  ): Promise<Result<ManagerView>> {
    const manager = access.find(id);
    if (!manager) return missing();
    const moved = { ...manager, trust: next, address: address ?? manager.address };
    if (moved.address !== manager.address) {
      const refused = manager.practice
        ? 'The practice manager is where this application runs it'
        : clashWith(moved);
      if (refused)
        return fail({ kind: 'invalid', issues: [{ path: ['address'], message: refused }] });
    }
    nsx.forget(id);
    store.saveManager(moved);
    return check(id);
  }

  /** Tried once, under an id of its own: a mistyped password must not stop the one that works. */
  async function signIn(input: Input<'manager.sign-in'>): Promise<Result<ManagerView>> {
    const { managerId, user, auth, clientCertificate, password, keep } = input;
    const before = access.find(managerId);
    if (!before) return missing();
    const trial = ManagerIdSchema.parse(newId());
    const facts = await nsx.facts({
      ...before,
      id: trial,
      user,
      auth,
      clientCertificate,
      password,
    });
    nsx.forget(trial);
    if (!facts.ok) return facts;
    const kept = await keepPassword(managerId, password, keep);
    if (!kept.ok) return kept;
    // The manager as it is now: it may have been edited, or removed, while NSX was asked.
    const now = access.find(managerId);
    if (!now) {
      await vault.remove(managerId);
      return missing();
    }
    const { halted: _halted, ...rest } = now;
    const next: Manager = { ...rest, user, auth, clientCertificate };
    nsx.forget(managerId);
    store.saveManager(next);
    store.saveFacts(managerId, facts.value);
    return announce(next);
  }

  /** Asks once how the manager is. A person asked, so a halt is lifted for this one try. */
  async function check(id: ManagerId): Promise<Result<ManagerView>> {
    const manager = access.find(id);
    if (!manager) return missing();
    if (manager.halted) {
      nsx.forget(id);
      store.setHalted(id, null);
    }
    const facts = await access.use(id, nsx.facts);
    if (facts.ok) store.saveFacts(id, facts.value);
    const now = access.find(id);
    if (!now) return missing();
    if (facts.ok) return announce(now);
    const view = await access.view(now);
    notify('manager.changed', view);
    return ok(view);
  }

  /** The entry and its password go; requests and their timelines stay. */
  async function remove(id: ManagerId): Promise<Result<null>> {
    if (!access.find(id)) return missing();
    const gone = await vault.remove(id);
    if (!gone.ok) return gone;
    nsx.forget(id);
    links.forget(id);
    access.forget(id);
    store.removeManager(id);
    notify('manager.removed', { managerId: id });
    return ok(null);
  }

  let opening: Promise<Result<ManagerView>> | null = null;

  /** Starts the practice manager and adds its entry; a second click while it starts joins the first. */
  function openPractice(): Promise<Result<ManagerView>> {
    opening ??= startPractice().finally(() => {
      opening = null;
    });
    return opening;
  }

  async function startPractice(): Promise<Result<ManagerView>> {
    const known = store.managers().find((manager) => manager.practice);
    if (known) return check(known.id);
    const running = await ports.practice.start();
    const manager: Manager = {
      id: ManagerIdSchema.parse(newId()),
      name: PRACTICE_NAME,
      address: running.address,
      environment: 'practice',
      colour: 'teal',
      readOnly: false,
      trust: { kind: 'fingerprint', sha256: running.fingerprint },
      user: running.user,
      auth: 'session',
      practice: true,
      createdAt: clock.now(),
    };
    store.saveManager(manager);
    return check(manager.id);
  }

  return { list, probe, add, update, trust, signIn, check, remove, openPractice };
}
