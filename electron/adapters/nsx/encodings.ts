import { pipeline, type Readable } from 'node:stream';
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  type Gunzip,
  type Inflate,
} from 'node:zlib';
import { FailureError } from './network-failure.ts';

/** How an answer may be packed. */
export const ENCODINGS = 'gzip, deflate, br';

/** Small parts, so that what unpacks to far more than it was is noticed early. */
const PART_BYTES = 16 * 1024;

const UNPACKERS: Record<string, () => Gunzip | Inflate | BrotliDecompress> = {
  gzip: () => createGunzip({ chunkSize: PART_BYTES }),
  'x-gzip': () => createGunzip({ chunkSize: PART_BYTES }),
  deflate: () => createInflate({ chunkSize: PART_BYTES }),
  br: () => createBrotliDecompress({ chunkSize: PART_BYTES }),
};

/** The body of an answer as it was before it was packed; `named`: its Content-Encoding. Throws the network's error, or `malformed`. */
export async function* decoded(
  body: Readable,
  status: number,
  named: string | undefined,
): AsyncGenerator<Buffer> {
  const encoding = (named ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') {
    yield* body;
    return;
  }
  const unpacker = UNPACKERS[encoding]?.();
  if (!unpacker) {
    body.destroy();
    const detail = `The answer is packed in a way that was not asked for (${encoding.slice(0, 40)}).`;
    throw new FailureError({ kind: 'malformed', status, detail });
  }
  let broken: unknown = null;
  body.once('error', (error) => {
    broken = error;
  });
  try {
    // Both are destroyed when either fails, and when the reader leaves.
    pipeline(body, unpacker, () => {});
    yield* unpacker;
  } catch (error) {
    if (broken) throw broken;
    const why = error instanceof Error ? error.message : String(error);
    const detail = `The answer can’t be unpacked (${encoding}): ${why}.`;
    throw new FailureError({ kind: 'malformed', status, detail });
  } finally {
    body.destroy();
  }
}
