import type { ReactNode } from 'react';
import type { AuthMode } from '../../shared/auth.ts';
import type { Failure, NsxError, StorageReason, UnreachableReason } from '../../shared/result.ts';
import { assertNever } from '../../shared/result.ts';
import type { Tone } from './badge.tsx';
import { CopyButton } from './copy-button.tsx';
import './failure.css';
import { ErrorState, Notice, OfflineState } from './states.tsx';

/** What a failure is called, what it means, and what a person can do next. */
export interface FailureWords {
  title: string;
  explanation: string;
  next: string;
  tone: Tone;
}

const UNREACHABLE: Record<UnreachableReason, string> = {
  dns: 'Its name cannot be resolved',
  refused: 'It refuses connections at this port',
  reset: 'The connection was cut while it was open',
  timeout: 'It did not answer in time',
  'no-route': 'There is no route to it from this network',
  closed: 'The connection was closed before an answer came',
  proxy: 'The way there leads through a proxy that does not let us pass',
  other: 'No connection came about',
};

/** NSX's own words, verbatim, with module and code: what a person searches the knowledge base for. */
export function nsxWords(error: NsxError): string {
  const code = error.code === null ? '' : ` (${error.module ?? 'error'} ${error.code})`;
  return `NSX says: ${error.message || 'nothing'}${code}`;
}

/** A network library's words as a sentence of their own. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the disk did not take, or not give. */
const STORAGE: Record<StorageReason, Omit<FailureWords, 'tone'>> = {
  full: {
    title: 'The disk is full',
    explanation: 'Nothing new can be put on record. What was acknowledged before is safe.',
    next: 'Make room on the disk of the data folder; Spanwatch tries again by itself.',
  },
  'read-only': {
    title: 'The data folder can’t be written to',
    explanation: 'Nothing new can be put on record. What was acknowledged before is safe.',
    next: 'Make the folder (Settings names it) and its files writable for your user, then try again.',
  },
  damaged: {
    title: 'The database is damaged',
    explanation: 'Some of its pages are not what was written to them.',
    next: 'Start Spanwatch again: it puts the file aside, unchanged, and offers the newest good backup.',
  },
  busy: {
    title: 'Another Spanwatch holds the database',
    explanation: 'It did not let go of it within five seconds.',
    next: 'Try again in a moment.',
  },
  'newer-version': {
    title: 'The data is of a newer version of Spanwatch',
    explanation: 'This version would not understand it. Nothing was changed.',
    next: 'Use the newer version.',
  },
  other: {
    title: 'The disk did not take it',
    explanation: 'Nothing new can be put on record. What was acknowledged before is safe.',
    next: 'Look at the disk of the data folder, then try again.',
  },
};

const WAY: Record<AuthMode, string> = {
  session: 'Session sign-in',
  basic: 'Basic sign-in',
  certificate: 'Sign-in by certificate',
};

/** What was refused: a way that seems to be off, a certificate (every other way is another one), or a password. */
function refusal(failure: Failure & { kind: 'unauthorized' }) {
  const said = nsxWords(failure.error);
  if (failure.off) {
    const title = `${WAY[failure.off]} seems to be turned off on this manager`;
    return { title, explanation: 'It took the sign-in, and opened no session.' };
  }
  return failure.otherWays?.includes('session') && failure.otherWays.includes('basic')
    ? {
        title: 'The manager did not accept this client certificate',
        explanation: `It was tried once. ${said}`,
      }
    : {
        title: 'The manager did not accept this user and password',
        explanation: `They were tried once. ${said}`,
      };
}

/** NSX answers a way that is turned off like a wrong password: both are said, and which other way there is. */
function otherWays({ off, otherWays: ways = [] }: Failure & { kind: 'unauthorized' }): string {
  if (ways.length === 0) return 'Change the sign-in to go on.';
  const names = ways.map((way) => WAY[way].toLowerCase()).join(' or ');
  if (off) return `Change to ${names} to go on.`;
  return `Change the sign-in to go on; should this way be turned off there, ${names} may work.`;
}

type FileFailure = Failure & { kind: 'file' };

