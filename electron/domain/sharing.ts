import type { RequestId } from '../../shared/ids.ts';
import type { Ports } from './ports.ts';

type Needs = Pick<Ports, 'store' | 'clock'>;
type Deps = {
  /** Another process has put facts of this request on record. */
  learn(id: RequestId): void;
  /** Managers, drafts, settings or inventory may be other than what is known here. */
  changed(): void;
  /** Takes up what no process follows any more, of those that are this process's business. */
  adopt(isMine: (id: RequestId) => boolean): void;
  bug(where: string, error: unknown): void;
};

/** How often another process's work is looked for; one cheap question to the database. */
const LOOK_EVERY_MS = 1_000;
/** How often watches that another process has let go are looked for. */
const ADOPT_EVERY = 5;

/** The window and the terminal work on the same data: what one puts on record, the other shows. */
export function createSharing({ store, clock }: Needs, deps: Deps) {
  let place: number | null = null;
  let cancel: (() => void) | null = null;
  let looks = 0;
  let isMine = (_id: RequestId) => true;

  function look(): void {
    try {
      const seen = store.changes(place);
      const isNew = place !== null;
      place = seen.place;
      if (isNew && seen.other) deps.changed();
      if (isNew && seen.other) for (const id of seen.requests) deps.learn(id);
      looks += 1;
      if (looks % ADOPT_EVERY === 0) deps.adopt(isMine);
    } catch (error) {
      deps.bug('sharing', error);
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  }

  return {
    /** `only`: the requests that this process may take up; all of them where it is not given. */
    start(only?: (id: RequestId) => boolean): void {
      if (only) isMine = only;
      if (cancel === null) look();
    },
    stop(): void {
      cancel?.();
      cancel = null;
    },
  };
}
