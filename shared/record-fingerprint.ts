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

export const FingerprintList = z.object({
  format: z.literal(FORMAT),
  /** Id, number of its last fact, head after it; in the order in which they were put on record. */
  requests: z.array(z.tuple([z.string(), Seq, Head])),
  register: z.object({ place: Seq, head: Head }),
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
