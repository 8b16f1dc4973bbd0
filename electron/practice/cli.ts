import { HELP, readArguments } from './cli-options.ts';
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

function introduction(manager: PracticeManager, scenario: string): string {
  return [
    'The practice manager is running. Everything in it is invented and gone after Ctrl-C.',
    '',
    `  Address      ${manager.address}`,
    `  Fingerprint  ${manager.fingerprint}`,
    `  User         ${manager.user}`,
    `  Password     ${manager.password}`,
    `  Scenario     ${scenario}`,
    '',
    'Scenarios (--scenario ID for every change, or POST /practice/scenario {"id": "ID"} for the next one):',
    ...manager.control.scenarios().map(({ id, description }) => `  ${id.padEnd(18)}${description}`),
  ].join('\n');
}

void main();
