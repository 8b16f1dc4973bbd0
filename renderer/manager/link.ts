import type { Link, ManagerView } from '../../shared/manager.ts';
import type { Tone } from '../ui/badge.tsx';
import { shortWhenOf, type Zone } from '../ui/time.ts';

export interface LinkWords {
  tone: Tone;
  /** Drawn as a ring: we do not know, or cannot ask. */
  hollow: boolean;
  /** For a badge: "Reachable". */
  word: string;
  /** After the manager's name: "offline since 13:48", "NSX 4.2.1". */
  phrase: string;
}

/** `13:48` today, `2026-02-03 13:48` on another day. */
const since = (at: number, zone: Zone) => shortWhenOf(at, Date.now(), zone);

const WORD: Record<Link['state'], { tone: Tone; hollow: boolean; word: string }> = {
  'not-asked': { tone: 'neutral', hollow: true, word: 'Not asked yet' },
  reachable: { tone: 'ok', hollow: false, word: 'Reachable' },
  unreachable: { tone: 'neutral', hollow: true, word: 'Offline' },
  untrusted: { tone: 'danger', hollow: false, word: 'Certificate changed' },
  halted: { tone: 'warning', hollow: false, word: 'Sign-in refused' },
  'signed-out': { tone: 'warning', hollow: true, word: 'Signed out' },
};

/** One connection was reset: that is not the manager being away. */
const ASKING_AGAIN: LinkWords = {
  tone: 'neutral',
  hollow: true,
  word: 'Asking again',
  phrase: 'one connection was reset; asking again',
};

/** The state of the way to a manager, as the title bar, the list and the desk say it. */
export function linkWords({ link, facts }: ManagerView, zone: Zone): LinkWords {
  if (link.resetAt !== undefined) return ASKING_AGAIN;
  const words = WORD[link.state];
  const version = facts?.version ? `NSX ${shortVersion(facts.version)}` : 'version not read';
  const phrase = {
    'not-asked': () => 'not asked yet',
    reachable: () => version,
    unreachable: () => `offline since ${since(link.since, zone)}`,
    untrusted: () =>
      link.failure?.kind === 'untrusted' && !link.failure.expected
        ? 'certificate not trusted'
        : 'certificate changed',
    halted: () => 'sign-in refused',
    'signed-out': () => 'signed out',
  }[link.state]();
  const word =
    link.state === 'untrusted' && link.failure?.kind === 'untrusted' && !link.failure.expected
      ? 'Not trusted'
      : words.word;
  return { ...words, word, phrase };
}

/** `4.2.1.0.0.24105824` as `4.2.1`. */
export function shortVersion(version: string): string {
  return version.split('.').slice(0, 3).join('.');
}

/** True where a person has to do something before this manager can be asked again. */
export function needsPerson({ link }: ManagerView): boolean {
  return link.state === 'untrusted' || link.state === 'halted' || link.state === 'signed-out';
}
