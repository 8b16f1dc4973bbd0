import { introduction } from '../../practice/introduction.ts';
import { startPracticeManager } from '../../practice/practice-manager.ts';
import { EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine } from '../text.ts';
import { UsageError } from '../usage.ts';

/** `practice`: a practice manager of its own, until Ctrl-C. */
export async function practice(command: CommandOf<'practice'>, io: Io): Promise<number> {
  const { port, scenario, json } = command;
  const options = {
    ...(port === null ? {} : { port }),
    ...(scenario === null ? {} : { scenario }),
  };
  const manager = await startPracticeManager(options).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the practice manager could not start: ${why}`);
  });
  const { address, fingerprint, user, password } = manager;
  // Its password is no secret: everything in it is invented, and gone when it stops.
  if (json) io.out(jsonLine({ event: 'practice', address, fingerprint, user, password }));
  else io.out(introduction(manager, scenario ?? 'normal'));
  await new Promise<void>((resolve) => {
    if (io.stop.aborted) resolve();
    io.stop.addEventListener('abort', () => resolve());
  });
  await manager.close();
  return EXIT_OK;
}
