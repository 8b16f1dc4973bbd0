import type { Manager } from '../../../shared/manager.ts';
import { mustHaveData } from '../data-folder.ts';
import { EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine, plain, table } from '../text.ts';
import { openWorld } from '../world.ts';

/** `managers`: the saved managers. */
export function managers(command: CommandOf<'managers'>, io: Io): number {
  mustHaveData(command.dataDir);
  const world = openWorld(command.dataDir);
  try {
    const saved = world.store.managers();
    if (command.json) for (const manager of saved) io.out(jsonLine(asJson(manager)));
    else if (saved.length === 0) {
      io.out('No manager is saved yet. Add one in the window, or name one with --url.');
    } else io.out(table([HEAD, ...saved.map(asRow)], { width: io.width(), cut: [0] }));
    return EXIT_OK;
  } finally {
    world.close();
  }
}

const HEAD = ['NAME', 'ADDRESS', 'USER', 'SIGN-IN', 'TRUST', 'NOTES'];

function asRow({ name, address, user, auth, trust, readOnly, practice }: Manager): string[] {
  const notes = [readOnly ? 'read-only' : '', practice ? 'practice' : ''].filter(Boolean);
  return [name, address, user, auth, trust.kind, notes.join(', ')].map(plain);
}

function asJson({ id, name, address, environment, user, auth, trust, ...rest }: Manager): object {
  return {
    event: 'manager',
    id,
    name,
    address,
    environment,
    user,
    auth,
    trust: trust.kind,
    fingerprint: trust.kind === 'fingerprint' ? trust.sha256 : null,
    readOnly: rest.readOnly,
    practice: rest.practice,
  };
}
