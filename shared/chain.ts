import { canonicalJson } from './canonical-json.ts';
import type { RequestId } from './ids.ts';
import type { Request, RequestEvent } from './request.ts';

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** Stands in front of what is hashed, so that another form of it one day is another chain. */
const REQUEST_CHAIN = 'spanwatch-request-1';
const REGISTER_CHAIN = 'spanwatch-register-1';

/** The head of a request's chain before its first event: it stands for the request itself. */
export function chainStart(request: Request, sha256: Sha256): string {
  return sha256(`${REQUEST_CHAIN}\n${canonicalJson(request)}`);
}

/** The head after one more event; each head stands for the request and every event up to it, in their order. */
export function chainNext(head: string, event: RequestEvent, sha256: Sha256): string {
  return sha256(`${head}\n${canonicalJson(event)}`);
}

/** What the register has of a request: that it was opened, that a pack has it, that it was dropped by its age. */
export type RegisterEntry = {
  place: number;
  what: 'opened' | 'exported' | 'dropped';
  requestId: RequestId;
  at: number;
  /** Opened: the start of its chain. Exported: the SHA-256 of the pack. Dropped: its last head. */
  head: string;
};

/** The head of an empty register. */
export function registerStart(sha256: Sha256): string {
  return sha256(REGISTER_CHAIN);
}

/** The register's head after one more entry: a request that is missing as a whole breaks it. */
export function registerNext(head: string, entry: RegisterEntry, sha256: Sha256): string {
  return sha256(`${head}\n${canonicalJson(entry)}`);
}

/**
 * How many hexadecimal digits of a head stand with its event, to say at which one a chain breaks. That it breaks the
 * whole head says, which stands once; so few that a check stays as small as it is.
 */
export const LINK_DIGITS = 8;
export const linkOf = (head: string): string => head.slice(0, LINK_DIGITS);
