import type { ExportOutcome } from '../evidence-contract.ts';
import type { RequestId } from '../ids.ts';
import type { RequestSummary } from '../request.ts';
import type { Result } from '../result.ts';
import type { Suspect } from './build.ts';
import type { CarriedRecord } from './carried.ts';
import type { ListEnd } from './list-export.ts';
import type { Manifest, PackedNodes, PackProblem } from './pack.ts';
import type { PackedRequest } from './verify.ts';

/** A file that was written: its name without its folder, which is nobody else's business. */
export type Written = { file: string; bytes: number; sha256: string };

/** What a file chosen as a pack is: with any problem it has no content for anybody. */
export type OpenedPack = Written & {
  problems: PackProblem[];
  content?: { manifest: Manifest; requests: PackedRequest[]; nodes: PackedNodes };
};

/** What a pack says of itself once it was read back and checked; no request of one that has a problem. */
export type CheckedPack = Written & { problems: PackProblem[]; requests: Manifest['requests'] };

/**
 * What came of an export that something depends on: a pack that was read back and is as it should be, with where the
 * chain of each of its requests ends. `file`: it was cancelled when this one was written already.
 */
export type ProvenPack =
  | Exclude<ExportOutcome, { outcome: 'written' | 'cancelled' }>
  | { outcome: 'cancelled'; file?: string }
  | { outcome: 'proven'; pack: Packed; heads: ReadonlyMap<RequestId, string> };

/** A report for paper, or where in its record something looks like a secret. */
export type Drawn = { suspects: Suspect[] } | { html: string };

/** A pack that is being put together; and what else is made of a whole record, where nobody waits for it. */
export type Packing = {
  /** Takes a request in. What looks like a secret in it is told, and then it is not in the pack. */
  add(record: CarriedRecord): Promise<Suspect[]>;
  /** The report of a request alone. */
  report(record: CarriedRecord): Promise<Drawn>;
  /** How a request stands, for a list. */
  end(record: CarriedRecord, summary: RequestSummary): Promise<ListEnd>;
  /** Another request might be more than a pack may hold. */
  isFull(): Promise<boolean>;
  /** Writes the pack whole or not at all; dropped meanwhile, it is not written. */
  write(path: string, register: string | null): Promise<Result<Packed>>;
  drop(): void;
};
export type Packed = Written & { requests: number; redacted: Record<string, number> };
