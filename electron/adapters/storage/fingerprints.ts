import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kept, readFingerprint, readListInTurns } from '../../../shared/record-fingerprint.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { sha256 } from '../database/chain.ts';
import { writeFile } from '../pack/text-file.ts';
import { storageFailure } from './storage-failure.ts';

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

const FOLDER = 'fingerprints';
const FOLDER_FOR_ME_ALONE = 0o700;

/**
 * The lists that fingerprints of the record are of, each in a file of its fingerprint's name. Whoever changes one makes
 * it the list of another fingerprint: it proves nothing by itself, and needs no guarding.
 */
export function fingerprints(dataFolder: string) {
  const folder = join(dataFolder, FOLDER);
  const fileOf = (fingerprint: string) => join(folder, `${fingerprint}.json`);

  /** What is there under its name; null where nothing is. Throws what the system says of a file that can't be read. */
  async function textOf(fingerprint: string): Promise<string | null> {
    const file = fileOf(fingerprint);
    return existsSync(file) ? await readFile(file, 'utf8') : null;
  }

  return {
    /** Answers with the fingerprint that a list has; null where it is no such list. `made`: that it has, by who made it. */
    async keepFingerprint(text: string, made?: string): Promise<Result<string | null>> {
      // To read one of 100,000 requests takes the better part of a second, in turns too.
      const read = made
        ? { fingerprint: made, list: text }
        : await readListInTurns(text, sha256, breathe);
      if (!read) return ok(null);
      const { fingerprint, list } = read;
      // One that was damaged gives way: else nobody could ever give its fingerprint back.
      if ((await textOf(fingerprint).catch(() => null)) === list) return ok(fingerprint);
      try {
        await mkdir(folder, { recursive: true, mode: FOLDER_FOR_ME_ALONE });
      } catch (error) {
        return failed(error);
      }
      const written = await writeFile(fileOf(fingerprint), list);
      return written.ok ? ok(fingerprint) : written;
    },
    async fingerprintList(typed: string): Promise<Result<{ list: string; kept: Kept } | null>> {
      const asked = readFingerprint(typed);
      if (asked?.of !== 'record') return ok(null);
      try {
        const text = (await textOf(asked.text)) ?? '';
        const read = await readListInTurns(text, sha256, breathe);
        return ok(read?.fingerprint === asked.text ? { list: read.list, kept: read } : null);
      } catch (error) {
        return failed(error);
      }
    },
  };
}

function failed(error: unknown) {
  const failure = storageFailure(error);
  if (!failure) throw error;
  return fail(failure);
}
