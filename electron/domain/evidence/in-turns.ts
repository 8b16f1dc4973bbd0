import type { Evidence } from './port.ts';

/** So many are looked at before everything else has its turn: a few ms. */
const AT_ONCE = 25;

/** One after the other, however many there are, and nobody waits for all of them. */
export async function* inTurns<T>(
  { breathe }: Pick<Evidence, 'breathe'>,
  all: Iterable<T>,
): AsyncGenerator<T> {
  let count = 0;
  for (const one of all) {
    count += 1;
    if (count % AT_ONCE === 0) await breathe();
    yield one;
  }
}
