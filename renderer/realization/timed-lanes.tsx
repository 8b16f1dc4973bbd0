import { useNow, useZone } from '../ui/clock.ts';
import { askForCheck } from './check-asked.ts';
import { LaneLegend } from './lane-legend.tsx';
import { Lanes } from './lanes.tsx';

type TimedLanesProps = Pick<Parameters<typeof Lanes>[0], 'timeline' | 'mode' | 'label' | 'until'>;

const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * The lanes; they grow once a second while something is still to come. The same ones before and after the end: what one
 * has zoomed in to stays.
 */
export function TimedLanes(props: TimedLanesProps) {
  const { timeline, until } = props;
  const isLive = timeline.open && until === undefined;
  const now = useNow(isLive ? undefined : NEVER);
  const zone = useZone();
  return (
    <>
      <Lanes {...props} onCheck={askForCheck} now={isLive ? now : timeline.end} zone={zone} />
      <LaneLegend timeline={timeline} />
    </>
  );
}
