import { EXIT_BUG } from './end.ts';
import type { Io } from './io.ts';
import { plain } from './text.ts';

/** Shows the stack of our own mistakes, for who looks for one. */
const DEBUG_VARIABLE = 'SPANWATCH_DEBUG';

/** Our own mistake, in one line. */
export function bugLine(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return `spanwatch: something is wrong inside Spanwatch: ${plain(words)}`;
}

/**
 * What nobody caught ends the command with one line and the exit code of our own mistakes, not with Node's. What was on
 * its way is on record, and is found by the next start. Returns what takes the handlers away.
 */
export function endOnCrash(io: Io): () => void {
  const crash = (error: unknown) => {
    io.err(bugLine(error));
    if (process.env[DEBUG_VARIABLE] && error instanceof Error) io.err(error.stack ?? '');
    process.exit(EXIT_BUG);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  return () => {
    process.off('uncaughtException', crash);
    process.off('unhandledRejection', crash);
  };
}
