import type { PracticeManager } from './practice-manager.ts';

/** What a terminal says of a practice manager that has just started. */
export function introduction(manager: PracticeManager, scenario: string): string {
  return [
    'The practice manager is running. Everything in it is invented and gone after Ctrl-C.',
    '',
    `  Address      ${manager.address}`,
    `  Fingerprint  ${manager.fingerprint}`,
    `  User         ${manager.user}`,
    `  Password     ${manager.password}`,
    `  Scenario     ${scenario}`,
    '',
    'Scenarios, for every change with --scenario ID, or for the next one alone with:',
    `  curl -k -u '${manager.user}:${manager.password}' -X POST https://${manager.address}/practice/scenario -H 'content-type: application/json' -d '{"id":"ID"}'`,
    '',
    ...manager.control.scenarios().map(({ id, description }) => `  ${id.padEnd(18)}${description}`),
  ].join('\n');
}
