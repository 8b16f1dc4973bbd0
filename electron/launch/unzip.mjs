import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

// The ZIP format's record signatures and sizes (APPNOTE 6.3.x, 4.3.7, 4.3.12, 4.3.16).
const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_SIZE = 22;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_SIZE = 46;
const LOCAL_HEADER_SIZE = 30;
const LONGEST_COMMENT = 0xffff;

const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * @param {number} file
 * @param {number} position
 * @param {number} length
 */
function readAt(file, position, length) {
  const buffer = Buffer.alloc(length);
  const read = readSync(file, buffer, 0, length, position);
  if (read !== length) throw new Error('the archive ends too early');
  return buffer;
}

/**
 * The names, places and modes of an archive's files, from its central directory.
 * @param {number} file
 */
function readDirectory(file) {
  const { size } = fstatSync(file);
  const tailLength = Math.min(size, END_OF_DIRECTORY_SIZE + LONGEST_COMMENT);
  const tail = readAt(file, size - tailLength, tailLength);
  let end = tail.length - END_OF_DIRECTORY_SIZE;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('not a zip archive');
  const count = tail.readUInt16LE(end + 10);
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('broken archive directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      place: directory.readUInt32LE(at + 42),
      name: directory.toString(
        'utf8',
        at + DIRECTORY_ENTRY_SIZE,
        at + DIRECTORY_ENTRY_SIZE + nameLength,
      ),
    });
    at +=
      DIRECTORY_ENTRY_SIZE +
      nameLength +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks a zip archive with Node alone, keeping the files' modes and links: the `unzip` tool is
 * not on every machine. No zip64: an archive over 4 GB is refused as broken.
 * @param {string} archive
 * @param {string} destination
 * @param {(name: string) => boolean} wanted which of the archive's files to unpack
 */
export function unzip(archive, destination, wanted = () => true) {
  const file = openSync(archive, 'r');
  try {
    for (const entry of readDirectory(file)) {
      if (entry.name.endsWith('/') || !wanted(entry.name)) continue;
      const target = resolve(destination, entry.name);
      if (!target.startsWith(resolve(destination) + sep)) {
        throw new Error(`the archive wants to write outside its folder: ${entry.name}`);
      }
      const header = readAt(file, entry.place, LOCAL_HEADER_SIZE);
      const begin =
        entry.place + LOCAL_HEADER_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
      const packed = readAt(file, begin, entry.packedSize);
      if (entry.method !== STORED && entry.method !== DEFLATED) {
        throw new Error(`${entry.name} is packed in an unknown way (${entry.method})`);
      }
      const content = entry.method === STORED ? packed : inflateRawSync(packed);
      mkdirSync(dirname(target), { recursive: true });
      if ((entry.mode & FILE_TYPE) === SYMBOLIC_LINK) {
        symlinkSync(content.toString('utf8'), target);
      } else {
        writeFileSync(target, content);
        if (entry.mode & 0o777) chmodSync(target, entry.mode & 0o777);
      }
    }
  } finally {
    closeSync(file);
  }
}
