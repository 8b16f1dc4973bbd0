/** The same work, one call at a time in the order of asking; one that fails holds up no other. */
export function inTurn<A extends unknown[], R>(
  work: (...given: A) => Promise<R>,
): (...given: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const mine = last.then(() => work(...given));
    last = mine.catch(() => {});
    return mine;
  };
}
