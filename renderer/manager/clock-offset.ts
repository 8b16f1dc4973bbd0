import { durationText } from '../../shared/words.ts';

/** The Date header that the offset is read from counts whole seconds: less than this cannot be told. */
const NOTABLE_MS = 1000;

/** `3.1 s ahead of` / `behind`, from the manager's side; null where the clocks are the same as far as can be told. */
export function offsetWords(
  offsetMs: number,
): { by: string; managerIs: 'ahead of' | 'behind' } | null {
  if (Math.abs(offsetMs) < NOTABLE_MS) return null;
  return { by: durationText(Math.abs(offsetMs)), managerIs: offsetMs > 0 ? 'ahead of' : 'behind' };
}
