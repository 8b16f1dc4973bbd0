import type { Restored } from '../../../shared/storage.ts';
import { holdingText } from '../../../shared/storage-words.ts';
import { openDatabase } from '../../adapters/database/database.ts';
import { draftKeys, type NotedKey } from '../../adapters/database/draft-keys.ts';
import { createSkipped } from '../../adapters/database/rows.ts';
import { isAlone } from '../../adapters/storage/alone.ts';
import { copyOf, holdingOfCopy, listAside } from '../../adapters/storage/aside.ts';
import { listBackups } from '../../adapters/storage/backups.ts';
import { withDatabase } from '../../adapters/storage/inspect.ts';
import { untilLetGo } from '../../adapters/storage/let-go.ts';
import { restoreFrom } from '../../adapters/storage/put-aside.ts';
import { usualDataFolder } from '../data-folder.ts';
import { EXIT_CODE, EXIT_DATA, EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine, plain } from '../text.ts';
import { UsageError } from '../usage.ts';
import { sayUpdate } from '../world.ts';
import { databaseIn } from './backup.ts';

const AT_WORK = 'a window or another command has this data open: end it first; nothing was changed';

/**
 * `restore`: puts a backup, or a database that was put aside, in the place of the database, which is put aside itself.
 * Not while another process has that open: it would go on with what was put aside.
 */
export async function restore(command: CommandOf<'restore'>, io: Io): Promise<number> {
  const folder = command.dataDir ?? usualDataFolder();
  const file = databaseIn(folder);
  const { backup: name } = command;
  const copy = copyOf(folder, name);
  if (copy === null) throw new UsageError(`no backup is called “${name}”; backups lists them`);
  const from = [...listBackups(folder), ...listAside(folder)].find((one) => one.name === name)?.at;
  const holding = holdingOfCopy(folder, name);
  if (holding === null) {
    io.err('spanwatch: this backup is damaged itself: choose another one; nothing was changed');
    return EXIT_DATA;
  }
  const keys = keysIn(file);
  // What this process itself has had open would be taken for another.
  await untilLetGo(file);
  if (!isAlone(file)) {
    io.err(`spanwatch: ${AT_WORK}`);
    return EXIT_CODE.refused;
  }
  await untilLetGo(file);
  const aside = restoreFrom(copy, file, folder, Date.now());
  noteIn(folder, keys);
  tell({ from: from ?? 0, holding, aside }, name, command.json, io);
  return EXIT_OK;
}

function tell({ from, holding, aside }: Restored, name: string, json: boolean, io: Io): void {
  const at = new Date(from).toISOString();
  if (json) {
    io.out(jsonLine({ event: 'restored', name, at, ...holding, aside }));
    return;
  }
  io.out(`Restored as of ${at}: ${holdingText(holding)}.`);
  if (aside !== null) io.out(`The database of before is put aside: ${plain(aside)}`);
}

/** Secrets that the database of now has noted; of one that can't be read, or of before such notes, none are known. */
function keysIn(file: string): NotedKey[] {
  try {
    return withDatabase(file, (db) =>
      draftKeys(
        db,
        createSkipped(() => {}),
      ).leavingSecrets(),
    );
  } catch {
    return [];
  }
}

/** The next start of the window takes out of the keychain what the database that is back does not know. */
function noteIn(folder: string, keys: readonly NotedKey[]): void {
  const store = openDatabase(folder, () => {}, undefined, sayUpdate);
  try {
    store.noteKeys(keys);
  } finally {
    store.close();
  }
}
