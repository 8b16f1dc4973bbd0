import { hostname } from 'node:os';
import type { Database } from 'libsql';
import * as z from 'zod';
import { RequestId } from '../../../shared/ids.ts';
import type { Store } from '../../domain/ports.ts';
import { arrivals } from './arrivals.ts';
import { asBytes, fitting, pragmaNumber, type Skipped, TextBytes, Utf8Text } from './rows.ts';

type Part = Pick<
  Store,
  'claim' | 'claimAnew' | 'release' | 'claimPlan' | 'releasePlan' | 'changes'
> & {
  releaseAll(): void;
  /** Another process sends or follows something on these files at this moment. */
  othersAtWork(now: number): boolean;
};

/** What a process has lapses this long after it last said that it lives, ms: a computer that has gone from a shared folder. */
const CLAIM_MS = 30_000;
const RENEW_MS = 10_000;

const Owner = z.looseObject({ owner: TextBytes });
const Id = z.looseObject({ request_id: Utf8Text.pipe(RequestId) });
const Claimed = z.looseObject({ owner: TextBytes, until: z.number().nullable() });

/** One process of one computer: told apart from a later one with the same number by when it began. */
export function thisProcess(): string {
  const began = Math.round(Date.now() - process.uptime() * 1000);
  return `${hostname()}/${process.pid}/${began}`;
}

/** A process of this computer that is gone has no claims, however fresh; of another computer only time tells. */
function hasDied(owner: string): boolean {
  const [host, pid] = owner.split('/');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

type Claimable = ReturnType<typeof claimable>;

/** Things of which one process at a time has each. The names are of our own making, never of outside. */
function claimable(db: Database, table: 'claims' | 'plan_claims', key: 'request_id' | 'plan_id') {
  const find = db.prepare(
    `SELECT ${asBytes(`${table}.owner`)}, until FROM ${table} LEFT JOIN processes USING (owner) WHERE ${key} = :id`,
  );
  return {
    heldBy: (id: string) => Claimed.safeParse(find.get({ id })).data,
    put: db.prepare(`INSERT OR REPLACE INTO ${table} (${key}, owner) VALUES (:id, :owner)`),
    drop: db.prepare(`DELETE FROM ${table} WHERE ${key} = :id AND owner = :owner`),
  };
}

export function claims(db: Database, skipped: Skipped, owner: string = thisProcess()): Part {
  const arrived = arrivals(db, skipped);
  let renewedAt = Number.NEGATIVE_INFINITY;
  let seenVersion = pragmaNumber(db, 'data_version');

  const requests = claimable(db, 'claims', 'request_id');
  const plans = claimable(db, 'plan_claims', 'plan_id');
  const live = db.prepare(
    'INSERT INTO processes (owner, until) VALUES (:owner, :until) ON CONFLICT (owner) DO UPDATE SET until = :until',
  );

  const ours = db.prepare(`SELECT ${asBytes('request_id')} FROM claims WHERE owner = :owner`);
  const others = db.prepare(
    `SELECT ${asBytes('owner')} FROM processes WHERE owner <> :owner AND until > :now`,
  );

  function isRenewed(now: number): boolean {
    const age = now - renewedAt;
    return age >= 0 && age < RENEW_MS;
  }

  function renew(now: number): void {
    if (isRenewed(now)) return;
    live.run({ owner, until: now + CLAIM_MS });
    renewedAt = now;
  }

  /** It is held, and will be for a while: a thousand watches that are renewed at once cost one write. */
  function isOurs(claimed: Claimable, id: string, now: number): boolean {
    if (!isRenewed(now)) return false;
    const held = claimed.heldBy(id);
    return held?.owner === owner && (held.until ?? 0) > now;
  }

  const take = db.transaction((claimed: Claimable, id: string, now: number): boolean => {
    const held = claimed.heldBy(id);
    const isHeld = held && held.owner !== owner && (held.until ?? 0) > now;
    if (isHeld && !hasDied(held.owner)) return false;
    renew(now);
    if (held?.owner !== owner) claimed.put.run({ id, owner });
    return true;
  });

  /** In one transaction: what another process stores meanwhile is found whole by the next look. */
  const look = db.transaction((since: number | null): ReturnType<Part['changes']> => {
    const place = arrived.place();
    const version = pragmaNumber(db, 'data_version');
    const other = version !== seenVersion;
    // Without another process all that has come is our own.
    const requests = since === null || !other ? [] : arrived.since(since);
    seenVersion = version;
    return { place, requests, other };
  });

  function isTaken(claimed: Claimable, id: string, now: number): boolean {
    try {
      return isOurs(claimed, id, now) || take.immediate(claimed, id, now);
    } catch (error) {
      // Undone, and with it that this process lives: what it claims next would be free to all others.
      renewedAt = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }

  const claim = (id: RequestId, now: number) => isTaken(requests, id, now);

  return {
    claim,
    claimAnew(ids, now) {
      // A thousand watches are looked for in one question.
      renew(now);
      const held = new Set(
        fitting(ours.all({ owner }), Id, 'claims', skipped).map(({ request_id: id }) => id),
      );
      return ids.filter((id) => !held.has(id) && !claim(id, now));
    },
    release: (id) => void requests.drop.run({ id, owner }),
    claimPlan: (id, now) => isTaken(plans, id, now),
    releasePlan: (id) => void plans.drop.run({ id, owner }),
    releaseAll() {
      db.prepare('DELETE FROM claims WHERE owner = :owner').run({ owner });
      db.prepare('DELETE FROM plan_claims WHERE owner = :owner').run({ owner });
      db.prepare('DELETE FROM processes WHERE owner = :owner').run({ owner });
    },
    othersAtWork: (now: number) =>
      others
        .all({ owner, now })
        .map((row) => Owner.parse(row).owner)
        .some((one) => !hasDied(one)),
    changes: (since) => look.deferred(since),
  };
}
