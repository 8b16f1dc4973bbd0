import type { JsonObject } from '../../../shared/json.ts';
import { isObject, sameJson } from '../../../shared/json.ts';
import type { Request } from '../../../shared/request.ts';

export type Settlement = {
  outcome: 'applied' | 'not-applied' | 'unclear';
  /** One sentence of what was read and why it shows that. */
  evidence: string;
  /** The object's id, where a POST was found to have made one. */
  entityId: string | null;
};

/** What reading the object back says about a PUT or a DELETE whose answer was lost. `live` null: NSX answers NOT_FOUND. */
export function settleByReading(request: Request, live: JsonObject | null): Settlement {
  const entityId = request.entityId;
  if (request.method === 'DELETE') {
    return live === null
      ? {
          outcome: 'applied',
          evidence: 'Read back: NSX answers that the object is gone.',
          entityId,
        }
      : {
          outcome: 'not-applied',
          evidence: `Read back: the object is still there, at revision ${revision(live)}.`,
          entityId,
        };
  }
  if (live === null) {
    const evidence = 'Read back: the object is not there any more, so the answer cannot be told.';
    return { outcome: 'unclear', evidence, entityId };
  }
  const before = request.bodyBefore?._revision;
  const now = live._revision;
  const asSent = saysTheSame(request.bodyAfter ?? {}, live);
  if (typeof now === 'number' && now === before) {
    const evidence = `Read back: still at revision ${now}, so the write did not arrive.`;
    return { outcome: 'not-applied', evidence, entityId };
  }
  if (asSent) {
    const evidence = `Read back: revision ${revision(live)}, and every field is as it was sent.`;
    return { outcome: 'applied', evidence, entityId };
  }
  const evidence = `Read back: revision ${revision(live)}, but not as it was sent. Someone else may have changed it.`;
  return { outcome: 'unclear', evidence, entityId };
}

/** For a POST: did an object like the one that was sent appear since? More than one, or an old one, is unclear. */
export function settleByListing(request: Request, listed: readonly JsonObject[]): Settlement {
  const sent = request.bodyAfter ?? {};
  const like = listed.filter((body) => saysTheSame(sent, body));
  const fresh = like.filter((body) => {
    const made = body._create_time;
    return typeof made !== 'number' || made >= request.writtenAt - CLOCK_SLACK_MS;
  });
  const only = fresh.length === 1 ? fresh[0] : undefined;
  if (only) {
    const entityId = typeof only.id === 'string' ? only.id : null;
    return {
      outcome: 'applied',
      evidence: 'Listed: one session just like it has appeared.',
      entityId,
    };
  }
  if (like.length === 0) {
    return {
      outcome: 'not-applied',
      evidence: 'Listed: no session like it is there.',
      entityId: null,
    };
  }
  const evidence = `Listed: ${like.length} sessions like it are there; which one is this write’s cannot be told.`;
  return { outcome: 'unclear', evidence, entityId: null };
}

/** A manager's clock may be behind ours by minutes. */
const CLOCK_SLACK_MS = 10 * 60_000;

function revision(body: JsonObject): string {
  return String(body._revision ?? 'not given');
}

/** True where every field that was sent reads the same; NSX adds fields of its own, and sets read-only ones. */
function saysTheSame(sent: unknown, live: unknown, key = ''): boolean {
  if (NSX_SETS.has(key) || key.startsWith('_')) return true;
  if (isObject(sent)) {
    return (
      isObject(live) &&
      Object.entries(sent).every(([name, value]) => saysTheSame(value, live[name], name))
    );
  }
  if (Array.isArray(sent)) {
    return (
      Array.isArray(live) &&
      sent.length === live.length &&
      sent.every((item, index) => saysTheSame(item, live[index]))
    );
  }
  return sameJson(sent, live);
}

/** Read-only in the schema: NSX derives them whatever was sent. */
const NSX_SETS = new Set(['id', 'ipsec_vpn_service_id', 'tunnel_port_id', 'action']);
