import type { Json, JsonObject } from '../../../shared/json.ts';
import { isObject, sameJson } from '../../../shared/json.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { isSecretField } from '../../../shared/redaction.ts';
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
  const say = (outcome: Settlement['outcome'], evidence: string): Settlement => ({
    outcome,
    evidence,
    entityId: request.entityId,
  });
  if (request.method === 'DELETE') {
    return live === null
      ? say('applied', 'Read back: NSX answers that the object is gone.')
      : say('not-applied', `Read back: the object is still there, at revision ${revision(live)}.`);
  }
  if (live === null) {
    return say('unclear', 'Read back: the object is not there any more, so it cannot be told.');
  }
  const now = live._revision;
  if (typeof now === 'number' && now === request.bodyBefore?._revision) {
    return say('not-applied', `Read back: still at revision ${now}, so the write did not arrive.`);
  }
  const after = request.bodyAfter ?? {};
  const removed = Object.keys(request.bodyBefore ?? {}).filter((key) => !(key in after));
  const stillThere = removed.some((key) => !isUnsaid(key, live[key]) && live[key] !== undefined);
  return saysTheSame(after, live) && !stillThere
    ? say(
        'applied',
        `Read back: revision ${revision(live)}, and every field that can be read is as it was sent.`,
      )
    : say(
        'unclear',
        `Read back: revision ${revision(live)}, but not as it was sent. Someone else may have changed it.`,
      );
}

/**
 * For a POST: did an object like the one that was sent appear since? "Not arrived" only where nothing that could be it
 * is there: a second POST would make a second session.
 */
export function settleByListing(request: Request, listed: readonly JsonObject[]): Settlement {
  const say = (
    outcome: Settlement['outcome'],
    evidence: string,
    entityId: string | null = null,
  ) => ({
    outcome,
    evidence,
    entityId,
  });
  const sent = request.bodyAfter ?? {};
  const object = KIND_NAME[request.kind];
  const fresh = listed.filter((body) => mayBeNew(body, request.writtenAt));
  const like = fresh.filter((body) => saysTheSame(sent, body));
  const only = like.length === 1 ? like[0] : undefined;
  if (only) {
    const entityId = typeof only.id === 'string' ? only.id : null;
    return say('applied', `Listed: one ${object} just like it has appeared.`, entityId);
  }
  const named = listed.filter((body) => body.display_name === sent.display_name);
  const candidates = like.length > 0 ? like : [...new Set([...named, ...fresh])];
  return candidates.length === 0
    ? say('not-applied', `Listed: no ${object} of that name, and none made since, is there.`)
    : say(
        'unclear',
        `Listed: ${candidates.length} that may be it; which one is this write’s cannot be told. Look before you send again.`,
      );
}

/** A manager's clock may be behind ours by minutes. */
const CLOCK_SLACK_MS = 10 * 60_000;

/** Made since the write, or NSX does not say when. */
function mayBeNew(body: JsonObject, writtenAt: number): boolean {
  const made = body._create_time;
  return typeof made !== 'number' || made >= writtenAt - CLOCK_SLACK_MS;
}

function revision(body: JsonObject): string {
  return String(body._revision ?? 'not given');
}

/** Read-only in the schema: NSX derives them whatever was sent. */
const NSX_SETS = new Set([
  ...['id', 'tunnel_port_id', 'action', 'target_display_name', 'is_valid'],
  ...['encapsulation_mode', 'transform_protocol'],
]);
/** Of a session NSX derives it; of a local endpoint it is the user's. */
const SERVICE_ID = 'ipsec_vpn_service_id';

/** Lists whose order says nothing; NSX may give them back in another. */
const SETS = new Set([
  ...['tags', 'sources', 'destinations', 'ip_addresses', 'policy_rules', 'bypass_rules'],
  ...['encryption_algorithms', 'digest_algorithms', 'dh_groups', 'trust_ca_ids', 'trust_crl_ids'],
]);

/** What a reading can't settle: NSX sets it whatever was sent, or never gives it back. */
function isUnsaid(key: string, value: Json | undefined): boolean {
  if (key === SERVICE_ID) return !isObject(value);
  return NSX_SETS.has(key) || key.startsWith('_') || isSecretField(key);
}

/** True where every field that was sent reads the same; NSX adds fields of its own, and sets read-only ones. */
function saysTheSame(sent: Json, live: Json | undefined, key = ''): boolean {
  if (isUnsaid(key, sent)) return true;
  if (isObject(sent)) {
    if (!isObject(live)) return false;
    return Object.entries(sent).every(([name, value]) => saysTheSame(value, live[name], name));
  }
  if (!Array.isArray(sent)) return sameJson(sent, live);
  if (!Array.isArray(live) || sent.length !== live.length) return false;
  if (!SETS.has(key)) return sent.every((item, index) => saysTheSame(item, live[index]));
  const left = [...live];
  return sent.every((item) => {
    const at = left.findIndex((other) => saysTheSame(item, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
