import { useCallback, useRef } from 'react';
import type { JsonPath } from '../../shared/json.ts';
import { toast } from '../ui/toast.ts';
import type { CardLine } from './preflight.ts';

/** The line that speaks against sending first, as the pre-flight card has them in order; null where none does. */
export function firstBlock(lines: readonly CardLine[]): CardLine | null {
  const of = (level: CardLine['level']) => lines.find((line) => line.level === level);
  return of('stop') ?? of('wait') ?? null;
}

/** What the keys for Send do while it can't be pressed: they say why, and go to the field that it is about. */
export function useBlocked(
  lines: readonly CardLine[],
  onGo: (path: JsonPath) => void,
): (why: string) => void {
  const newest = useRef({ lines, onGo });
  newest.current = { lines, onGo };
  return useCallback((why) => {
    const line = firstBlock(newest.current.lines);
    toast({ title: `Not sent: ${why}`, tone: 'warning' });
    if (line?.path) newest.current.onGo(line.path);
  }, []);
}
