import { useIsReviewing } from '../evidence/review-mode.ts';
import { Button } from '../ui/button.tsx';
import type { Act } from './next-step.ts';
import type { Doing } from './request-acts.ts';

const WORDS: Record<Act, string> = {
  'check-now': 'Check now',
  stop: 'Stop watching',
  resume: 'Resume',
  settle: 'Read the object back',
  'draft-from': 'New draft from this',
  restore: 'Restore as draft',
  'open-draft': 'Open the draft',
  rebase: 'Merge it into the draft',
  'open-manager': 'Look at the manager',
};

interface ActButtonsProps {
  acts: readonly Act[];
  doing: Doing | null;
  run: (act: Act) => void;
  /** The first of them is the screen's one primary button. */
  primary?: boolean;
  small?: boolean;
}

/** The buttons of a request: at most one is primary, and one act runs at a time. */
export function ActButtons({ acts, doing, run, primary = false, small = false }: ActButtonsProps) {
  // In reviewer mode there is nobody to ask and nothing to send.
  if (useIsReviewing()) return null;
  // The wanted act stands at the right end, where the eye ends.
  const shown = primary ? [...acts].reverse() : acts;
  return shown.map((act) => (
    <Button
      key={act}
      kind={primary && act === acts[0] && act !== 'check-now' ? 'primary' : 'plain'}
      size={small ? 'small' : 'normal'}
      busy={doing === act}
      onClick={() => run(act)}
    >
      {WORDS[act]}
    </Button>
  ));
}
