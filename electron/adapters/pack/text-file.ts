import { basename } from 'node:path';
import type { Written } from '../../../shared/evidence/files.ts';
import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import { writeAtomically } from './atomic-file.ts';
import { sha256 } from './hash.ts';
import { readBounded } from './read-pack.ts';

/** Writes a file whole or not at all. */
export function writeFile(path: string, content: string | Uint8Array): Promise<Result<Written>> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return writeAtomically(path, async (file) => {
    await file.writeFile(bytes);
    return { file: basename(path), bytes: bytes.length, sha256: sha256(bytes) };
  });
}

export async function readText(
  path: string,
  maxBytes: number,
): Promise<Result<{ file: string; text: string }>> {
  const content = await readBounded(path, maxBytes);
  return content.ok ? ok({ file: basename(path), text: content.value.toString('utf8') }) : content;
}
