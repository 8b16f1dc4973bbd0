import type { Result } from '../result.ts';
import type { Suspect } from './build.ts';
import type { Manifest, PackedNodes, PackProblem } from './pack.ts';
import type { PackRecord } from './story.ts';
import type { PackedRequest } from './verify.ts';

/** A file that was written: its name without its folder, which is nobody else's business. */
export type Written = { file: string; bytes: number; sha256: string };

/** What a file chosen as a pack is: with any problem it has no content for anybody. */
export type OpenedPack = Written & {
  problems: PackProblem[];
  content?: { manifest: Manifest; requests: PackedRequest[]; nodes: PackedNodes };
};

/** A pack that is being put together. */
export type Packing = {
  /** Takes a request in. What looks like a secret in it is told, and then it is not in the pack. */
  add(record: PackRecord): Promise<Suspect[]>;
  /** Writes the pack whole or not at all; dropped meanwhile, it is not written. */
  write(path: string, register: string | null): Promise<Result<Packed>>;
  drop(): void;
};
export type Packed = Written & { requests: number; redacted: Record<string, number> };
