import type { Input, Output } from '../../../shared/contract.ts';
import { type Kept, readFingerprint } from '../../../shared/record-fingerprint.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'storage' | 'evidence'>;

const NO_WINDOW: Failure = { kind: 'not-found', what: 'a window to choose a file in' };
const ENDING = 'spanwatch-fingerprint.json';
/** Of 100,000 requests it has some 12 MB. */
export const MAX_LIST_BYTES = 200_000_000;

const wrong = (message: string) => fail({ kind: 'invalid', issues: [{ path: [], message }] });

/** The files of fingerprints: saved, chosen, and read for a check. */
export function createFingerprints({ storage, evidence }: Needs) {
  return {
    /** What a fingerprint that was kept says of the record, or of a request. */
    async keptOf(requestId: string | null, typed: string): Promise<Result<Kept>> {
      const asked = readFingerprint(typed);
      if (!asked) {
        return wrong(
          'That is no fingerprint: it begins with swf1- (of the record) or swr1- (of a request)',
        );
      }
      if (asked.of === 'request') {
        if (requestId === null) {
          return wrong('That is the fingerprint of one request: give it back with that request');
        }
        const requests = new Map([[requestId, asked.kept]]);
        return ok({ fingerprint: asked.text, requests, register: null });
      }
      if (requestId !== null) {
        return wrong('That is the fingerprint of the whole record: give it back with that');
      }
      const found = await storage.fingerprintList(asked.text);
      if (!found.ok) return found;
      if (found.value === null) {
        return wrong(
          'Its list is not in this data folder (or was changed): choose the file that was saved of it',
        );
      }
      return ok(found.value.kept);
    },

    async save({
      fingerprint,
    }: Input<'record.save-fingerprint'>): Promise<Result<Output<'record.save-fingerprint'>>> {
      if (!evidence) return fail(NO_WINDOW);
      const found = await storage.fingerprintList(fingerprint);
      if (!found.ok) return found;
      if (found.value === null)
        return fail({ kind: 'not-found', what: 'the list of this fingerprint' });
      const path = await evidence.saveAs('fingerprint', ENDING);
      if (path === null) return ok({ file: null });
      const written = await evidence.writeText(path, found.value.list);
      return written.ok ? ok({ file: written.value.file }) : written;
    },

    async choose(): Promise<Result<Output<'record.choose-fingerprint'>>> {
      if (!evidence) return fail(NO_WINDOW);
      const path = await evidence.open('fingerprint');
      if (path === null) return ok({ fingerprint: null });
      const read = await evidence.readText(path, MAX_LIST_BYTES);
      if (!read.ok) return read;
      const kept = await storage.keepFingerprint(read.value.text);
      if (!kept.ok) return kept;
      if (kept.value !== null) return ok({ fingerprint: kept.value });
      const detail = 'It is no list of a fingerprint, or not whole.';
      return fail({ kind: 'file', file: read.value.file, reason: 'other', detail });
    },
  };
}
