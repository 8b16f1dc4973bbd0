/** A clock that goes on by what a step is said to take, and notes for how long nothing else could run. */
export function stepClock(now: number) {
  let ticks = 0;
  let since = 0;
  const stretches: number[] = [];
  return {
    stretches,
    take: (ms: number) => {
      ticks += ms;
    },
    clock: {
      now: () => now,
      ticks: () => ticks,
      after(_ms: number, run: () => void) {
        stretches.push(ticks - since);
        since = ticks;
        void Promise.resolve().then(run);
        return () => {};
      },
      random: () => 0,
    },
  };
}
