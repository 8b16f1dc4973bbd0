import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Remark } from '../../../shared/evidence/review-file.ts';

const FOLDER = 'reviews';

/** What was said on a pack, kept in the reviewer's own data folder under the pack's hash: a line for each saying. */
export type RemarkFile = {
  all(): Remark[];
  /** Durable when it returns. */
  add(remark: Remark): void;
};

export function remarkFile(dataFolder: string, packSha256: string): RemarkFile {
  const folder = join(dataFolder, FOLDER);
  const path = join(folder, `${packSha256}.jsonl`);
  const all = readLines(path);
  return {
    all: () => [...all],
    add(remark) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = openSync(path, 'a', 0o600);
      try {
        // After a line that was cut off the next one begins anew.
        writeSync(file, `\n${JSON.stringify(remark)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      all.push(remark);
    },
  };
}

/** A line that a power cut left half written was never acknowledged: it is left out. */
function readLines(path: string): Remark[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      const remark = Remark.safeParse(JSON.parse(line));
      return remark.success ? [remark.data] : [];
    } catch {
      return [];
    }
  });
}
