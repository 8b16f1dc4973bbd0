import { parseArgs } from 'node:util';
import { normalizeAddress, normalizeFingerprint } from '../../shared/manager.ts';
import {
  ENTITY_KINDS,
  type EntityKind,
  type InventoryKind,
  REFERENCE_KINDS,
  type WriteMethod,
} from '../../shared/nsx/kinds.ts';
import { isRequestId, ODD_REQUEST_ID } from '../../shared/nsx/request-id.ts';
import { SCENARIOS } from '../practice/scenarios.ts';
import { PASSWORD_VARIABLE } from './password.ts';
import { COMMANDS, type CommandName, UsageError } from './usage.ts';

/** Which manager a command is about. */
export type Target =
  | { by: 'name'; name: string; passwordStdin: boolean }
  | {
      by: 'url';
      address: string;
      user: string;
      passwordStdin: boolean;
      fingerprint: string | null;
      caFile: string | null;
      auth: 'session' | 'basic';
    };

export type Common = { dataDir: string | null; json: boolean };

export type Command = Common &
  (
    | { name: 'help'; of: CommandName | null }
    | { name: 'version' }
    | {
        name: 'watch';
        target: Target;
        sessionId: string;
        nsxRequestId: string;
        method: WriteMethod;
        timeoutMs: number | null;
      }
    | {
        name: 'send';
        target: Target;
        method: WriteMethod;
        kind: EntityKind;
        entityId: string | null;
        body: string | null;
        follow: boolean;
        timeoutMs: number | null;
      }
    | { name: 'managers' }
    | { name: 'inventory'; target: Target; kind: InventoryKind; refresh: boolean; find: string }
    | { name: 'history'; limit: number }
    | { name: 'show'; request: string }
    | { name: 'verify'; request: string | null; fingerprint: string | null }
    | { name: 'backup'; to: string | null }
    | { name: 'backups' }
    | { name: 'restore'; backup: string }
    | { name: 'practice'; port: number | null; scenario: string | null }
    | { name: 'demo' }
  );

/** A command of this name. */
export type CommandOf<N extends Command['name']> = Extract<Command, { name: N }>;

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const COMMON = { 'data-dir': TEXT, json: FLAG, help: FLAG };
const TARGET = {
  manager: TEXT,
  url: TEXT,
  user: TEXT,
  'password-stdin': FLAG,
  fingerprint: TEXT,
  ca: TEXT,
  auth: TEXT,
};
const WATCH = { session: TEXT, 'request-id': TEXT, method: TEXT, timeout: TEXT };
const SEND = {
  put: TEXT,
  post: TEXT,
  delete: TEXT,
  kind: TEXT,
  body: TEXT,
  'no-watch': FLAG,
  timeout: TEXT,
};

const OPTIONS: Record<CommandName, Record<string, typeof TEXT | typeof FLAG>> = {
  watch: { ...COMMON, ...TARGET, ...WATCH },
  send: { ...COMMON, ...TARGET, ...SEND },
  managers: COMMON,
  inventory: { ...COMMON, ...TARGET, refresh: FLAG, find: TEXT },
  history: { ...COMMON, limit: TEXT },
  show: COMMON,
  verify: { ...COMMON, fingerprint: TEXT },
  backup: { ...COMMON, to: TEXT },
  backups: COMMON,
  restore: COMMON,
  practice: { ...COMMON, port: TEXT, scenario: TEXT },
  demo: COMMON,
};

/** Those with a word that is no option. */
const TAKES_ONE: ReadonlySet<CommandName> = new Set(['inventory', 'show', 'verify', 'restore']);

type Values = Record<string, string | boolean | undefined>;

const METHODS = ['PUT', 'POST', 'DELETE'] as const;
const USUAL_LIMIT = 20;
const MAX_LIMIT = 100_000;
const MAX_PORT = 65_535;
/** A week: beyond it nobody waits at a terminal. */
const MAX_TIMEOUT_S = 7 * 24 * 3600;
const SECOND = 1000;

