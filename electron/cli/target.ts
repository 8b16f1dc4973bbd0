import type { ManagerId } from '../../shared/ids.ts';
import { openDatabase } from '../adapters/database/database.ts';
import { mustHaveData, usualDataFolder } from './data-folder.ts';
import { type Io, remark } from './io.ts';
import { oneOffManager, withManager, withOwnHalt, withPassword } from './one-off.ts';
import type { Target } from './options.ts';
import { givenPassword, PASSWORD_VARIABLE } from './password.ts';
import { UsageError } from './usage.ts';
import { openWorld, type World } from './world.ts';

/** A product that knows the manager that was named, with its password at hand. `needsSignIn`: nothing works without one. */
export async function openTarget(
  target: Target,
  dataDir: string | null,
  needsSignIn: boolean,
  io: Pick<Io, 'err' | 'stop'>,
): Promise<{ world: World; managerId: ManagerId; isSaved: boolean }> {
  const password = await givenPassword(target.passwordStdin, io.stop);
  if (target.by === 'name') {
    const managerId = savedManager(target.name, dataDir);
    if (password !== null && !target.passwordStdin) {
      remark(io)(`password from ${PASSWORD_VARIABLE}, not from the keychain`);
    }
    const before =
      password === null
        ? {}
        : {
            ...given(managerId, password),
            store: (store: Parameters<typeof withOwnHalt>[0]) => withOwnHalt(store, managerId),
          };
    return { world: openWorld(dataDir, before), managerId, isSaved: true };
  }
  if (password === null && needsSignIn) {
    throw new UsageError(
      `no password is given: pipe it in with --password-stdin, or set ${PASSWORD_VARIABLE}`,
    );
  }
  const manager = oneOffManager(target);
  const before = {
    store: (store: Parameters<typeof withManager>[0]) => withManager(store, manager),
    ...(password === null ? {} : given(manager.id, password)),
  };
  return { world: openWorld(dataDir, before), managerId: manager.id, isSaved: false };
}

function given(id: ManagerId, password: string) {
  return {
    vault: (vault: Parameters<typeof withPassword>[0]) => withPassword(vault, id, password),
  };
}

function savedManager(name: string, dataDir: string | null): ManagerId {
  mustHaveData(dataDir);
  const database = openDatabase(dataDir ?? usualDataFolder(), () => {});
  try {
    const managers = database.managers();
    const wanted = name.toLowerCase();
    const found = managers.filter(
      (one) => one.id === name || one.name.toLowerCase() === wanted || one.address === wanted,
    );
    const [manager, other] = found;
    if (!manager) {
      const names = managers.map((one) => one.name).join(', ') || 'none is saved yet';
      throw new UsageError(`--manager: no manager is called “${name}” (${names})`);
    }
    if (other) throw new UsageError(`--manager: “${name}” names several; give the address instead`);
    if (manager.practice) {
      throw new UsageError(
        'the practice manager lives in the window; start one here with `spanwatch practice`, and name it with --url',
      );
    }
    return manager.id;
  } finally {
    database.close();
  }
}
