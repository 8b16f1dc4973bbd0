import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes (or of bytes), as 64 lower-case hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function measure(text: string): { sha256: string; bytes: number } {
  return { sha256: sha256(text), bytes: Buffer.byteLength(text) };
}
