import type { CheckedPack, OpenedPack, Packing, Written } from '../../../shared/evidence/files.ts';
import type { Manifest } from '../../../shared/evidence/pack.ts';
import type { About } from '../../../shared/evidence/report-html.ts';
import type { Remark } from '../../../shared/evidence/review-file.ts';
import type { Refused, Reviewing } from '../../../shared/evidence-contract.ts';
import type { Result } from '../../../shared/result.ts';

export type ChosenFile = 'pack' | 'review' | 'pdf' | 'csv' | 'json' | 'fingerprint';

/** Files that a person chooses in the system's own dialog, and the mode in which a pack is looked at. */
export type Evidence = {
  /** The name of who is signed in to this computer; empty where the system can't say. */
  person(): string;
  /** Null where the person has thought better of it. */
  saveAs(what: ChosenFile, name: string): Promise<string | null>;
  /** The name of what lies there already; null where nothing does. */
  isThere(path: string): string | null;
  open(what: 'pack' | 'review' | 'fingerprint'): Promise<string | null>;
  /** Shows a file where it was saved, by its name; false where none was saved under it since the start. */
  show(file: string): boolean;
  /** Begins a pack, on a thread of its own where there is one. */
  packing(about: About): Packing;
  writeText(path: string, text: string): Promise<Result<Written>>;
  /** The page on paper, drawn without a network and without a script. */
  writePdf(path: string, html: string): Promise<Result<Written>>;
  readText(path: string, maxBytes: number): Promise<Result<{ file: string; text: string }>>;
  readPack(path: string): Promise<Result<OpenedPack>>;
  /** The same, without what is in it. */
  checkPack(path: string): Promise<Result<CheckedPack>>;
  sha256(text: string): string;
  /** Lets everything else have its turn. */
  breathe(): Promise<void>;
  review: {
    now(): Reviewing | null;
    refused(): Refused | null;
    enter(pack: OpenedPack): Promise<Result<Reviewing>>;
    leave(): void;
    /** What was said on the pack in front: of which requests, and which remarks. */
    remarks(): { requests: Manifest['requests']; remarks: Remark[] };
  };
};
