/** Numbers and bytes as few bytes: 7 bits of a number in each, the lowest first. */

const LOW_BITS = 128;
const BITS = 7;
const MAX_BYTES = 8;
/** Twice this is still a whole number that JavaScript keeps exactly. */
const LARGEST = 2 ** 51;

/** True for a number that `whole` keeps exactly. */
export function fitsWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) < LARGEST;
}

export type Packer = {
  /** A whole number from 0 on. */
  count(value: number): void;
  /** A whole number of either sign; small ones of both are short. */
  whole(value: number): void;
  /** Bytes, written as an even number of hexadecimal digits; whoever reads them knows how many. */
  hex(digits: string): void;
  done(): Buffer;
};

export function createPacker(): Packer {
  const bytes: number[] = [];
  function count(value: number): void {
    let left = value;
    for (; left >= LOW_BITS; left = Math.floor(left / LOW_BITS)) {
      bytes.push((left % LOW_BITS) + LOW_BITS);
    }
    bytes.push(left);
  }
  return {
    count,
    whole: (value) => count(value < 0 ? -value * 2 - 1 : value * 2),
    hex: (digits) => void bytes.push(...Buffer.from(digits, 'hex')),
    // Not a plain Uint8Array: of one that begins inside its memory, libsql stores the wrong bytes.
    done: () => Buffer.from(bytes),
  };
}

export type Unpacker = {
  count(): number;
  whole(): number;
  hex(length: number): string;
  isDone(): boolean;
};

/** Reads what a packer wrote; throws where the bytes end too early. */
export function createUnpacker(bytes: Buffer): Unpacker {
  let at = 0;
  function count(): number {
    let value = 0;
    for (let index = 0; index < MAX_BYTES; index += 1) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value += (byte % LOW_BITS) * 2 ** (BITS * index);
      if (byte < LOW_BITS) return value;
    }
    throw new Error('the packed values are cut off');
  }
  return {
    count,
    whole() {
      const value = count();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
    hex(length) {
      if (at + length > bytes.length) throw new Error('the packed values are cut off');
      at += length;
      return bytes.toString('hex', at - length, at);
    },
    isDone: () => at === bytes.length,
  };
}
