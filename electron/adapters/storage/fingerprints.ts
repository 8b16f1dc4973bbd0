import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kept, readFingerprint, readList } from '../../../shared/record-fingerprint.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { sha256 } from '../database/chain.ts';
import { writeFile } from '../pack/text-file.ts';
import { storageFailure } from './storage-failure.ts';

const FOLDER = 'fingerprints';
const FOLDER_FOR_ME_ALONE = 0o700;

/**
 * The lists that fingerprints of the record are of, each in a file of its fingerprint's name. Whoever changes one makes
 * it the list of another fingerprint: it proves nothing by itself, and needs no guarding.
 */
export function fingerprints(dataFolder: string) {
  const folder = join(dataFolder, FOLDER);
  const fileOf = (fingerprint: string) => join(folder, `${fingerprint}.json`);

  return {
    /** Answers with the fingerprint that a list has; null where it is no such list. */
    async keepFingerprint(list: string): Promise<Result<string | null>> {
      const read = readList(list, sha256);
      if (!read) return ok(null);
      const { fingerprint } = read;
      if (existsSync(fileOf(fingerprint))) return ok(fingerprint);
      try {
        await mkdir(folder, { recursive: true, mode: FOLDER_FOR_ME_ALONE });
      } catch (error) {
        const failure = storageFailure(error);
        if (!failure) throw error;
        return fail(failure);
      }
      const written = await writeFile(fileOf(fingerprint), list);
      return written.ok ? ok(fingerprint) : written;
    },
    async fingerprintList(typed: string): Promise<Result<{ list: string; kept: Kept } | null>> {
      const asked = readFingerprint(typed);
      if (asked?.of !== 'record' || !existsSync(fileOf(asked.text))) return ok(null);
      const list = await readFile(fileOf(asked.text), 'utf8');
      const read = readList(list, sha256);
      return ok(read?.fingerprint === asked.text ? { list, kept: read } : null);
    },
  };
}
