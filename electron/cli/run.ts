import about from '../../package.json' with { type: 'json' };
import { failureInShort } from '../../shared/words.ts';
import { DatabaseError } from '../adapters/database/database-error.ts';
import { storageFailure } from '../adapters/storage/storage-failure.ts';
import { backup } from './commands/backup.ts';
import { backups } from './commands/backups.ts';
import { demo } from './commands/demo.ts';
import { history } from './commands/history.ts';
import { inventory } from './commands/inventory.ts';
import { managers } from './commands/managers.ts';
import { practice } from './commands/practice.ts';
import { restore } from './commands/restore.ts';
import { send } from './commands/send.ts';
import { show } from './commands/show.ts';
import { verify } from './commands/verify.ts';
import { watch } from './commands/watch.ts';
import { bugLine, endOnCrash } from './crash.ts';
import { EXIT_BUG, EXIT_CODE, EXIT_DATA, EXIT_OK, EXIT_USAGE } from './end.ts';
import { type Io, processIo } from './io.ts';
import { type Command, readCommand } from './options.ts';
import { type Ending, printerFor } from './printer.ts';
import { listenForStop, Stopped } from './stop.ts';
import { plain } from './text.ts';
import { HELP, OVERVIEW, UsageError } from './usage.ts';
import { isMissingFile, isPackFile, verifyPack } from './verify-pack.ts';

/** Runs what was typed; resolves with the exit code. */
export async function runTerminal(words: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const io = processIo(process, stop);
  const unguard = endOnCrash(io);
  // A second Ctrl-C doesn't wait for anything; what is on record is on record.
  const unlisten = listenForStop(stop, () => process.exit(EXIT_CODE.stopped));
  let command: Command | null = null;
  try {
    command = readCommand(words);
    return await run(command, io);
  } catch (error) {
    if (error instanceof Stopped) return stopped(error, command, io);
    return failed(error, io);
  } finally {
    unguard();
    unlisten();
  }
}

function run(command: Command, io: Io): number | Promise<number> {
  switch (command.name) {
    case 'help':
      io.out(command.of === null ? OVERVIEW : HELP[command.of]);
      return EXIT_OK;
    case 'version':
      io.out(`Spanwatch ${about.version}`);
      return EXIT_OK;
    case 'watch':
      return watch(command, io);
    case 'send':
      return send(command, io);
    case 'managers':
      return managers(command, io);
    case 'inventory':
      return inventory(command, io);
    case 'history':
      return history(command, io);
    case 'show':
      return show(command, io);
    case 'verify':
      if (command.request !== null && isMissingFile(command.request)) {
        throw new UsageError(`there is no file ${plain(command.request)}`);
      }
      if (command.request === null || !isPackFile(command.request)) return verify(command, io);
      if (command.fingerprint !== null) {
        throw new UsageError(
          '--fingerprint is of a record or of a request on it; a pack takes none',
        );
      }
      return verifyPack(command.request, command.json, io);
    case 'backup':
      return backup(command, io);
    case 'backups':
      return backups(command, io);
    case 'restore':
      return restore(command, io);
    case 'practice':
      return practice(command, io);
    case 'demo':
      return demo(command, io);
  }
}

function stopped({ message }: Stopped, command: Command | null, io: Io): number {
  const ending: Ending = {
    verdict: 'stopped',
    state: null,
    requestId: null,
    session: null,
    checks: 0,
    elapsedMs: Math.round(performance.now()),
    message,
  };
  printerFor(command?.json === true, io).end(ending);
  return EXIT_CODE.stopped;
}

/** One line for what the user can do something about; a bug says that it is one. */
function failed(error: unknown, io: Io): number {
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    io.err(`spanwatch: ${plain(words)}`);
    return EXIT_USAGE;
  }
  if (error instanceof DatabaseError) {
    io.err(`spanwatch: ${plain(words)}`);
    return EXIT_DATA;
  }
  if (storageFailure(error)?.reason === 'damaged') {
    io.err(
      `spanwatch: the database is damaged: ${plain(words)}. Spanwatch’s window offers its backups, and puts the damaged file aside`,
    );
    return EXIT_DATA;
  }
  const storage = storageFailure(error);
  if (storage) {
    io.err(`spanwatch: ${plain(failureInShort(storage))}: ${plain(words)}`);
    return EXIT_DATA;
  }
  io.err(bugLine(error));
  return EXIT_BUG;
}
