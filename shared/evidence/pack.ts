import * as z from 'zod';
import { Millis, RequestId } from '../ids.ts';

/** The form of a pack. Another form one day is another number; a reader says which ones it knows. */
export const PACK_FORMAT = 'spanwatch-pack';
export const PACK_VERSION = 1;
export const PACK_ENDING = '.spanwatch-pack.zip';
export const REVIEW_ENDING = '.spanwatch-review.json';

/** What a pack may hold at most: refused with words, when it is written and when it is read. */
export const MAX_PACK_REQUESTS = 5_000;
export const MAX_PACK_PARTS = 2 * MAX_PACK_REQUESTS + 20;
export const MAX_PACK_BYTES = 1_000_000_000;
/** One part, unpacked. Text of JavaScript can't be much longer. */
export const MAX_PART_BYTES = 400_000_000;
/**
 * A pack that takes as many requests as there is room for takes no other from here on, in characters: of all of it, and
 * of its longest part. In UTF-8 a character may be three bytes, and the last request brings more.
 */
export const FULL_PACK = { chars: 200_000_000, partChars: 100_000_000 };
/** How much smaller zip can make what we write: more than that is a bomb. */
export const MAX_RATIO = 1_100;

export const MANIFEST = 'manifest.json';
export const NODES = 'nodes.json';
export const REPORT = 'report.html';
export const MARKDOWN = 'report.md';
export const CHECKS = 'checks.csv';
export const TRAFFIC = 'traffic.har';

/** The parts that are of the pack as a whole, in the order in which they stand in it. */
export const WHOLE_PARTS = [NODES, REPORT, MARKDOWN, CHECKS, TRAFFIC] as const;

/** What is said of a file that never was one. */
export const NOT_A_PACK = 'this is not an evidence pack';

const REQUESTS = 'requests/';
/** True of a part that only a pack has. */
export const isPackPart = (name: string) => name === MANIFEST || name.startsWith(REQUESTS);
export const requestPart = (id: string) => `requests/${id}/request.json`;
export const eventsPart = (id: string) => `requests/${id}/events.jsonl`;

const MAX_TEXT = 300;
const Sha256Digits = z.string().regex(/^[0-9a-f]{64}$/);

const Part = z.object({
  name: z.string().max(MAX_TEXT),
  sha256: Sha256Digits,
  bytes: z.number().int().min(0).max(MAX_PART_BYTES),
});

/** A request's chain as it was when the pack was made: its head after so many events. */
const PackedRequest = z.object({
  id: RequestId,
  events: z.number().int().min(0),
  head: Sha256Digits,
});

/** What a pack says of itself. The hashes are of the parts as they are unpacked. */
export const Manifest = z.object({
  format: z.literal(PACK_FORMAT),
  version: z.literal(PACK_VERSION),
  madeAt: Millis,
  madeBy: z.string().max(MAX_TEXT),
  app: z.string().max(MAX_TEXT),
  requests: z.array(PackedRequest).max(MAX_PACK_REQUESTS),
  /** The head of the register of all requests, where the record has one. */
  register: z.string().max(MAX_TEXT).nullable(),
  /** How often something secret stands as «redacted» in the record, by where it stood. */
  redacted: z.record(z.string().max(MAX_TEXT), z.number().int()),
  /** The manager's clock less the computer's as last recorded, ms, by request; absent where nobody recorded it. */
  clockOffsets: z.record(RequestId, z.number()),
  parts: z.array(Part).max(MAX_PACK_PARTS),
});
export type Manifest = z.infer<typeof Manifest>;

/** Names of transport nodes as they were last read, by manager, then by node. */
export const PackedNodes = z.record(z.string(), z.record(z.string(), z.string()));
export type PackedNodes = z.infer<typeof PackedNodes>;

/** What is wrong with a file, and where. */
export const PackProblem = z.object({ place: z.string(), problem: z.string() });
export type PackProblem = z.infer<typeof PackProblem>;

/** The file's comment: SHA-256 of every byte before it, so that no byte of the file is without a witness. */
export const SEAL_PREFIX = 'spanwatch-pack-1 sha256:';
const SHA256_DIGITS = 64;
export const SEAL_BYTES = SEAL_PREFIX.length + SHA256_DIGITS;
/** The longest file that is read as a pack, bytes. */
export const MAX_PACK_FILE = 500_000_000;
