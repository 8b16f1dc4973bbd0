import type { ManagerId, Millis } from '../../../shared/ids.ts';
import type { Entity, ReadingProgress } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../../shared/nsx/kinds.ts';
import { redactJson } from '../../../shared/redaction.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail } from '../../../shared/result.ts';

/** A role may see the VPN and no certificates: the pickers then offer none. */
const mayBeHidden = (kind: InventoryKind) => kind === 'certificates' || kind === 'crls';
const HIDDEN: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'refused', 'not-found']);

export const CANCELLED: Failure = {
  kind: 'stale',
  detail: 'Reading the inventory was cancelled. The copy stayed as it was.',
};

/** An entity of the copy from what NSX answered; null where it has no id, so can't be NSX's. */
export function entityOf(
  managerId: ManagerId,
  kind: InventoryKind,
  body: JsonObject,
  readAt: Millis,
): Entity | null {
  const id = body.id;
  if (typeof id !== 'string' || id === '') return null;
  const name = body.display_name;
  return {
    managerId,
    kind,
    id,
    name: typeof name === 'string' && name !== '' ? name : id,
    body: redactJson(body),
    readAt,
  };
}

/** Everything that a manager showed of its inventory. */
export type WholeRead = {
  kinds: Map<InventoryKind, Entity[]>;
  /** Kinds that this user may not see, and what the manager answered. */
  hidden: Map<InventoryKind, Failure>;
};

/** Why a reading came to nothing, and at which kind; null: it was cancelled between two. */
export type HalfRead = { failure: Failure; kind: InventoryKind | null };

export type ReadingDeps = {
  /** Every object of a kind; ends early, as a failure, when the signal says so. */
  list(
    kind: InventoryKind,
    signal: AbortSignal,
    onPage: (objects: number, expected: number | null) => void,
  ): Promise<Result<JsonObject[]>>;
  progress(now: ReadingProgress): void;
};

/**
 * Reads every kind of a manager, or nothing: the first kind that can't be read, or a cancel, ends it. What the manager
 * doesn't show to this user is empty, and said. `readAt`: ms since the epoch, before the first byte was asked for.
 */
export async function readEverything(
  managerId: ManagerId,
  readAt: Millis,
  signal: AbortSignal,
  { list, progress }: ReadingDeps,
): Promise<{ ok: true; value: WholeRead } | { ok: false; half: HalfRead }> {
  const whole: WholeRead = { kinds: new Map(), hidden: new Map() };
  for (const [kindsRead, kind] of KINDS_IN_ORDER.entries()) {
    if (signal.aborted) return { ok: false, half: { failure: CANCELLED, kind: null } };
    const tell = (objects: number, expected: number | null) => {
      // A page that comes after the cancel is nobody's any more.
      if (signal.aborted) return;
      progress({ managerId, kind, kindsRead, kinds: KINDS_IN_ORDER.length, objects, expected });
    };
    tell(0, null);
    const read = await until(signal, list(kind, signal, tell));
    if (!read.ok) {
      if (signal.aborted) return { ok: false, half: { failure: CANCELLED, kind: null } };
      const isHidden = mayBeHidden(kind) && HIDDEN.has(read.failure.kind);
      if (!isHidden) return { ok: false, half: { failure: read.failure, kind } };
      whole.hidden.set(kind, read.failure);
    }
    const bodies = read.ok ? read.value : [];
    const entities = bodies.map((body) => entityOf(managerId, kind, body, readAt));
    whole.kinds.set(
      kind,
      entities.filter((entity) => entity !== null),
    );
  }
  return { ok: true, value: whole };
}

/** What is being waited for, or the cancel, whichever comes first: a person who cancels doesn't wait for a socket. */
function until<T>(signal: AbortSignal, work: Promise<Result<T>>): Promise<Result<T>> {
  return new Promise((resolve, reject) => {
    const cancelled = () => resolve(fail(CANCELLED));
    signal.addEventListener('abort', cancelled, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancelled));
  });
}

/** How an aborted list is told to the way to the manager: it says nothing about the manager. */
export function unlessCancelled<T>(signal: AbortSignal, result: Result<T>): Result<T> {
  return result.ok || !signal.aborted ? result : fail(CANCELLED);
}

/** A copy that is older than this is read anew when it is looked at: a quarter of an hour of someone else's changes. */
export const STALE_AFTER_MS = 15 * 60_000;
/** By itself it is not tried more often than this, whatever came of it: the person may be offline, or have cancelled. */
export const TRY_AGAIN_AFTER_MS = 5 * 60_000;

export type LookFacts = {
  now: Millis;
  /** When the copy was read; null: never. */
  asOf: Millis | null;
  /** When the last reading of this run began; null: none did. */
  triedAt: Millis | null;
  reading: boolean;
  reachable: boolean;
};

/** Whether looking at a copy is a reason to read it anew. */
export function isDue({ now, asOf, triedAt, reading, reachable }: LookFacts): boolean {
  if (reading || !reachable) return false;
  const isStale = asOf === null || now - asOf > STALE_AFTER_MS || asOf > now;
  return isStale && (triedAt === null || now - triedAt > TRY_AGAIN_AFTER_MS || triedAt > now);
}