const FILE: Record<FileFailure['reason'], [title: string, next: string]> = {
  full: ['The disk is full', 'Make room, or choose another disk. Nothing was written there.'],
  denied: ['may not be written or read there', 'Choose a folder that is yours.'],
  missing: ['is not there', 'It may have been moved or renamed. Choose it again.'],
  'no-folder': ['was not saved', 'Choose another folder.'],
  'too-large': ['is too large', 'Choose fewer requests, or another file.'],
  other: ['can’t be used', 'Try another folder.'],
};
/** In the system's own words these say no more, but in its codes and with names of nobody's choice. */
const FILE_WHY: Partial<Record<FileFailure['reason'], string>> = {
  denied: 'The system does not let you.',
  missing: 'Nothing has this name in that folder.',
  'no-folder': 'The folder that it was to be in is not there. Nothing was written.',
};

function fileWords({ file, reason, detail }: FileFailure): FailureWords {
  const [title, next] = FILE[reason];
  const why = FILE_WHY[reason] ?? detail;
  return {
    title: reason === 'full' ? title : `${file} ${title}`,
    explanation: reason === 'full' ? `${file} could not be written. ${detail}` : why,
    next,
    tone: 'warning',
  };
}

/** The one place that turns a failure's kind into words. */
export function wordsOf(failure: Failure): FailureWords {
  switch (failure.kind) {
    case 'invalid':
      return {
        title: 'Something typed does not fit',
        explanation:
          failure.issues.map((issue) => issue.message).join('. ') || 'A value was not accepted.',
        next: 'Correct it at the field and try again.',
        tone: 'danger',
      };
    case 'not-found':
      return {
        title: `Not there: ${failure.what}`,
        explanation: 'It may have been removed meanwhile.',
        next: 'Refresh and look again.',
        tone: 'warning',
      };
    case 'unreachable':
      return {
        title: `${failure.address} cannot be reached`,
        explanation: `${UNREACHABLE[failure.reason]}. ${capital(failure.detail)}`.trim(),
        next: 'Browsing, editing and reviewing work meanwhile; what needs the manager waits.',
        tone: 'neutral',
      };
    case 'untrusted':
      return {
        title: failure.expected
          ? `${failure.address} shows another certificate than the one you trusted`
          : `The certificate of ${failure.address} is not trusted`,
        explanation: `No password and no request was sent. ${failure.detail}`.trim(),
        next: 'Find out why it changed, then look at the certificate again and trust it or not.',
        tone: 'danger',
      };
    case 'unauthorized':
      return {
        ...refusal(failure),
        next: `Nothing is retried, so that the account is not locked out. ${otherWays(failure)}`,
        tone: 'danger',
      };
    case 'halted':
      return {
        title: 'Stopped after a refused sign-in',
        explanation: 'The manager refused the password once, so nothing more is asked of it.',
        next: 'Change the sign-in, or check now to try the stored password once more.',
        tone: 'warning',
      };
    case 'no-credential':
      return {
        title: failure.detail ? 'The client certificate can’t be used' : 'No password at hand',
        explanation:
          failure.detail ?? 'None is in the keychain, and none was given in this session.',
        next: failure.detail
          ? 'Mend it, or change the sign-in.'
          : 'Change the sign-in to give one.',
        tone: 'warning',
      };
    case 'forbidden':
      return {
        title: 'This user may not do that',
        explanation: nsxWords(failure.error),
        next: 'Ask for a role that may, or sign in as another user.',
        tone: 'danger',
      };
    case 'rate-limited':
      return {
        title: 'The manager asks us to slow down',
        explanation: nsxWords(failure.error),
        next: 'It is asked again later by itself; nothing needs to be done.',
        tone: 'neutral',
      };
    case 'busy':
      return {
        title: 'The manager is busy',
        explanation: nsxWords(failure.error),
        next: 'Try again in a moment.',
        tone: 'neutral',
      };
    case 'refused':
      return {
        title: `NSX refused it with ${failure.status}`,
        explanation: nsxWords(failure.error),
        next: 'Nothing was changed. Mend what NSX names, then send again.',
        tone: 'danger',
      };
    case 'malformed':
      return {
        title: 'The answer could not be read',
        explanation: `${failure.status === null ? '' : `Status ${failure.status}. `}${failure.detail}`,
        next: 'Check that this address is an NSX manager and not a proxy or a login page.',
        tone: 'warning',
      };
    case 'keychain':
      return {
        title: 'The keychain did not answer',
        explanation: failure.detail,
        next: 'Unlock it and try again, or keep the password for this session only.',
        tone: 'warning',
      };
    case 'read-only':
      return {
        title: `${failure.managerName} is read-only here`,
        explanation: 'It was marked so in Spanwatch; nothing can be sent to it.',
        next: 'Edit the manager if this is not meant.',
        tone: 'neutral',
      };
    case 'stale':
      if (failure.beganAnew) {
        return {
          title: 'There is nothing left to ask about this request',
          explanation: `${failure.detail.charAt(0).toUpperCase()}${failure.detail.slice(1)}.`,
          next: 'Make a new draft of it to send it again.',
          tone: 'warning',
        };
      }
      return {
        title: 'It has changed meanwhile',
        explanation: failure.detail,
        next: 'Look at it as it is now and decide again.',
        tone: 'warning',
      };
    case 'storage':
      return { ...STORAGE[failure.reason], tone: 'danger' };
    case 'file':
      return fileWords(failure);
    case 'reviewing':
      return {
        title: 'Not in reviewer mode',
        explanation: 'A pack is open to be read: nothing is sent, edited or asked of a manager.',
        next: 'Leave reviewer mode first.',
        tone: 'neutral',
      };
    case 'bug':
      return {
        title: 'Something went wrong in Spanwatch',
        explanation: failure.detail,
        next: 'What was typed and sent is stored. Try again; if it comes back, report it.',
        tone: 'danger',
      };
    default:
      return assertNever(failure);
  }
}

