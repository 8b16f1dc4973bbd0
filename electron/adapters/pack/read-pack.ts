import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CheckedPack, OpenedPack, Written } from '../../../shared/evidence/files.ts';
import {
  isPackPart,
  MAX_PACK_FILE,
  NOT_A_PACK,
  type PackProblem,
  SEAL_BYTES,
  SEAL_PREFIX,
} from '../../../shared/evidence/pack.ts';
import { checkParts, type FoundPart } from '../../../shared/evidence/verify.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { fileFailure } from './file-failure.ts';
import { sha256 } from './hash.ts';
import { unzip } from './unzip.ts';

/** How every zip begins. */
const ZIP = 'PK';

/**
 * Reads a pack and checks all of it: the seal over every byte of the file, the zip, the manifest, each part, each
 * request's chain. A file with any problem has no content for anybody, and each problem has its place.
 */
export async function readPack(path: string): Promise<Result<OpenedPack>> {
  const file = await readBounded(path, MAX_PACK_FILE);
  if (!file.ok) return file;
  const name = basename(path);
  const found = { file: name, bytes: file.value.length, sha256: sha256(file.value) };
  try {
    return ok(await checked(file.value, found));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return ok({ ...found, problems: [{ place: name, problem: `it can’t be checked (${words})` }] });
  }
}

/** The same of a pack that nobody wants to look into: what it holds is told by its chains alone. */
export async function checkPack(path: string): Promise<Result<CheckedPack>> {
  const pack = await readPack(path);
  if (!pack.ok) return pack;
  const { content, ...found } = pack.value;
  return ok({ ...found, requests: content?.manifest.requests ?? [] });
}

async function checked(file: Buffer, found: Written): Promise<OpenedPack> {
  const { parts, problems } = await unzip(file);
  if (isNoPack(file, [...parts.keys()])) {
    return { ...found, problems: [{ place: found.file, problem: NOT_A_PACK }] };
  }
  const inside = checkParts(new Map([...parts].map(([key, part]) => [key, asFound(part)])), sha256);
  // What the zip says first: a part that can't be unpacked has no content to be compared.
  const all = [...problems, ...inside.problems.filter(({ place }) => !isSaid(problems, place))];
  const seal = sealProblem(file);
  if (seal !== null) {
    // The seal says that something was changed; where, the parts say better.
    if (all.length === 0)
      all.push({ place: seal, problem: 'it was changed after the pack was made' });
  }
  if (all.length > 0 || !('manifest' in inside)) return { ...found, problems: all };
  const { manifest, requests, nodes } = inside;
  return { ...found, problems: [], content: { manifest, requests, nodes } };
}

/** Nothing says that it ever was one: another file, or a zip of other things. One that was cut or changed is another matter. */
function isNoPack(file: Buffer, names: readonly string[]): boolean {
  const hasOurs = names.some(isPackPart);
  const hasSeal = file.includes(SEAL_PREFIX, Math.max(0, file.length - 2 * SEAL_BYTES), 'latin1');
  const isZip = file.toString('latin1', 0, ZIP.length) === ZIP;
  return !hasOurs && !hasSeal && (names.length > 0 || !isZip);
}

const isSaid = (problems: readonly PackProblem[], place: string) =>
  problems.some((problem) => problem.place === place);

function asFound(part: Buffer): FoundPart {
  return { sha256: sha256(part), bytes: part.length, text: () => part.toString('utf8') };
}

/** Where the file has no seal of its own bytes; null where it has. */
function sealProblem(file: Buffer): string | null {
  const at = file.length - SEAL_BYTES;
  const seal = at < 0 ? '' : file.toString('latin1', at);
  if (!seal.startsWith(SEAL_PREFIX)) return 'the seal at the file’s end';
  const digits = seal.slice(SEAL_PREFIX.length);
  if (!/^[0-9a-f]{64}$/.test(digits)) return 'the seal at the file’s end';
  return sha256(file.subarray(0, at)) === digits
    ? null
    : 'the zip’s own headers or the seal: every part is as the manifest has it';
}

/** A whole file, unless it is longer than it may be: then not a byte of it. */
export async function readBounded(path: string, most: number): Promise<Result<Buffer>> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > most) {
        const detail = `It has ${Math.ceil(size / 1e6)} MB; at most ${Math.floor(most / 1e6)} MB are read.`;
        return fail({ kind: 'file', file: basename(path), reason: 'too-large', detail });
      }
      return ok(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    return fail(fileFailure(path, error));
  }
}
