import { DatabaseError } from '../adapters/database/database-error.ts';
import { demo } from './commands/demo.ts';
import { history } from './commands/history.ts';
import { inventory } from './commands/inventory.ts';
import { managers } from './commands/managers.ts';
import { practice } from './commands/practice.ts';
import { send } from './commands/send.ts';
import { show } from './commands/show.ts';
import { watch } from './commands/watch.ts';
import { bugLine, endOnCrash } from './crash.ts';
import { EXIT_BUG, EXIT_OK, EXIT_USAGE } from './end.ts';
import { type Io, processIo } from './io.ts';
import { type Command, readCommand } from './options.ts';
import { plain } from './text.ts';
import { HELP, OVERVIEW, UsageError } from './usage.ts';

/** What shells give a program that Ctrl-C has ended at once. */
const EXIT_INTERRUPTED = 130;

/** Runs what was typed; resolves with the exit code. */
export async function runTerminal(words: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const io = processIo(process, stop);
  const onSignal = () => {
    // A second Ctrl-C doesn't wait for anything; what is on record is on record.
    if (stop.signal.aborted) process.exit(EXIT_INTERRUPTED);
    stop.abort();
  };
  const unguard = endOnCrash(io);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await run(readCommand(words), io);
  } catch (error) {
    return failed(error, io);
  } finally {
    unguard();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

function run(command: Command, io: Io): number | Promise<number> {
  switch (command.name) {
    case 'help':
      io.out(command.of === null ? OVERVIEW : HELP[command.of]);
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
    case 'practice':
      return practice(command, io);
    case 'demo':
      return demo(command, io);
  }
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
    return EXIT_BUG;
  }
  io.err(bugLine(error));
  return EXIT_BUG;
}
