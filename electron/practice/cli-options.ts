import { parseArgs } from 'node:util';
import type { PracticeOptions } from './practice-manager.ts';
import { SCENARIOS } from './scenarios.ts';

export type CliRequest =
  | { kind: 'start'; options: PracticeOptions }
  | { kind: 'help' }
  | { kind: 'refused'; reason: string };

const MAX_PORT = 65_535;
/** Slower than ten times, a normal change takes a minute; faster than a thousandth, nothing can be watched. */
const MAX_PACE = 10;
const MIN_PACE = 0.001;
/** What one NSX manager may have at most is far below. */
const MAX_SESSIONS = 100_000;

export const HELP = [
  'Usage: npm run practice -- [options]',
  '',
  '  --port N        listen on this port of 127.0.0.1 (default: a free one)',
  '  --scenario ID   how every change is realized (default: normal)',
  '  --pace N        stretch of time: 1 is normal seconds, 0.1 is ten times as fast',
  '  --sessions N    add branches until there are N sessions (default: a dozen)',
  '  --help          this text',
].join('\n');

/** Reads the terminal's arguments; a wrong one is refused in one line that names it. */
export function readArguments(args: readonly string[]): CliRequest {
  let values: {
    port?: string;
    scenario?: string;
    pace?: string;
    sessions?: string;
    help?: boolean;
  };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        scenario: { type: 'string' },
        pace: { type: 'string' },
        sessions: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return refused(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'bad arguments');
  }
  if (values.help === true) return { kind: 'help' };
  const options: PracticeOptions = {};
  if (values.port !== undefined) {
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port < 1 || port > MAX_PORT) {
      return refused(`--port must be a number from 1 to ${MAX_PORT}, not "${values.port}"`);
    }
    options.port = port;
  }
  if (values.pace !== undefined) {
    const pace = Number(values.pace);
    if (values.pace.trim() === '' || !(pace >= MIN_PACE && pace <= MAX_PACE)) {
      return refused(
        `--pace must be a number from ${MIN_PACE} to ${MAX_PACE}, not "${values.pace}"`,
      );
    }
    options.pace = pace;
  }
  if (values.sessions !== undefined) {
    const sessions = Number(values.sessions);
    if (!/^\d+$/.test(values.sessions) || sessions > MAX_SESSIONS) {
      return refused(
        `--sessions must be a number from 0 to ${MAX_SESSIONS}, not "${values.sessions}"`,
      );
    }
    options.sessions = sessions;
  }
  if (values.scenario !== undefined) {
    if (!SCENARIOS.some((scenario) => scenario.id === values.scenario)) {
      return refused(
        `--scenario must be one of ${SCENARIOS.map(({ id }) => id).join(', ')}, not "${values.scenario}"`,
      );
    }
    options.scenario = values.scenario;
  }
  return { kind: 'start', options };
}

function refused(reason: string): CliRequest {
  return { kind: 'refused', reason };
}
