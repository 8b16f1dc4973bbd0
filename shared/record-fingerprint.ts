import * as z from 'zod';
import type { Sha256 } from './chain.ts';

/**
 * A fingerprint of the record stands for every request that was on it: how many facts each had, and the head of its
 * chain after them. It is the SHA-256 of a list of those, so that it stays good however much is appended afterwards;
 * to check it that list is needed, and a list that was changed is not the fingerprint's any more.
 */

const FORMAT = 'spanwatch-fingerprint-1';
const HEAD = /^[\da-f]{64}$/;
const Seq = z.number().int().min(0);
const Head = z.string().regex(HEAD);

const Line = z.tuple([z.string(), Seq, Head]);
const Register = z.object({ place: Seq, head: Head });

export const FingerprintList = z.object({
  format: z.literal(FORMAT),
  /** Id, number of its last fact, head after it; in the order in which they were put on record. */
  requests: z.array(Line),
  register: Register,
});
export type FingerprintList = z.infer<typeof FingerprintList>;

/** What a chain had come to: the number of its last link, and the head after it. */
export type KeptHead = { seq: number; head: string };

/** What a fingerprint says of the record. `register`: null of one request's. */
export type Kept = {
  fingerprint: string;
  requests: ReadonlyMap<string, KeptHead>;
  register: KeptHead | null;
};

export type Fingerprint =
  | { of: 'record'; text: string }
  | { of: 'request'; text: string; kept: KeptHead };

/** The list's lines, one request each, so that it is made and hashed piece by piece. */
export const LIST_BEGIN = `{"format":"${FORMAT}","requests":[`;
export const listLine = (id: string, { seq, head }: KeptHead, isFirst: boolean): string =>
  `${isFirst ? '' : ','}\n${JSON.stringify([id, seq, head])}`;
export const listEnd = ({ seq, head }: KeptHead): string =>
  `\n],"register":${JSON.stringify({ place: seq, head })}}\n`;

/** The fingerprint of the record, by how many requests its list has and the list's SHA-256. */
export const recordFingerprint = (requests: number, sha256: string): string =>
  `swf1-${requests}-${sha256}`;
/** The fingerprint of one request needs no list. */
export const requestFingerprint = ({ seq, head }: KeptHead): string => `swr1-${seq}-${head}`;

/** What was typed or pasted, as a fingerprint; null where it is none. */
export function readFingerprint(typed: string): Fingerprint | null {
  const text = typed.trim().toLowerCase();
  const [, kind, number, head = ''] =
    /^(swf1|swr1)-(0|[1-9]\d{0,14})-([\da-f]{64})$/.exec(text) ?? [];
  if (kind === undefined) return null;
  if (kind === 'swf1') return { of: 'record', text };
  return { of: 'request', text, kept: { seq: Number(number), head } };
}

/** A list as it was kept, with the fingerprint that it has; null where it is no such list. `list`: as it is written. */
export function readList(text: string, sha256: Sha256): (Kept & { list: string }) | null {
  const { data } = FingerprintList.safeParse(jsonOf(text));
  if (!data) return null;
  const register = { seq: data.register.place, head: data.register.head };
  const requests = new Map(data.requests.map(([id, seq, head]) => [id, { seq, head }]));
  const lines = data.requests.map(([id, seq, head], n) => listLine(id, { seq, head }, n === 0));
  const list = `${LIST_BEGIN}${lines.join('')}${listEnd(register)}`;
  const fingerprint = recordFingerprint(data.requests.length, sha256(list));
  return { fingerprint, requests, register, list };
}

/** Lines that are read before everything else has its turn: a few ms. */
const LINES_AT_ONCE = 500;

/** The same, for a list of any length: nobody waits for all of it. */
export async function readListInTurns(
  text: string,
  sha256: Sha256,
  breathe: () => Promise<void>,
): Promise<(Kept & { list: string }) | null> {
  const lines = text.split('\n');
  const begin = lines.shift();
  const register = registerIn(lines.splice(-2));
  // As an editor leaves it, it says the same in other lines.
  if (begin !== LIST_BEGIN || !register) return readList(text, sha256);
  const requests: Map<string, KeptHead> = new Map();
  for (const [n, line] of lines.entries()) {
    if (n % LINES_AT_ONCE === 0) await breathe();
    const { data } = Line.safeParse(jsonOf(line.replace(/,$/, '')));
    if (!data) return readList(text, sha256);
    const [id, seq, head] = data;
    if (line !== JSON.stringify(data) + (n < lines.length - 1 ? ',' : '')) {
      return readList(text, sha256);
    }
    requests.set(id, { seq, head });
  }
  const fingerprint = recordFingerprint(lines.length, sha256(text));
  return { fingerprint, requests, register, list: text };
}

/** Of the two last lines of a list as it is made; null where they are others. */
function registerIn([line = '', end = '']: string[]): KeptHead | null {
  const { data } = z.object({ register: Register }).safeParse(jsonOf(`{${line.slice(2)}`));
  const register = data ? { seq: data.register.place, head: data.register.head } : null;
  return register && `\n${line}\n${end}` === listEnd(register) ? register : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
