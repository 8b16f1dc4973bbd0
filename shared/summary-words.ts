import type { Verdict } from './realization.ts';
import { VERDICT_FACTS } from './realization.ts';
import type { RequestSummary } from './request.ts';

type Of = Pick<RequestSummary, 'verdict' | 'notApplied'>;
type Words = Pick<(typeof VERDICT_FACTS)[Verdict], 'word' | 'tone' | 'meaning'>;

/** A write that left and that NSX did not apply has the end of one that was not sent, and a name of its own. */
const NOT_APPLIED: Words = {
  word: 'Not applied',
  tone: 'neutral',
  meaning: 'The write left, no answer came, and the object read back does not have the change.',
};

/** How a request's end is said, everywhere alike: badge, desk, list, search, terminal. */
export function wordsOfSummary({ verdict, notApplied }: Of): Words {
  return notApplied ? NOT_APPLIED : VERDICT_FACTS[verdict];
}

/** The same as one word for programs (JSON). */
export function verdictCode({ verdict, notApplied }: Of): Verdict | 'not-applied' {
  return notApplied ? 'not-applied' : verdict;
}
