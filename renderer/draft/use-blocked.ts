import { useCallback, useEffect, useRef } from 'react';
import type { JsonPath } from '../../shared/json.ts';
import { toast, untoast } from '../ui/toast.ts';
import type { CardLine } from './preflight.ts';

/** What the corner says of a draft that can't be sent. */
const ABOUT = 'draft-blocked';

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
  // Mended, or left: it would lie over what was sent.
  const blocked = firstBlock(lines)?.title;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reason makes what was said untrue
  useEffect(() => () => untoast(ABOUT), [blocked]);
  return useCallback((why) => {
    const line = firstBlock(newest.current.lines);
    toast({ title: `Not sent: ${why}`, tone: 'warning', about: ABOUT });
    if (line?.path) newest.current.onGo(line.path);
  }, []);
}
