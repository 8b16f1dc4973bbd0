import type { ManagerView } from '../../shared/manager.ts';
import { type RealizationApi, realizationApiOf } from '../../shared/manager.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Facts } from '../ui/card.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { offsetWords } from './clock-offset.ts';

/** What a person must know of the realization API on this version, in a word and a line. */
export const REALIZATION_API: Record<RealizationApi, { tone: Tone; word: string; note: string }> = {
  present: { tone: 'ok', word: 'Present', note: 'Requests can be followed to every node.' },
  deprecated: {
    tone: 'ok',
    word: 'Present, deprecated',
    note: 'Requests can be followed to every node. NSX has deprecated this API since 3.2 and removed it in 9.0.',
  },
  removed: {
    tone: 'danger',
    word: 'Removed in 9.0',
    note: 'This version has no realization API for VPN sessions: changes can be sent, but not followed.',
  },
  'not-known': {
    tone: 'unknown',
    word: 'Not known',
    note: 'The version was not read yet.',
  },
};

/** `3.1 s behind ours`: the manager's clock, by its Date header. */
export function clockWords(offsetMs: number | null): string {
  if (offsetMs === null) return 'not known';
  const words = offsetWords(offsetMs);
  return words ? `${words.by} ${words.managerIs} ours` : 'within a second of ours';
}

const HEALTHY = new Set(['STABLE', 'UP']);

/** A cluster's state in NSX's own word. */
function Cluster({ state, isNow }: { state: string | null; isNow: boolean }) {
  if (!state) return <span className="muted">not known</span>;
  const good = HEALTHY.has(state.toUpperCase());
  return <Badge tone={toneNow(good ? 'ok' : 'warning', isNow)}>{state}</Badge>;
}

/** Green is for what the manager says now: a fact of an earlier time is grey, whatever it said. */
export function toneNow(tone: Tone, isNow: boolean): Tone {
  return isNow || tone !== 'ok' ? tone : 'neutral';
}

/** What the manager said of itself the last time it was asked, and when that was where it is not now. */
export function ManagerFactsStrip({ view }: { view: ManagerView }) {
  const { facts, link } = view;
  if (!facts) return null;
  const isNow = link.state === 'reachable';
  const api = REALIZATION_API[realizationApiOf(facts.version)];
  return (
    <Facts
      facts={[
        { label: 'NSX version', value: facts.version ?? 'not known' },
        {
          label: 'Realization API',
          value: <Badge tone={toneNow(api.tone, isNow)}>{api.word}</Badge>,
        },
        { label: 'Your roles', value: facts.roles.join(', ') || 'not known' },
        { label: 'Management cluster', value: <Cluster state={facts.cluster} isNow={isNow} /> },
        { label: 'Control cluster', value: <Cluster state={facts.controlCluster} isNow={isNow} /> },
        ...(isNow ? [] : [{ label: 'As of', value: <TimeText at={facts.readAt} /> }]),
      ]}
    />
  );
}
