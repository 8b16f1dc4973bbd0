import { sha256 } from '../../electron/adapters/pack/hash.ts';
import { createEvidence } from '../../electron/domain/evidence/evidence.ts';
import { headOf } from '../../shared/evidence/chain-heads.ts';
import { type Remark, type ReviewContent, reviewText } from '../../shared/evidence/review-file.ts';
import type { PackRecord, RawRecord } from '../../shared/evidence/story.ts';
import { summarize } from '../../shared/history.ts';
import { RequestId } from '../../shared/ids.ts';
import { fail, ok } from '../../shared/result.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { fakeEvidence } from './fake-evidence.ts';
import { fakeClock } from './fakes.ts';
import { aRecord } from './pack-records.ts';
import { recordPage } from './record-page.ts';
import { NODE_NAMES } from './request-events.ts';

export const ONE = RequestId.parse('request-1');
export const TWO = RequestId.parse('request-2');

/** So few that every record has pages. */
const FACTS_AT_ONCE = 4;

/** Evidence on a record in memory, with a person's dialogs and disk. */
export function world(records: PackRecord[] = [aRecord('request-1'), aRecord('request-2')]) {
  const { door, fake } = fakeEvidence();
  const settings = { ...DEFAULT_SETTINGS };
  const kept = new Map(records.map((record) => [record.request.id as string, record]));
  const unsound = new Set<string>();
  /** Where what stands on record is not what a schema reads of it. */
  const raw = new Map<string, RawRecord>();
  const told: unknown[] = [];
  const writes: [string, number][] = [];
  const handlers = createEvidence(
    {
      clock: fakeClock(),
      notify: (_name, payload) => void told.push(payload),
      host: { info: () => ({ version: '1.2.3' }) } as never,
      evidence: door,
      store: { settings: () => settings },
      archive: {
        find: async (page: unknown) => ok(pageOf(page)),
        async record(id: string, after: number) {
          const record = kept.get(id);
          if (!record) return fail({ kind: 'not-found', what: 'that request' });
          const its = raw.get(id);
          return ok(recordPage({ ...record, ...(its && { raw: its }) }, after, FACTS_AT_ONCE));
        },
      } as never,
    },
    {
      summary(id) {
        const record = kept.get(id);
        return record ? summarize(record.request, [...record.events]) : null;
      },
      isSound: async (id) => !unsound.has(id),
      nodeNames: () => NODE_NAMES,
      registerHead: () => 'head',
      remark(requestId, added) {
        const record = kept.get(requestId);
        if (!record) throw new Error('no such request');
        writes.push([requestId, added.length]);
        const next = record.events.length + 1;
        const events = added.map((fact, at) => ({ requestId, seq: next + at, at: 99, fact }));
        kept.set(requestId, { ...record, events: [...record.events, ...events] });
      },
    },
  );
  const facts = (id: string) =>
    kept
      .get(id)
      ?.events.slice(6)
      .map(({ fact }) => fact) ?? [];
  return { handlers, settings, fake, door, unsound, raw, told, writes, facts };
}

/** A reviewer's file about the first request. */
export function review(
  remarks: Remark[],
  change: (content: ReviewContent) => ReviewContent = (c) => c,
) {
  const record = aRecord('request-1');
  return reviewText(
    change({
      format: 'spanwatch-review',
      version: 1,
      madeAt: 5,
      app: 'Spanwatch',
      pack: { name: 'a.zip', sha256: 'a'.repeat(64) },
      requests: [{ id: ONE, events: 6, head: headOf(record.request, record.events, sha256) }],
      remarks,
    }),
    sha256,
  );
}

export const NOTE: Remark = {
  id: 'r-1',
  requestId: ONE,
  at: 50,
  fact: { type: 'noted', text: 'Why at night?', by: 'rev' },
};
export const MARK: Remark = {
  id: 'r-2',
  requestId: ONE,
  at: 51,
  fact: { type: 'marked', mark: 'questioned', by: 'rev' },
};

/** 250 requests, in pages. */
function pageOf(page: unknown) {
  const { offset, limit } = page as { offset: number; limit: number };
  const { request, events } = aRecord();
  const summary = summarize(request, events);
  const rows = Array.from({ length: Math.min(limit, 250 - offset) }, (_, at) => ({
    ...summary,
    request: {
      ...request,
      id: RequestId.parse(`found-${offset + at}`),
      entityName: `object ${offset + at}`,
    },
  }));
  return { total: 250, rows, place: null };
}

type Handlers = ReturnType<typeof world>['handlers'];

/** Reads the file that is chosen next and, where it is a review, merges it. */
export async function mergeChosen(handlers: Handlers) {
  const read = await handlers['evidence.read-review'](null);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  if (read.value.outcome !== 'read') return read.value;
  const merged = await handlers['evidence.merge-review'](null);
  if (!merged.ok) throw new Error(JSON.stringify(merged.failure));
  return merged.value;
}
