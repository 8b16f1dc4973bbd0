import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { getAt, isObject, type JsonObject, type JsonPath } from '../../shared/json.ts';
import { isSecretField } from '../../shared/redaction.ts';
import type { Issue, Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import { unlessStopped } from './stop.ts';
import { UsageError } from './usage.ts';

/** What is to be sent, from a file or (`-`) standard input. Throws `UsageError` where the file can't be read. */
export async function readBody(from: string, stop: AbortSignal): Promise<Result<JsonObject>> {
  if (from !== '-') return parseBody(await fileText(from));
  return parseBody(await unlessStopped(stop, text(process.stdin)));
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = isNotThere(error) ? `there is no file ${path}` : messageOf(error, path);
    throw new UsageError(`--body can’t be read: ${why}`);
  }
}

const isNotThere = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
const messageOf = (error: unknown, otherwise: string) =>
  error instanceof Error ? error.message : otherwise;

/** The text as an object; JSON's own words where it isn't one. */
export function parseBody(words: string): Result<JsonObject> {
  try {
    const body: unknown = JSON.parse(words);
    return isObject(body) ? ok(body) : wrong('The body is JSON, but not an object in { }');
  } catch (error) {
    return wrong(`The body is not JSON: ${problemOf(words, error)}`);
  }
}

const POSITION = / in JSON at position (\d+).*$/s;
const TOKEN = /^Unexpected token/;

/** What JSON's reader says, with the place, and without the words that it quotes: they may be a key. */
function problemOf(words: string, error: unknown): string {
  const said = error instanceof Error ? error.message : 'unreadable';
  const known = POSITION.exec(said)?.[1];
  if (known !== undefined)
    return `${said.replace(POSITION, '')} (${placeOf(words, Number(known))})`;
  if (!TOKEN.test(said)) return /^[\w ]+$/.test(said) ? said : 'it can’t be read';
  return `something that does not belong there (${placeOf(words, unexpectedAt(words))})`;
}

/** Of a token the reader names no place: it is where the text, read up to there, begins to have one. */
function unexpectedAt(words: string): number {
  let good = 0;
  let bad = words.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isUnexpected(words.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return bad - 1;
}

function isUnexpected(words: string): boolean {
  try {
    JSON.parse(words);
    return false;
  } catch (error) {
    return error instanceof Error && TOKEN.test(error.message);
  }
}

function placeOf(words: string, at: number): string {
  const before = words.slice(0, at);
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
}

function wrong(message: string): Result<JsonObject> {
  return fail({ kind: 'invalid', issues: [{ path: [], message }] });
}

/** More than so many are counted, not listed. */
const MAX_ISSUES = 5;
const MAX_VALUE = 120;

/** Each field that is wrong, with its value, as one line. */
export function issuesText(issues: readonly Issue[], body: JsonObject | null): string {
  const lines = issues.slice(0, MAX_ISSUES).map((issue) => issueText(issue, body));
  const more = issues.length - lines.length;
  return `${lines.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function issueText({ path, message, suggestion }: Issue, body: JsonObject | null): string {
  const maybe = suggestion === undefined ? '' : ` (perhaps ${suggestion})`;
  if (path.length === 0) return `${message}${maybe}`;
  const value = valueText(getAt(body, path), path);
  return `${pathText(path)}${value === '' ? '' : ` = ${value}`}: ${message}${maybe}`;
}

/** `policy_rules[0].sources[1].subnet`, as jq has it. */
export function pathText(path: JsonPath): string {
  return path.reduce<string>((before, step) => {
    if (typeof step === 'number') return `${before}[${step}]`;
    return before === '' ? step : `${before}.${step}`;
  }, '');
}

function valueText(value: unknown, path: JsonPath): string {
  if (value === undefined || path.some((step) => isSecretField(String(step)))) return '';
  const words = JSON.stringify(value);
  return words.length <= MAX_VALUE ? words : `${words.slice(0, MAX_VALUE)}…`;
}
