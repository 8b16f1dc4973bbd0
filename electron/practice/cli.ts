import { HELP, readArguments } from './cli-options.ts';
import { introduction } from './introduction.ts';
import { type PracticeManager, startPracticeManager } from './practice-manager.ts';

const BAD_ARGUMENTS = 2;

/** `npm run practice`: a practice manager of its own, until Ctrl-C. */
async function main(): Promise<void> {
  const request = readArguments(process.argv.slice(2));
  if (request.kind === 'help') {
    console.log(HELP);
    return;
  }
  if (request.kind === 'refused') {
    console.error(`practice: ${request.reason}`);
    process.exitCode = BAD_ARGUMENTS;
    return;
  }
  let manager: PracticeManager;
  try {
    manager = await startPracticeManager(request.options);
  } catch (error) {
    console.error(
      `practice: could not start: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(introduction(manager, request.options.scenario ?? 'normal'));
  const stop = (): void => {
    void manager.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

void main();
