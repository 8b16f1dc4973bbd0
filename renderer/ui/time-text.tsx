import { Tooltip } from '@mantine/core';
import { isoUtc } from '../../shared/iso-utc.ts';
import { useNow, useZone } from './clock.ts';
import { isoLines, relative, shortAgo, shortWhenOf, whenOf } from './time.ts';

interface TimeTextProps {
  /** ms since 1970 */
  at: number;
  /** `both`: "3 min ago · 14:05:31". `ago`: "3 min". `clock`: "14:05:31". `short`: "14:05"; each with its day where that is not today. */
  form?: 'both' | 'ago' | 'clock' | 'short';
}

/** A time as people read it; hover tells it as ISO with its offset, and in UTC. */
export function TimeText({ at, form = 'both' }: TimeTextProps) {
  const now = useNow();
  const zone = useZone();
  const text = {
    both: () => `${relative(at, now)} · ${whenOf(at, now, zone)}`,
    ago: () => shortAgo(at, now),
    clock: () => whenOf(at, now, zone),
    short: () => shortWhenOf(at, now, zone),
  }[form]();
  return (
    <Tooltip label={<span className="mono time-iso">{isoLines(at, zone).join('\n')}</span>}>
      <time dateTime={isoUtc(at)}>{text}</time>
    </Tooltip>
  );
}
