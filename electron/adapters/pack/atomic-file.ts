import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { unwritten } from './file-failure.ts';

/** For the one who wrote it: evidence is handed on by a person's own act. */
const FOR_ME_ALONE = 0o600;

/**
 * Writes a file whole or not at all: beside its place first, synced, then put there in one step. What was there under
 * that name stays until then; a half-written file is never left under it.
 */
export async function writeAtomically<T>(
  path: string,
  write: (file: FileHandle) => Promise<T>,
): Promise<Result<T>> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  let file: FileHandle | null = null;
  try {
    file = await open(beside, 'wx', FOR_ME_ALONE);
    const value = await write(file);
    await file.sync();
    await file.close();
    file = null;
    await rename(beside, path);
    await namesToDisk(dirname(path));
    return ok(value);
  } catch (error) {
    await file?.close().catch(() => {});
    await rm(beside, { force: true }).catch(() => {});
    return fail(unwritten(path, error));
  }
}

/** The file's name is on disk too, where the system has that for folders: Windows has not. */
async function namesToDisk(folder: string): Promise<void> {
  const names = await open(folder, 'r').catch(() => null);
  await names?.sync().catch(() => {});
  await names?.close().catch(() => {});
}