/** What was typed, as a command. Throws `UsageError`, which names the flag and the next step. */
export function readCommand(args: readonly string[]): Command {
  const [word, ...rest] = args;
  if (word === undefined || ['help', '--help', '-h'].includes(word)) {
    const of = COMMANDS.find((name) => name === rest[0]) ?? null;
    return { name: 'help', of, dataDir: null, json: false };
  }
  if (word === 'version' || word === '--version' || word === '-V') {
    return { name: 'version', dataDir: null, json: false };
  }
  const name = COMMANDS.find((one) => one === word);
  if (!name) throw new UsageError(`“${word}” is no command; one of: ${COMMANDS.join(', ')}`);
  const { values, positionals } = parsed(name, rest);
  const common = { dataDir: text(values, 'data-dir'), json: values.json === true };
  if (values.help === true) return { name: 'help', of: name, ...common };
  const [first, ...more] = positionals;
  const takesOne = TAKES_ONE.has(name);
  const extra = takesOne ? more[0] : first;
  if (extra !== undefined) throw new UsageError(`“${extra}” is one word too many for ${name}`);
  switch (name) {
    case 'watch':
      return {
        name,
        ...common,
        target: targetOf(values),
        sessionId: needed(values, 'session', 'the id of the session'),
        nsxRequestId: requestIdOf(values),
        method: oneOf(METHODS, 'method', (text(values, 'method') ?? 'PUT').toUpperCase()),
        timeoutMs: timeoutOf(values),
      };
    case 'send':
      return { name, ...common, target: targetOf(values), ...sendOf(values) };
    case 'inventory': {
      const kinds = [...ENTITY_KINDS, ...REFERENCE_KINDS];
      const kind = oneOf(kinds, 'KIND', first ?? 'sessions');
      const asked = { kind, refresh: values.refresh === true, find: text(values, 'find') ?? '' };
      return { name, ...common, target: targetOf(values), ...asked };
    }
    case 'history': {
      const limit = number(values, 'limit', 1, MAX_LIMIT) ?? USUAL_LIMIT;
      return { name, ...common, limit };
    }
    case 'show':
      if (first === undefined)
        throw new UsageError('show needs the id of a request; history lists them');
      return { name, ...common, request: first };
    case 'verify':
      return { name, ...common, request: first ?? null, fingerprint: text(values, 'fingerprint') };
    case 'backup':
      return { name, ...common, to: text(values, 'to') };
    case 'restore':
      if (first === undefined)
        throw new UsageError('restore needs the name of a backup; backups lists them');
      return { name, ...common, backup: first };
    case 'practice':
      return {
        name,
        ...common,
        port: number(values, 'port', 1, MAX_PORT),
        scenario: scenarioOf(values),
      };
    default:
      return { name, ...common };
  }
}

function parsed(name: CommandName, args: string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args, options: OPTIONS[name], allowPositionals: true, strict: true });
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UsageError(`${words.replace(/\. To specify.*$/, '')} (spanwatch ${name} --help)`);
  }
}

function sendOf(values: Values) {
  const given = (['put', 'post', 'delete'] as const).filter((name) => values[name] !== undefined);
  const [way, second] = given;
  if (!way || second) {
    const words = second ? `--${way} and --${second} don’t go together` : 'send needs a write';
    throw new UsageError(`${words}: give one of --put ID, --post KIND, --delete ID`);
  }
  const what = needed(values, way, way === 'post' ? 'a kind' : 'an id');
  if (way === 'post' && values.kind !== undefined) {
    throw new UsageError('--kind goes with --put or --delete; --post names the kind itself');
  }
  const body = text(values, 'body');
  if (way === 'delete' && body !== null)
    throw new UsageError('--delete sends no body: leave --body out');
  if (way !== 'delete' && body === null) {
    throw new UsageError(`--${way} needs a body: --body FILE, or --body - for standard input`);
  }
  if (body === '-' && values['password-stdin'] === true) {
    throw new UsageError(
      '--body - and --password-stdin both read standard input: use SPANWATCH_PASSWORD',
    );
  }
  const kind = way === 'post' ? what : (text(values, 'kind') ?? 'sessions');
  const method: WriteMethod = way === 'put' ? 'PUT' : way === 'post' ? 'POST' : 'DELETE';
  return {
    method,
    kind: oneOf(ENTITY_KINDS, way === 'post' ? 'post' : 'kind', kind),
    entityId: way === 'post' ? null : what,
    body,
    follow: values['no-watch'] !== true,
    timeoutMs: timeoutOf(values),
  };
}

