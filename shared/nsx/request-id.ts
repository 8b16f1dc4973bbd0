const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ZEROS = /^[0-]+$/;

/** What is wrong with a text that is to be an `x-nsx-requestid`, and the next step. */
export const ODD_REQUEST_ID =
  'This is no x-nsx-requestid: paste the UUID that the manager answered the write with';

/**
 * Whether a text can be the `x-nsx-requestid` of a write: a UUID (every recorded answer of NSX, domain.md §4), and not
 * the one of zeros. What NSX says to an id that it never gave is known to nobody: it may be the state of the session.
 */
export function isRequestId(text: string): boolean {
  return UUID.test(text) && !ZEROS.test(text);
}
