import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that is soon full, and can be made read-only even for root. */
export type SmallDisk = {
  folder: string;
  /** Sets its size, kB. */
  resize(kilobytes: number): void;
  readOnly(): void;
  writable(): void;
  remove(): void;
};

/** Null where this user may not mount one; whoever skips a test for it says so. */
export function smallDisk(kilobytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-disk-'));
  const mount = (...words: string[]) => {
    execFileSync('mount', words, { stdio: 'pipe' });
  };
  try {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Error('not root');
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder);
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    resize: (next) => mount('-o', `remount,size=${next}k`, folder),
    readOnly: () => mount('-o', 'remount,ro', folder),
    writable: () => mount('-o', 'remount,rw', folder),
    remove() {
      // Whoever still has a file of it open keeps it, out of sight.
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true });
    },
  };
}

export const NO_DISK = 'only root on Linux can mount a disk that is soon full';