function targetOf(values: Values): Target {
  const passwordStdin = values['password-stdin'] === true;
  const name = text(values, 'manager');
  const url = text(values, 'url');
  if (name !== null && url !== null) {
    throw new UsageError(
      '--manager and --url don’t go together: one names a saved manager, the other is for one that is not',
    );
  }
  if (name !== null) {
    for (const flag of ['user', 'fingerprint', 'ca', 'auth']) {
      if (values[flag] !== undefined) {
        throw new UsageError(`--${flag} goes with --url; a saved manager has its own`);
      }
    }
    return { by: 'name', name, passwordStdin };
  }
  if (url === null) {
    throw new UsageError('no manager is given: --manager NAME, or --url https://HOST --user USER');
  }
  const fingerprint = text(values, 'fingerprint');
  const caFile = text(values, 'ca');
  if (fingerprint !== null && caFile !== null) {
    throw new UsageError(
      '--fingerprint and --ca don’t go together: trust is decided by one of them',
    );
  }
  const pin = fingerprint === null ? null : normalizeFingerprint(fingerprint);
  if (fingerprint !== null && pin === null) {
    throw new UsageError(
      '--fingerprint wants the SHA-256 of the certificate: 64 hexadecimal digits',
    );
  }
  return {
    by: 'url',
    address: addressOf(url),
    user: needed(values, 'user', 'the user to sign in as'),
    passwordStdin,
    fingerprint: pin,
    caFile,
    auth: oneOf(['session', 'basic'] as const, 'auth', text(values, 'auth') ?? 'session'),
  };
}

function addressOf(url: string): string {
  if (url.includes('@')) {
    throw new UsageError(
      `--url wants https://HOST without user and password: --user names the user, and the password comes from ${PASSWORD_VARIABLE} or --password-stdin`,
    );
  }
  if (!/^https:\/\/[^/?#@]+\/?$/i.test(url)) {
    throw new UsageError(`--url wants https://HOST or https://HOST:PORT, not “${url}”`);
  }
  return normalizeAddress(url);
}

function requestIdOf(values: Values): string {
  const id = needed(values, 'request-id', 'the x-nsx-requestid of the write').trim();
  if (!isRequestId(id)) throw new UsageError(`--request-id: “${id}”. ${ODD_REQUEST_ID}`);
  return id;
}

function scenarioOf(values: Values): string | null {
  const id = text(values, 'scenario');
  return id === null
    ? null
    : oneOf(
        SCENARIOS.map((one) => one.id),
        'scenario',
        id,
      );
}

function timeoutOf(values: Values): number | null {
  const seconds = number(values, 'timeout', 1, MAX_TIMEOUT_S);
  return seconds === null ? null : seconds * SECOND;
}

function text(values: Values, name: string): string | null {
  const value = values[name];
  if (typeof value !== 'string') return null;
  if (value.trim() === '') throw new UsageError(`--${name} is empty`);
  return value;
}

function needed(values: Values, name: string, what: string): string {
  const value = text(values, name);
  if (value === null) throw new UsageError(`--${name} is missing: ${what}`);
  return value;
}

function number(values: Values, name: string, min: number, max: number): number | null {
  const value = text(values, name);
  if (value === null) return null;
  const read = Number(value);
  if (!/^\d+$/.test(value) || read < min || read > max) {
    throw new UsageError(`--${name} wants a whole number from ${min} to ${max}, not “${value}”`);
  }
  return read;
}

function oneOf<T extends string>(choices: readonly T[], name: string, value: string): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const flag = name === 'KIND' ? name : `--${name}`;
  throw new UsageError(`${flag} is one of ${choices.join(', ')}; not “${value}”`);
}
