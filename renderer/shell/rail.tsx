import { count } from '../../shared/words.ts';
import { draftsWaiting } from '../desk/waiting.ts';
import { useDrafts } from '../draft/drafts.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { needsPerson } from '../manager/link.ts';
import { useManagerStore } from '../manager/manager-store.ts';
import { usePlansLeft } from '../plan/plan-desk.tsx';
import type { Tone } from '../ui/badge.tsx';
import { MOD } from '../ui/key-hint.tsx';
import { useAttention, useOpenWatches } from './attention.ts';
import { go, SCREENS, type Screen, useRoute } from './route-store.ts';
import { SCREEN_FACTS } from './screens.ts';

interface Count {
  count: number;
  tone: Tone;
  /** Said by screen readers: "2 watches open". */
  words: string;
}

const MANY = 99;

/** What the rail's numbers count: managers that need a person, drafts and plans as on the desk, open watches. */
function useCounts(): Partial<Record<Screen, Count>> {
  const managers = useManagerStore((state) => Object.values(state.byId).filter(needsPerson).length);
  const all = useDrafts((state) => state.drafts);
  const plans = usePlansLeft();
  const drafts = draftsWaiting(Object.values(all), useAttention(), plans).length + plans.length;
  const watches = useOpenWatches().length;
  return {
    managers: { count: managers, tone: 'warning', words: `${managers} need you` },
    drafts: { count: drafts, tone: 'neutral', words: `${drafts} waiting` },
    requests: { count: watches, tone: 'info', words: `${count(watches, 'watch', 'watches')} open` },
  };
}

/** The way between the screens: icons with labels, Settings at the bottom. */
export function Rail() {
  const { screen } = useRoute();
  const counts = useCounts();
  const isReviewing = useIsReviewing();
  return (
    <nav className="rail" aria-label="Screens">
      {SCREENS.map((name, index) => {
        if (isReviewing && name !== 'requests') return null;
        const { label, Icon } = SCREEN_FACTS[name];
        const badge = counts[name];
        return (
          <button
            key={name}
            type="button"
            aria-current={name === screen ? 'page' : undefined}
            title={`${label} (${MOD}+${index + 1})`}
            onClick={() => go({ screen: name })}
          >
            <Icon size={20} stroke={1.7} aria-hidden />
            <span>{label}</span>
            {badge && badge.count > 0 && (
              <span className="rail-count" data-tone={badge.tone}>
                <span aria-hidden>{badge.count > MANY ? `${MANY}+` : badge.count}</span>
                <span className="visually-hidden">, {badge.words}</span>
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}
