import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under a folder. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Whether bytes hold a text, in either of the encodings that Node, SQLite and Chromium write. */
const holds = (bytes: Buffer, text: string): boolean =>
  bytes.includes(Buffer.from(text, 'utf8')) || bytes.includes(Buffer.from(text, 'utf16le'));

/** The files under a folder that hold one of the texts, each as `file: text`. */
export function filesHolding(folder: string, texts: Iterable<string>): string[] {
  const wanted = [...texts];
  return filesUnder(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    return wanted.filter((text) => holds(bytes, text)).map((text) => `${file}: ${text}`);
  });
}
