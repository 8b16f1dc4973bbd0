import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Written } from '../../../shared/evidence/files.ts';
import { MAX_PACK_BYTES, SEAL_BYTES, SEAL_PREFIX } from '../../../shared/evidence/pack.ts';
import type { Result } from '../../../shared/result.ts';
import { fail } from '../../../shared/result.ts';
import { writeAtomically } from './atomic-file.ts';

/** The end-of-central-directory record without its comment (APPNOTE 4.3.16); the comment's length is its last field. */
const END_BYTES = 22;
/** Who opens the zip by other means sees files that everybody of theirs may read. */
const MODE = 0o100644;

type Parts = readonly { name: string; text: string }[];

/** Writes a pack as a zip with its seal as the zip's comment. yazl makes the zip; the seal is put behind it. */
export async function writePack(
  path: string,
  parts: Parts,
  madeAt: number,
  signal: AbortSignal,
): Promise<Result<Written>> {
  const total = parts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (total > MAX_PACK_BYTES) {
    const detail = `${Math.round(total / 1e6)} MB unpacked; at most ${MAX_PACK_BYTES / 1e6} MB are written`;
    return fail({ kind: 'file', file: basename(path), reason: 'too-large', detail });
  }
  return writeAtomically(path, async (file) => {
    const zip = new ZipFile();
    const broken = new Promise<never>((_resolve, reject) => zip.once('error', reject));
    const options = {
      mtime: new Date(madeAt),
      mode: MODE,
      // Without the extra field: time zones have no part in the bytes.
      forceDosTimestamp: true,
    };
    for (const { name, text } of parts) {
      // Each when its turn comes: compressed all at once, thousands would need gigabytes beside JavaScript's own memory.
      zip.addReadStreamLazy(name, options, (ready) =>
        ready(null, Readable.from([Buffer.from(text)])),
      );
    }
    zip.end({ forceZip64Format: false, comment: '' });
    const written = await Promise.race([
      sealed(zip.outputStream as unknown as Readable, file, signal),
      broken,
    ]);
    return { file: basename(path), ...written };
  });
}

/** Passes a zip on to its file, all but its last record; that gets the seal as its comment. */
async function sealed(zip: Readable, file: FileHandle, signal: AbortSignal) {
  const hash = createHash('sha256');
  let bytes = 0;
  let kept = Buffer.alloc(0);
  for await (const chunk of zip) {
    signal.throwIfAborted();
    const all = Buffer.concat([kept, chunk as Buffer]);
    const ready = all.subarray(0, Math.max(0, all.length - END_BYTES));
    kept = all.subarray(ready.length);
    bytes += await put(file, ready, hash);
  }
  const end = Buffer.from(kept);
  end.writeUInt16LE(SEAL_BYTES, END_BYTES - 2);
  bytes += await put(file, end, hash);
  const seal = Buffer.from(`${SEAL_PREFIX}${hash.copy().digest('hex')}`, 'latin1');
  bytes += await put(file, seal, hash);
  return { bytes, sha256: hash.digest('hex') };
}

async function put(file: FileHandle, bytes: Buffer, hash: Hash): Promise<number> {
  hash.update(bytes);
  let at = 0;
  while (at < bytes.length) at += (await file.write(bytes, at)).bytesWritten;
  return bytes.length;
}
