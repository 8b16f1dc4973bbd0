import { basename } from 'node:path';
import type { Failure } from '../../../shared/result.ts';

type FileFailure = Extract<Failure, { kind: 'file' }>;

const REASON: Record<string, FileFailure['reason']> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'too-large',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'missing',
};

/** Of a file that was to be written: that it is missing means that its folder is. */
const UNWRITTEN: typeof REASON = {
  ...REASON,
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
  EISDIR: 'other',
};

/** What the system says of a file, as a failure that a person can act on. */
export function fileFailure(path: string, error: unknown, reasons = REASON): FileFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'file', file: basename(path), reason: reasons[code] ?? 'other', detail };
}

/** The same of a file that was to be written. */
export const unwritten = (path: string, error: unknown): FileFailure =>
  fileFailure(path, error, UNWRITTEN);
