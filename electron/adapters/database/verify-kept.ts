import { createHash } from 'node:crypto';
import {
  type Kept,
  type KeptHead,
  LIST_BEGIN,
  listEnd,
  listLine,
  recordFingerprint,
} from '../../../shared/record-fingerprint.ts';

/** The list of which the fingerprint of now is, made request by request while the record is walked through. */
export function fingerprintList() {
  const lines = [LIST_BEGIN];
  const hash = createHash('sha256').update(LIST_BEGIN);
  let requests = 0;
  function add(line: string): void {
    lines.push(line);
    hash.update(line);
  }
  return {
    add(id: string, end: KeptHead): void {
      add(listLine(id, end, requests === 0));
      requests += 1;
    },
    end(register: KeptHead): { fingerprint: string; list: string } {
      add(listEnd(register));
      const fingerprint = recordFingerprint(requests, hash.digest('hex'));
      return { fingerprint, list: lines.join('') };
    },
  };
}

/** A kept fingerprint against the record: what it stands for, and what of it was not met with. */
export function keptCheck(kept: Kept | null) {
  const left = new Map(kept?.requests);
  let dropped = 0;
  let isRegisterAsThen = kept?.register == null || kept.register.seq === 0;
  return {
    of: (id: string): KeptHead | undefined => kept?.requests.get(id),
    met: (id: string): void => void left.delete(id),
    dropped(id: string): void {
      if (left.delete(id)) dropped += 1;
    },
    /** The head of the register after an entry. */
    passed(place: number, head: string): void {
      if (place === kept?.register?.seq) isRegisterAsThen = head === kept.register.head;
    },
    howManyDropped: () => dropped,
    missing: () => [...left.keys()],
    /** Up to which entry the register is another; null where it is as it was. */
    otherRegister: () => (isRegisterAsThen ? null : (kept?.register?.seq ?? null)),
  };
}
