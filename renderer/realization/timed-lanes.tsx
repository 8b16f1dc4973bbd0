import { useNow, useZone } from '../ui/clock.ts';
import { askForCheck } from './check-asked.ts';
import { LaneLegend } from './lane-legend.tsx';
import { Lanes } from './lanes.tsx';

type TimedLanesProps = Pick<Parameters<typeof Lanes>[0], 'timeline' | 'mode' | 'label' | 'until'>;

/** The lanes; they grow while something is still to come. */
export function TimedLanes(props: TimedLanesProps) {
  return (
    <>
      {props.timeline.open && props.until === undefined ? (
        <LiveLanes {...props} />
      ) : (
        <StillLanes {...props} />
      )}
      <LaneLegend timeline={props.timeline} />
    </>
  );
}

/** Grows once a second. */
function LiveLanes(props: TimedLanesProps) {
  const now = useNow();
  const zone = useZone();
  return <Lanes {...props} onCheck={askForCheck} now={now} zone={zone} />;
}

function StillLanes(props: TimedLanesProps) {
  const zone = useZone();
  return <Lanes {...props} onCheck={askForCheck} now={props.timeline.end} zone={zone} />;
}
