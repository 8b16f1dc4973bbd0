import { getAt, isObject, type Json, type JsonObject, setAt } from '../../../shared/json.ts';
import {
  createPacker,
  createUnpacker,
  fitsWhole,
  type Packer,
  type Unpacker,
} from './packed-bytes.ts';

/**
 * A fact, taken apart into what is the same from check to check (its shape, stored once) and the few bytes that are
 * not. Pure: the same fact at the same time gives the same parts, and `filler` puts them together to the same fact, to
 * the letter. What a kind means is never changed, since files hold it; kinds are only added.
 */

/**
 * `time`: ms from the fact's own time. `tenths`: ms to a tenth. `count`: a number without a sign. `uuid`, `hex`:
 * lower-case digits. `date`: RFC 1123, in seconds from the fact's own time.
 */
export const KINDS = ['time', 'tenths', 'count', 'uuid', 'hex', 'date'] as const;
export type Kind = (typeof KINDS)[number];

/** Where values were taken out. With `pieces` the whole is a text, the values standing between its pieces. */
export type Hole = { path: string[]; kinds: Kind[]; pieces?: string[] | undefined };
/** A part that many facts have alike. `json`: it is a value of JSON; else a text. */
export type Long = { path: string[]; text: string; json: boolean };

export type Parts = { rest: JsonObject; holes: Hole[]; longs: Long[]; data: Buffer };

const HEADERS = ['exchange', 'headers'];
const BODY = ['exchange', 'body'];
const NODES = ['nodes'];
const NUMBERS: readonly ['time' | 'tenths', string[]][] = [
  ['time', ['startedAt']],
  ['time', ['nextAt']],
  ['time', ['from']],
  ['time', ['to']],
  ['time', ['status', 'readAt']],
  ['time', ['exchange', 'startedAt']],
  ['tenths', ['exchange', 'durationMs']],
  ['tenths', ['failure', 'retryAfterMs']],
];

const MS = 1000;
const TENTHS = 10;
/** A date further off than this says something else than when the answer was made (`Expires`), and stays as it is. */
const NEAR_MS = 24 * 60 * 60 * MS;
const UUID_BYTES = 16;
const UUID_GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;
const COUNT = /^(0|[1-9]\d{0,14})$/;
const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
/** Ids within a header's value. Shorter runs of digits are words and numbers. */
const IDS = /\b(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|(?:[\da-f]{2}){8,64})\b/g;

/** Takes a fact apart, `at` being its own time. Only what comes back exactly is taken out. */
export function takeApart(fact: JsonObject, at: number): Parts {
  const packer = createPacker();
  const holes: Hole[] = [];
  const longs: Long[] = [];
  const { rest, put: replace } = copyOf(fact);
  for (const [kind, path] of NUMBERS) {
    const value = getAt(fact, path);
    if (typeof value !== 'number' || !put[kind](packer, value, at)) continue;
    holes.push({ path, kinds: [kind] });
    replace(path, 0);
  }
  const headers = getAt(fact, HEADERS);
  if (isObject(headers)) {
    const kept: [string, Json][] = [];
    for (const name of Object.keys(headers)) {
      const value = headers[name] as Json;
      const found = typeof value === 'string' ? takeOut(packer, name, value, at) : null;
      if (found) holes.push({ path: [...HEADERS, name], ...found });
      kept.push([name, found ? '' : value]);
    }
    replace(HEADERS, Object.fromEntries(kept));
  }
  function takeLong(path: string[], text: string, json: boolean): void {
    longs.push({ path, text, json });
    replace(path, null);
  }
  const body = getAt(fact, BODY);
  if (typeof body === 'string' && isStorable(body)) takeLong(BODY, body, false);
  const nodes = getAt(fact, NODES);
  if (Array.isArray(nodes)) takeLong(NODES, JSON.stringify(nodes), true);
  return { rest, holes, longs, data: packer.done() };
}

/** A copy in which values can be replaced, in its own members and in theirs; what is not on the way to them is shared. */
function copyOf(fact: JsonObject): { rest: JsonObject; put(path: string[], value: Json): void } {
  const rest = { ...fact };
  const owned = new Map<string, JsonObject>();
  return {
    rest,
    put([outer, inner]: string[], value) {
      if (outer === undefined) return;
      if (inner === undefined) {
        rest[outer] = value;
        return;
      }
      const branch = owned.get(outer) ?? { ...(rest[outer] as JsonObject) };
      owned.set(outer, branch);
      rest[outer] = branch;
      branch[inner] = value;
    },
  };
}

/** SQLite keeps a text as UTF-8 up to its first NUL; half a surrogate pair has no UTF-8. JSON has words for both. */
function isStorable(text: string): boolean {
  return text !== '' && !text.includes('\0') && text.isWellFormed();
}

/** Values of headers in which nothing varies, whatever the header: the same few come with every answer. */
const unvarying = new Set<string>();
const MOST_UNVARYING = 500;
const LONGEST_UNVARYING = 200;

