import { measure, sha256 } from '../../electron/adapters/pack/hash.ts';
import { writePack } from '../../electron/adapters/pack/write-pack.ts';
import { createPackBuilder } from '../../shared/evidence/build.ts';
import type { PackRecord } from '../../shared/evidence/story.ts';
import { RequestId } from '../../shared/ids.ts';
import type { RequestFact } from '../../shared/request.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  stateBody,
  T0,
  WATCH,
} from './request-events.ts';

/** A realized change with two checks and what people said of it. */
export function aRecord(id = 'request-1', extra: [number, RequestFact][] = []): PackRecord {
  const requestId = RequestId.parse(id);
  const events = life(
    [0, { type: 'sent' }],
    answered(0.4),
    [0.5, WATCH],
    checked(1.5, stateBody('in_progress', 'pp')),
    [1.6, { type: 'clock', offsetMs: 2_500 }],
    checked(3.5, stateBody('in_sync', 'ss')),
    ...extra,
  ).map((event) => ({ ...event, requestId }));
  const request = aRequest({
    id: requestId,
    bodyBefore: { display_name: 'Amsterdam ↔ Osaka', enabled: true, psk: '«redacted»' },
    bodyAfter: { display_name: '=Osaka <b>', enabled: false, psk: '«redacted»' },
  });
  return { request, events, nodeNames: NODE_NAMES };
}

export const ABOUT = { madeAt: T0 + 60_000, madeBy: 'ann', app: 'Spanwatch 0.1.0' };

export function packParts(records: readonly PackRecord[]) {
  const builder = createPackBuilder(ABOUT, sha256, measure);
  const suspects = records.flatMap((record) => builder.add(record));
  return { suspects, ...builder.finish(null) };
}

export const NEVER = new AbortController().signal;

/** Writes a pack of these requests, as an export does. */
export async function writeRecords(path: string, records: readonly PackRecord[]) {
  const { parts } = packParts(records);
  return writePack(path, parts, ABOUT.madeAt, NEVER);
}
