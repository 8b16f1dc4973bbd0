import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import {
  MAX_PACK_BYTES,
  MAX_PACK_PARTS,
  MAX_PART_BYTES,
  MAX_RATIO,
  type PackProblem,
} from '../../../shared/evidence/pack.ts';

export type Unzipped = { parts: Map<string, Buffer>; problems: PackProblem[] };

const DIRECTORY = 'the zip’s directory';

/**
 * Unpacks a zip into memory, never into a folder; within bounds, however much it claims to hold. What is wrong is told
 * with its place: names that leave the folder, names that stand twice, more than may be.
 */
export async function unzip(file: Buffer): Promise<Unzipped> {
  const parts = new Map<string, Buffer>();
  const problems: PackProblem[] = [];
  const wrong = (place: string, problem: string) => void problems.push({ place, problem });
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(file, { lazyEntries: true, strictFileNames: true });
  } catch (error) {
    wrong(DIRECTORY, words(error));
    return { parts, problems };
  }
  if (zip.entryCount > MAX_PACK_PARTS) {
    wrong(DIRECTORY, `it has ${zip.entryCount} parts, more than the ${MAX_PACK_PARTS} of any pack`);
    return { parts, problems };
  }
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (parts.has(name)) {
        wrong(name, 'it stands in the zip twice');
        continue;
      }
      const tooMuch = sizeProblem(entry, total);
      if (tooMuch) {
        wrong(name, tooMuch);
        return { parts, problems };
      }
      total += entry.uncompressedSize;
      try {
        parts.set(name, await read(zip, entry));
      } catch (error) {
        parts.set(name, Buffer.alloc(0));
        wrong(name, `its bytes were changed, and it can’t be unpacked (${words(error)})`);
      }
    }
  } catch (error) {
    wrong(DIRECTORY, words(error));
  }
  return { parts, problems };
}

function sizeProblem(entry: Entry, before: number): string | null {
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > MAX_PART_BYTES || before + uncompressedSize > MAX_PACK_BYTES) {
    return `it would be ${Math.round(uncompressedSize / 1e6)} MB unpacked: more than a pack may hold`;
  }
  if (uncompressedSize > compressedSize * MAX_RATIO + MAX_RATIO) {
    return 'it unpacks to far more than anything that Spanwatch writes (a zip bomb)';
  }
  return entry.isEncrypted() ? 'it is encrypted, which no pack is' : null;
}

/** yauzl ends a stream that gives more or less than the entry says. */
async function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));
