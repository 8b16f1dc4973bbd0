import { nsxErrorText } from './nsx/error-body.ts';
import type { ReviewMark } from './request.ts';
import type { Failure, StorageReason } from './result.ts';

const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Below this many seconds a tenth is worth reading. */
const TENTHS_BELOW = 30;
/** Below this many minutes the seconds are worth reading. */
const SECONDS_BELOW = 10;

/** A length of time in ms as a person would say it: "420 ms", "12.4 s", "41 s", "3 min 5 s", "20 min", "2 h 5 min". */
export function durationText(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < TENTHS_BELOW * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < SECONDS_BELOW * MINUTE) return two(seconds, MINUTE, 'min', 1, 's');
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return two(seconds, HOUR, 'h', MINUTE, 'min');
  return two(seconds, DAY, 'd', HOUR, 'h');
}

function two(seconds: number, big: number, bigName: string, small: number, smallName: string) {
  const rest = Math.floor((seconds % big) / small);
  const head = `${Math.floor(seconds / big)} ${bigName}`;
  return rest === 0 ? head : `${head} ${rest} ${smallName}`;
}

/** "1 transport node", "4 transport nodes", "3,995 sessions" */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** NSX's state word for a label: `in_sync` is said "in sync". The raw word stays beside it elsewhere. */
export function stateLabel(rawState: string): string {
  return rawState.replaceAll('_', ' ').toLowerCase();
}

const CCP_PREFIX = /^CCP Id:\s*[\w-]+,\s*Message:\s*/i;

/** NSX's message without the id of the control plane node that it begins with (the guide's examples); whole elsewhere. */
export function shortMessage(message: string): string {
  return message.replace(CCP_PREFIX, '').trim();
}

/** `e550100d…a3ccb`: an id that can be told from its neighbours in a list. */
export function shortId(id: string): string {
  const HEAD = 8;
  const TAIL = 5;
  return id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
}

/** A failure in the few words that fit beside a gap; `renderer/ui/failure.tsx` says it at length. */
export function failureInShort(failure: Failure): string {
  switch (failure.kind) {
    case 'unreachable':
      return UNREACHABLE[failure.reason];
    case 'untrusted':
      return 'certificate not trusted';
    case 'unauthorized':
      return failure.off ? `${failure.off} sign-in is turned off there` : 'sign-in refused';
    case 'halted':
      return 'halted after a refused sign-in';
    case 'no-credential':
      return failure.detail ?? 'no password here';
    case 'forbidden':
      return 'not allowed';
    case 'rate-limited':
      return 'manager asks to slow down (429)';
    case 'busy':
      return 'manager busy (503)';
    case 'refused':
      return `HTTP ${failure.status}: ${nsxErrorText(failure.error)}`;
    case 'malformed':
      return failure.detail;
    case 'keychain':
      return 'keychain does not answer';
    case 'not-found':
      return `${failure.what} was not found`;
    case 'read-only':
      return `${failure.managerName} is read-only`;
    case 'file':
      return `${failure.file} can’t be used`;
    case 'reviewing':
      return 'a pack is open in reviewer mode';
    case 'stale':
    case 'bug':
      return failure.detail;
    case 'storage':
      return STORAGE[failure.reason];
    case 'invalid':
      return failure.issues[0]?.message ?? 'not valid';
  }
}

const STORAGE: Record<StorageReason, string> = {
  full: 'the disk is full',
  'read-only': 'the data folder can’t be written to',
  damaged: 'the database is damaged',
  busy: 'another Spanwatch holds the database',
  'newer-version': 'the database is of a newer Spanwatch',
  other: 'the disk did not take it',
};

const UNREACHABLE: Record<(Failure & { kind: 'unreachable' })['reason'], string> = {
  dns: 'name not found (DNS)',
  refused: 'connection refused',
  reset: 'connection reset',
  timeout: 'no answer in time',
  'no-route': 'no network',
  closed: 'connection closed',
  proxy: 'no way through the proxy',
  other: 'manager not reachable',
};

/** A reviewer's mark in words. */
export const MARK_WORDS: Record<ReviewMark, string> = {
  seen: 'Seen',
  questioned: 'Questioned',
  'signed-off': 'Signed off',
};

/** How the manager's clock stands to this computer's. */
export function clockText(offsetMs: number): string {
  if (Math.abs(offsetMs) < SECOND) return 'The manager’s clock agrees to the second';
  const way = offsetMs > 0 ? 'ahead of' : 'behind';
  return `The manager’s clock is ${durationText(Math.abs(offsetMs))} ${way} this computer’s`;
}

const natural = new Intl.Collator('en', { numeric: true });

/** Names as people order them: edge-2 before edge-10. */
export const inNaturalOrder = (a: string, b: string): number => natural.compare(a, b);

/** Who said something, also where nobody's name was known. */
export function signedName(by: string): string {
  return by || 'somebody without a name';
}
