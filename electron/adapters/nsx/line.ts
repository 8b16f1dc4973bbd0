/** Somebody who waits: a person's call (`urgent`) or a check that the clock asked for. */
export type Waiting = { urgent: boolean; start(): void; stop(error: unknown): void };

/** So many urgent ones in a row go before a check that waits: it is passed over, but never for ever. */
export const URGENT_IN_A_ROW = 4;

export type Line<W extends Waiting> = {
  add(waiting: W): void;
  leave(waiting: W): void;
  /** Takes out whose turn it is among those that `may` go now; null where nobody may. */
  next(may: (waiting: W) => boolean): W | null;
  isEmpty(): boolean;
  /** Sends everybody away. */
  clear(error: unknown): void;
};

/** Two queues, each in the order of coming: urgent ones first, others at the latest after `URGENT_IN_A_ROW` of them. */
export function createLine<W extends Waiting>(): Line<W> {
  // Sets keep the order of insertion and let anyone leave from the middle.
  const urgent = new Set<W>();
  const others = new Set<W>();
  let passedOver = 0;

  const queueOf = (waiting: W) => (waiting.urgent ? urgent : others);
  function headOf(queue: Set<W>, may: (waiting: W) => boolean): W | null {
    const [head] = queue;
    return head && may(head) ? head : null;
  }

  return {
    add: (waiting) => void queueOf(waiting).add(waiting),
    leave: (waiting) => void queueOf(waiting).delete(waiting),
    next(may) {
      const first = headOf(urgent, may);
      const other = headOf(others, may);
      const chosen = first && !(other && passedOver >= URGENT_IN_A_ROW) ? first : other;
      if (!chosen) return null;
      if (chosen === other) passedOver = 0;
      else if (other) passedOver += 1;
      queueOf(chosen).delete(chosen);
      return chosen;
    },
    isEmpty: () => urgent.size + others.size === 0,
    clear(error) {
      const all = [...urgent, ...others];
      urgent.clear();
      others.clear();
      for (const waiting of all) waiting.stop(error);
    },
  };
}
