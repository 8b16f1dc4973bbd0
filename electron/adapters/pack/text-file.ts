import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Written } from '../../../shared/evidence/files.ts';
import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { readBounded } from './read-pack.ts';

/** Hashed at once, and written: a few ms. */
const PIECE_BYTES = 2 ** 21;

/** Writes a file whole or not at all; a large one piece by piece. */
export function writeFile(path: string, content: string | Uint8Array): Promise<Result<Written>> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return writeAtomically(path, async (file) => {
    const hash = createHash('sha256');
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      hash.update(piece);
      await file.writeFile(piece);
    }
    return { file: basename(path), bytes: bytes.length, sha256: hash.digest('hex') };
  });
}

export async function readText(
  path: string,
  maxBytes: number,
): Promise<Result<{ file: string; text: string }>> {
  const content = await readBounded(path, maxBytes);
  return content.ok ? ok({ file: basename(path), text: content.value.toString('utf8') }) : content;
}
