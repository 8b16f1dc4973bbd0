import type { Operation } from '../../../shared/draft.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { isObject } from '../../../shared/json.ts';
import { SPECS } from '../../../shared/nsx/entity/specs.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../shared/nsx/kinds.ts';
import { REDACTED } from '../../../shared/redaction.ts';
import { parseText } from '../json-text.ts';
import { isCurl, readCurl } from './curl.ts';

/** What a paste holds: an object, and where it said so, what was to be done with it. `psk` stands apart, it is a secret. */
export type PastedDraft = {
  kind: EntityKind;
  operation: Operation;
  entityId: string | null;
  /** Empty for a DELETE. */
  body: JsonObject;
  psk: string | null;
  /** True where it came as a curl command: its address and credentials are not taken over. */
  isCurl: boolean;
};

export type PasteReading = { ok: true; pasted: PastedDraft } | { ok: false; message: string };

const PATH = /\/api\/v1\/vpn\/ipsec\/([a-z-]+)(?:\/([^/?#\s]+))?(?:[?#]|$)/;
const OPERATION: Record<string, Operation> = { PUT: 'change', POST: 'create', DELETE: 'delete' };
const no = (message: string): PasteReading => ({ ok: false, message });

/** Reads pasted JSON (an object, or an answer with one), or a curl command with it. Never throws. */
export function readPastedDraft(text: string): PasteReading {
  if (text.trim() === '') return no('Nothing was pasted.');
  return isCurl(text) ? readCommand(text) : readJson(text);
}

function readCommand(text: string): PasteReading {
  const request = readCurl(text);
  if (!request) return no('This curl command names no URL.');
  if (request.url.includes('/policy/api/'))
    return no('This is a call of the Policy API; Spanwatch speaks the Manager API (/api/v1).');
  const [, kind, id] = PATH.exec(request.url) ?? [];
  const known = ENTITY_KINDS.find((one) => one === kind);
  if (!known)
    return no(
      `${request.url} is no object of the IPSec VPN (/api/v1/vpn/ipsec/…) of the Manager API.`,
    );
  const operation = OPERATION[request.method];
  if (!operation)
    return no(`A ${request.method} changes nothing: paste a PUT, a POST or a DELETE.`);
  if (operation !== 'create' && id === undefined)
    return no(`This ${request.method} names no object: its id is missing in the URL.`);
  const entityId = operation === 'create' ? null : (id ?? null);
  if (operation === 'delete') {
    const pasted = { kind: known, operation, entityId, body: {}, psk: null, isCurl: true };
    return { ok: true, pasted };
  }
  if (request.fromFile && request.data === null)
    return no('The body of this command is in a file (@…): paste the JSON of that file instead.');
  if (request.data === null) return no(`This ${request.method} has no body.`);
  const parsed = parseText(request.data);
  if (!parsed.ok) return no(`The body of this command can’t be read: ${parsed.message}`);
  return { ok: true, pasted: apart(known, operation, entityId, parsed.body, true) };
}

function readJson(text: string): PasteReading {
  const parsed = parseText(text);
  if (!parsed.ok) return no(`This can’t be read: ${parsed.message}`);
  const body = onlyOf(parsed.body);
  if (typeof body === 'string') return no(body);
  const kind = kindOf(body);
  if (!kind) {
    const type = body.resource_type;
    return no(
      typeof type === 'string'
        ? `“${type}” is not of the IPSec VPN (resource_type).`
        : 'It has no resource_type, so what it is can’t be told: add one, or paste the curl command.',
    );
  }
  const id = typeof body.id === 'string' && body.id !== '' ? body.id : null;
  return { ok: true, pasted: apart(kind, id ? 'change' : 'create', id, body, false) };
}

/** The object itself; of a list its only item. */
function onlyOf(body: JsonObject): JsonObject | string {
  if (!Array.isArray(body.results)) return body;
  const [only, ...more] = body.results;
  if (more.length > 0) return `This is a list of ${body.results.length}: paste one of them.`;
  return isObject(only) ? only : 'This is an empty list.';
}

function kindOf({ resource_type: type }: JsonObject): EntityKind | null {
  if (type === POLICY_BASED || type === ROUTE_BASED) return 'sessions';
  return (
    ENTITY_KINDS.find((kind) => kind !== 'sessions' && SPECS[kind].resourceType === type) ?? null
  );
}

function apart(
  kind: EntityKind,
  operation: Operation,
  entityId: string | null,
  { psk, ...body }: JsonObject,
  isCurlCommand: boolean,
): PastedDraft {
  const key = typeof psk === 'string' && psk !== '' && psk !== REDACTED ? psk : null;
  return { kind, operation, entityId, body, psk: key, isCurl: isCurlCommand };
}
