import { parse } from 'shell-quote';

/** What a curl command says of one request; its credentials are read over and not kept. */
export type CurlRequest = { method: string; url: string; data: string | null; fromFile: boolean };

/** Options of curl that take a value; all others that are not named below stand alone (curl's manual page). */
const TAKES_VALUE = new Set([
  ...['-H', '--header', '-u', '--user', '-b', '--cookie', '-c', '--cookie-jar', '-o', '--output'],
  ...['-A', '--user-agent', '-e', '--referer', '-x', '--proxy', '-m', '--max-time', '-w'],
  ...['--write-out', '--cacert', '--cert', '--key', '-E', '--connect-timeout', '--resolve'],
  ...['--pass', '-K', '--config', '--retry', '-D', '--dump-header', '-F', '--form', '--interface'],
]);
const DATA = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']);

/** True where a text begins like a curl command, with or without a prompt before it. */
export function isCurl(text: string): boolean {
  return /^\s*(?:[$#>]\s*)?curl(?:\.exe)?\s/.test(text);
}

/** Reads a curl command as a shell would split it; null where it names no URL. */
export function readCurl(text: string): CurlRequest | null {
  const words = wordsOf(text.replace(/^\s*[$#>]\s*/, ''));
  const found = { method: '', url: '', data: null as string | null, fromFile: false };
  const takeData = (value: string, isRaw: boolean) => {
    // `@file` names a file; its content is not in the command.
    if (!isRaw && value.startsWith('@')) found.fromFile = true;
    else found.data = found.data === null ? value : `${found.data}&${value}`;
  };
  for (let i = 1; i < words.length; i += 1) {
    const { name, value } = optionAt(words[i] ?? '');
    const next = () => value ?? words[++i] ?? '';
    if (name === '-X' || name === '--request') found.method = next().toUpperCase();
    else if (name === '--url') found.url = next();
    else if (DATA.has(name)) takeData(next(), name === '--data-raw');
    else if (TAKES_VALUE.has(name)) next();
    else if (!name.startsWith('-') && found.url === '') found.url = words[i] ?? '';
  }
  if (found.url === '') return null;
  const method = found.method || (found.data !== null || found.fromFile ? 'POST' : 'GET');
  return { ...found, method };
}

/** `--request=PUT` and `-XPUT` as their option and value. */
function optionAt(word: string): { name: string; value: string | null } {
  const long = /^(--[a-z-]+)=([\s\S]*)$/.exec(word);
  if (long) return { name: long[1] ?? '', value: long[2] ?? '' };
  const short = /^(-[XduHb])([\s\S]+)$/.exec(word);
  if (short) return { name: short[1] ?? '', value: short[2] ?? '' };
  return { name: word, value: null };
}

/** The words of the first command; a variable stays as it is written. */
function wordsOf(text: string): string[] {
  const joined = text.replace(/\\\r?\n/g, ' ').replace(/\$'((?:[^'\\]|\\[\s\S])*)'/g, ansiQuoted);
  const words: string[] = [];
  for (const entry of parse(joined, (name) => `$${name}`)) {
    if (typeof entry === 'string') words.push(entry);
    else if ('op' in entry && entry.op === 'glob') words.push(entry.pattern);
    else if ('op' in entry) break;
  }
  return words;
}

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** `$'…'` of bash, which browsers write: its escapes are read, and it is quoted plainly. */
function ansiQuoted(_whole: string, inner: string): string {
  const plain = inner.replace(
    /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/g,
    (_all, code: string) =>
      /^[ux]./.test(code)
        ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
        : (ESCAPED[code] ?? code),
  );
  return `'${plain.replaceAll("'", `'\\''`)}'`;
}
