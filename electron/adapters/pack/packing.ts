import { basename } from 'node:path';
import { createPackBuilder, reportOf, suspectsOf } from '../../../shared/evidence/build.ts';
import { arrived } from '../../../shared/evidence/carried.ts';
import type { Packing } from '../../../shared/evidence/files.ts';
import { endOf } from '../../../shared/evidence/list-export.ts';
import type { About } from '../../../shared/evidence/report-html.ts';
import { fail } from '../../../shared/result.ts';
import { fileFailure } from './file-failure.ts';
import { measure, sha256 } from './hash.ts';
import { writePack } from './write-pack.ts';

/** Puts a pack together in this very thread. */
export function plainPacking(about: About): Packing {
  const builder = createPackBuilder(about, sha256, measure);
  const abort = new AbortController();
  return {
    add: async (record) => builder.add(arrived(record)),
    async report(carried) {
      const record = arrived(carried);
      const suspects = suspectsOf(record);
      return suspects.length > 0 ? { suspects } : { html: reportOf(record, about) };
    },
    end: async (record, summary) => endOf(summary, arrived(record)),
    isFull: async () => builder.isFull(),
    async write(path, register) {
      try {
        const { parts, manifest } = builder.finish(register);
        const written = await writePack(path, parts, about.madeAt, abort.signal);
        if (!written.ok) return written;
        const { requests, redacted } = manifest;
        return { ok: true, value: { ...written.value, requests: requests.length, redacted } };
      } catch (error) {
        // More text than one string can be.
        if (error instanceof RangeError) {
          const detail = 'It would be longer than a file of text can be. Choose fewer requests.';
          return fail({ kind: 'file', file: basename(path), reason: 'too-large', detail });
        }
        return fail(fileFailure(path, error));
      }
    },
    drop: () => abort.abort(),
  };
}