/** Packs what varies in a header's value; null where nothing does. */
function takeOut(
  packer: Packer,
  name: string,
  value: string,
  at: number,
): Pick<Hole, 'kinds' | 'pieces'> | null {
  // Setting it would be setting the prototype.
  if (name === '__proto__' || unvarying.has(value)) return null;
  // The body's own length goes with the body.
  if (COUNT.test(value)) {
    if (name === 'content-length') return null;
    packer.count(Number(value));
    return { kinds: ['count'], pieces: ['', ''] };
  }
  if (DATE.test(value)) {
    const date = Date.parse(value);
    if (new Date(date).toUTCString() !== value) return null;
    if (name !== 'date' && Math.abs(at - date) > NEAR_MS) return null;
    packer.whole(secondsBefore(date, at));
    return { kinds: ['date'], pieces: ['', ''] };
  }
  const ids = value.match(IDS);
  if (!ids) {
    if (unvarying.size >= MOST_UNVARYING) unvarying.clear();
    if (value.length <= LONGEST_UNVARYING) unvarying.add(value);
    return null;
  }
  const kinds = ids.map((id): Kind => {
    const digits = id.replaceAll('-', '');
    if (digits === id) packer.count(id.length / 2);
    packer.hex(digits);
    return digits === id ? 'hex' : 'uuid';
  });
  return { kinds, pieces: value.split(IDS) };
}

/** Packs a number where it comes back exactly. */
const put = {
  time(packer: Packer, value: number, at: number): boolean {
    if (!fitsWhole(value) || !fitsWhole(value - at)) return false;
    packer.whole(value - at);
    return true;
  },
  tenths(packer: Packer, value: number): boolean {
    const tenths = Math.round(value * TENTHS);
    if (!fitsWhole(tenths) || tenths < 0 || tenths / TENTHS !== value) return false;
    packer.count(tenths);
    return true;
  },
};

const secondsBefore = (date: number, at: number) => Math.floor(at / MS) - date / MS;

/** Reads one value back. */
const take: Record<Kind, (unpacker: Unpacker, at: number) => number | string> = {
  time: (unpacker, at) => at + unpacker.whole(),
  tenths: (unpacker) => unpacker.count() / TENTHS,
  count: (unpacker) => String(unpacker.count()),
  uuid: (unpacker) => unpacker.hex(UUID_BYTES).replace(UUID_GROUPS, '$1-$2-$3-$4-$5'),
  hex: (unpacker) => unpacker.hex(unpacker.count()),
  date: (unpacker, at) => new Date((Math.floor(at / MS) - unpacker.whole()) * MS).toUTCString(),
};

/** The values of a fact's holes, in their order. Throws where they are not these holes' values. */
export function unpackValues(
  holes: readonly Hole[],
  data: Buffer,
  at: number,
): (number | string)[] {
  const unpacker = createUnpacker(data);
  const values = holes.map(({ kinds, pieces }) => {
    const taken = kinds.map((kind) => take[kind](unpacker, at));
    if (!pieces) return taken[0] ?? 0;
    return pieces.map((piece, index) => piece + String(taken[index] ?? '')).join('');
  });
  if (!unpacker.isDone()) throw new Error('there are more packed values than holes');
  return values;
}

/** The rest of a fact with its long parts in their places again. */
export function withLongs(rest: JsonObject, longs: readonly Long[]): JsonObject {
  return longs.reduce(
    (whole, { path, text, json }) => setAt(whole, path, json ? (JSON.parse(text) as Json) : text),
    rest,
  );
}

/**
 * Puts facts of one shape together. What doesn't vary is shared between them: ten thousand checks with the same
 * answer need it once.
 */
export function filler(
  template: JsonObject,
  holes: readonly Hole[],
): (values: readonly (number | string)[]) => JsonObject {
  const places = holes.flatMap(({ path }, index) =>
    getAt(template, path) === undefined ? [] : [{ path, index }],
  );
  const branches = branchesOf(places.map(({ path }) => path));
  return (values) => {
    const fact: JsonObject = { ...template };
    for (const branch of branches) own(fact, branch);
    for (const { path, index } of places) {
      const inner = getAt(fact, path.slice(0, -1)) as JsonObject;
      inner[path.at(-1) as string] = values[index] as Json;
    }
    return fact;
  };
}

/** The objects on the way to these places, the outer before the inner. */
function branchesOf(paths: readonly string[][]): string[][] {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    for (let length = 1; length < path.length; length += 1) {
      const branch = path.slice(0, length);
      found.set(JSON.stringify(branch), branch);
    }
  }
  return [...found.values()].sort((a, b) => a.length - b.length);
}

/** Makes the object at a path a copy of this fact's own. */
function own(fact: JsonObject, path: string[]): void {
  const outer = getAt(fact, path.slice(0, -1)) as JsonObject;
  const name = path.at(-1) as string;
  outer[name] = { ...(outer[name] as JsonObject) };
}
