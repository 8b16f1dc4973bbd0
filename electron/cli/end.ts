import type { Verdict } from '../../shared/realization.ts';
import type { Failure } from '../../shared/result.ts';

/** How a command has ended, in the word that scripts read. */
export const END_WORDS = [
  'realized',
  'deleted',
  'partial',
  'failed',
  'missing',
  'service-disabled',
  'refused',
  'not-applied',
  'in-doubt',
  'timed-out',
  'unreachable',
  'untrusted',
  'unauthorized',
  'stopped',
  'accepted',
  'bug',
] as const;
export type EndWord = (typeof END_WORDS)[number];

export const EXIT_OK = 0;
/** The record is not as it was written: `verify` names the places. */
export const EXIT_BROKEN = 8;
/** The data can't be used: its file is damaged, of a newer version, or can't be opened. */
export const EXIT_DATA = 9;
export const EXIT_USAGE = 64;
export const EXIT_BUG = 70;

/** The exit code of each end; `stopped` is what shells give a program that Ctrl-C has ended. */
export const EXIT_CODE: Record<EndWord, number> = {
  realized: EXIT_OK,
  deleted: EXIT_OK,
  accepted: EXIT_OK,
  partial: 2,
  failed: 2,
  'timed-out': 3,
  refused: 4,
  'not-applied': 4,
  'service-disabled': 4,
  missing: 4,
  unreachable: 5,
  untrusted: 5,
  unauthorized: 6,
  'in-doubt': 7,
  stopped: 130,
  bug: EXIT_BUG,
};

/** Why a call could not be made, in the words of the end and of a check that was not asked. */
export type NotAskedWord =
  | 'unreachable'
  | 'untrusted'
  | 'unauthorized'
  | 'rate-limited'
  | 'busy'
  | 'malformed';

export function notAskedWord(failure: Failure): NotAskedWord {
  switch (failure.kind) {
    case 'unreachable':
    case 'untrusted':
    case 'rate-limited':
    case 'busy':
      return failure.kind;
    case 'unauthorized':
    case 'halted':
    case 'no-credential':
    case 'keychain':
    case 'forbidden':
      return 'unauthorized';
    default:
      return 'malformed';
  }
}

/** The end of a command that could not do its work at all. */
export function endOfFailure(failure: Failure): EndWord {
  switch (failure.kind) {
    case 'invalid':
    case 'refused':
    case 'read-only':
      return 'refused';
    case 'not-found':
      return 'missing';
    case 'stale':
      return 'in-doubt';
    // Neither a manager nor what was typed: the computer that this runs on.
    case 'storage':
    case 'bug':
      return 'bug';
    default: {
      const word = notAskedWord(failure);
      return word === 'untrusted' || word === 'unauthorized' ? word : 'unreachable';
    }
  }
}

/**
 * The end that a verdict is. `whyNotSent`: why no byte of a write left; null where it did leave, and reading the object
 * back showed that it was not applied.
 */
export function endOfVerdict(verdict: Verdict, whyNotSent: Failure | null): EndWord {
  switch (verdict) {
    case 'in-progress':
    case 'unknown':
    case 'not-asked':
      return 'timed-out';
    case 'not-sent':
      return whyNotSent ? endOfFailure(whyNotSent) : 'not-applied';
    default:
      return verdict;
  }
}