const HALF = 32;

/** A SHA-256 as NSX's CLI prints it, in groups for the eye; copied without the gaps. */
export function FingerprintText({ sha256, label }: { sha256: string; label?: string }) {
  return (
    <span className="fingerprint">
      <span className="mono fingerprint-groups">
        {[sha256.slice(0, HALF), sha256.slice(HALF)].map((half, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the halves of one constant string
          <span key={index} className="fingerprint-half">
            {(half.match(/.{1,8}/g) ?? []).map((group, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one constant string
              <span key={at}>{group}</span>
            ))}
          </span>
        ))}
      </span>
      <CopyButton value={sha256} what={label ?? 'fingerprint'} />
    </span>
  );
}

/** Both fingerprints of a changed certificate, one over the other, so that the eye can compare. */
function Fingerprints({ failure }: { failure: Failure }) {
  if (failure.kind !== 'untrusted') return null;
  return (
    <dl className="fingerprints">
      {failure.expected && (
        <>
          <dt>Trusted</dt>
          <dd>
            <FingerprintText sha256={failure.expected} label="trusted fingerprint" />
          </dd>
        </>
      )}
      {failure.presented && (
        <>
          <dt>Shown now</dt>
          <dd>
            <FingerprintText sha256={failure.presented} label="presented fingerprint" />
          </dd>
        </>
      )}
    </dl>
  );
}

/** One line: "nsx-lab cannot be reached: there is no route …". For rows and fields. */
export function FailureText({ failure }: { failure: Failure }) {
  const words = wordsOf(failure);
  return (
    <span className="failure-text" data-tone={words.tone}>
      <b>{words.title}</b> <span>{words.explanation}</span>
    </span>
  );
}

/** A failure inside a page, with its next step and the buttons for it. */
export function FailureBanner({
  failure,
  actions,
  next = true,
}: {
  failure: Failure;
  actions?: ReactNode;
  /** False where the surrounding page says itself what to do next. */
  next?: boolean;
}) {
  const words = wordsOf(failure);
  return (
    <Notice tone={words.tone} title={words.title} actions={actions} loud={words.tone === 'danger'}>
      <p>{words.explanation}</p>
      <Fingerprints failure={failure} />
      {next && <p className="muted">{words.next}</p>}
    </Notice>
  );
}

/** A failure that takes the place of a whole list or page. */
export function FailureState({ failure, action }: { failure: Failure; action?: ReactNode }) {
  const words = wordsOf(failure);
  const State = failure.kind === 'unreachable' ? OfflineState : ErrorState;
  return (
    <State title={words.title} action={action}>
      {words.explanation} {words.next}
    </State>
  );
}
