import { describe, expect, test } from 'vitest';
import { measure, sha256 } from '../../electron/adapters/pack/hash.ts';
import { createEvidence } from '../../electron/domain/evidence/evidence.ts';
import type { Output } from '../../shared/contract.ts';
import { headOf } from '../../shared/evidence/chain-heads.ts';
import { type Remark, type ReviewContent, reviewText } from '../../shared/evidence/review-file.ts';
import type { PackRecord, RawRecord } from '../../shared/evidence/story.ts';
import { checkParts } from '../../shared/evidence/verify.ts';
import { summarize } from '../../shared/history.ts';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../shared/history-query.ts';
import { RequestId } from '../../shared/ids.ts';
import type { RequestFact } from '../../shared/request.ts';
import { fail, ok } from '../../shared/result.ts';
import { fakeEvidence } from '../support/fake-evidence.ts';
import { fakeClock, must } from '../support/fakes.ts';
import { aRecord } from '../support/pack-records.ts';

const ONE = RequestId.parse('request-1');
const TWO = RequestId.parse('request-2');

function world(records: PackRecord[] = [aRecord('request-1'), aRecord('request-2')]) {
  const { door, fake } = fakeEvidence();
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
      archive: { find: async (page: unknown) => ok(pageOf(page)) } as never,
    },
    {
      record(id) {
        const record = kept.get(id);
        if (!record) return fail({ kind: 'not-found', what: 'that request' });
        const events = [...record.events];
        const summary = summarize(record.request, events);
        return ok({ ...record, events, summary } as Output<'history.get'>);
      },
      summary(id) {
        const record = kept.get(id);
        return record ? summarize(record.request, [...record.events]) : null;
      },
      isSound: async (id) => !unsound.has(id),
      raw: (id) => raw.get(id) ?? null,
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
  return { handlers, fake, door, unsound, raw, told, writes, facts };
}

describe('an export', () => {
  test('holds the chosen requests, each once, and tells how far it is', async () => {
    const { handlers, fake, told } = world();
    const done = must(await handlers['evidence.export']({ requestIds: [ONE, TWO, ONE] }));
    expect(done).toMatchObject({
      outcome: 'written',
      requests: 2,
      redacted: { 'what was sent': 4 },
    });
    const manifest = JSON.parse(fake.packs[0]?.[0]?.text ?? '');
    expect(manifest).toMatchObject({ register: 'head', app: 'Spanwatch 1.2.3', madeBy: 'ann' });
    expect(told).toEqual([
      { stage: 'reading', done: 0, total: 2 },
      { stage: 'reading', done: 1, total: 2 },
      { stage: 'writing', done: 2, total: 2 },
    ]);
  });

  test('that its person cancels, in the dialog or while it runs, writes nothing', async () => {
    const { handlers, fake } = world();
    fake.chosen = null;
    expect(must(await handlers['evidence.export']({ requestIds: [ONE] })).outcome).toBe(
      'cancelled',
    );
    fake.chosen = 'file';
    fake.onBreath = () => void handlers['evidence.cancel'](null);
    expect(must(await handlers['evidence.export']({ requestIds: [ONE, TWO] })).outcome).toBe(
      'cancelled',
    );
    expect(fake.packs).toEqual([]);
  });

  test('writes nothing where something looks like a secret, says where, and offers the others', async () => {
    const note: RequestFact = { type: 'noted', text: 'password: Hunter2!', by: 'x' };
    const { handlers, fake } = world([aRecord('request-1', [[9, note]]), aRecord('request-2')]);
    const done = must(await handlers['evidence.export']({ requestIds: [ONE, TWO] }));
    expect(done).toEqual({
      outcome: 'suspect',
      suspects: [
        {
          requestId: ONE,
          name: 'PUT Amsterdam ↔ Osaka',
          place: 'fact 7 (noted) looks like a secret',
        },
      ],
      others: [TWO],
    });
    expect(fake.packs).toEqual([]);
  });

  test('refuses a record that is not as it was written', async () => {
    const { handlers, fake, unsound } = world();
    unsound.add('request-2');
    const done = must(await handlers['evidence.export']({ requestIds: [ONE, TWO] }));
    expect(done).toMatchObject({ outcome: 'suspect', others: [ONE] });
    expect(JSON.stringify(done)).toContain('Verify names the place');
    expect(fake.packs).toEqual([]);
  });

  test('has the head of the chain as it stands on record, whatever a later schema reads into it', async () => {
    const { handlers, fake, raw } = world();
    const { request, events } = aRecord('request-1');
    const stored = { ...request, ofAnotherDay: 1 } as typeof request;
    raw.set('request-1', { request: stored, events });
    must(await handlers['evidence.export']({ requestIds: [ONE] }));
    const { requests } = JSON.parse(fake.packs[0]?.[0]?.text ?? '');
    expect(requests[0].head).toBe(headOf(stored, events, sha256));
    const parts = new Map(
      fake.packs[0]?.map(({ name, text }) => [name, { ...measure(text), text: () => text }]),
    );
    expect(checkParts(parts, sha256).problems).toEqual([]);
    // A review of that pack comes back to the very record.
    fake.files.set(
      'file',
      review([NOTE], (content) => ({ ...content, requests })),
    );
    expect(must(await handlers['evidence.merge-review'](null))).toMatchObject({
      added: 1,
      left: [],
    });
  });

  test('refuses a record with facts that this version can’t read', async () => {
    const { handlers, fake, raw } = world();
    const { request, events } = aRecord('request-1');
    raw.set('request-1', { request, events: [...events, { ...events[0], seq: 7 } as never] });
    const done = must(await handlers['evidence.export']({ requestIds: [ONE] }));
    expect(JSON.stringify(done)).toContain('can’t read');
    expect(fake.packs).toEqual([]);
  });

  test('is one at a time', async () => {
    const { handlers } = world();
    const first = handlers['evidence.export']({ requestIds: [ONE] });
    expect(await handlers['evidence.export']({ requestIds: [TWO] })).toMatchObject({ ok: false });
    expect((await first).ok).toBe(true);
    expect((await handlers['evidence.export']({ requestIds: [TWO] })).ok).toBe(true);
  });
});

function review(remarks: Remark[], change: (content: ReviewContent) => ReviewContent = (c) => c) {
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

const NOTE: Remark = {
  id: 'r-1',
  requestId: ONE,
  at: 50,
  fact: { type: 'noted', text: 'Why at night?', by: 'rev' },
};
const MARK: Remark = {
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
    request: { ...request, entityName: `object ${offset + at}` },
  }));
  return { total: 250, rows, place: null };
}

test('a list is exported whole by its filter, page by page, in its order', async () => {
  const { handlers, fake } = world();
  const of = { filter: ALL_REQUESTS, sort: NEWEST_FIRST };
  must(await handlers['evidence.list']({ of, format: 'csv' }));
  const lines = (fake.files.get('file') ?? '').trimEnd().split('\r\n');
  expect(lines).toHaveLength(251);
  expect(lines[1]).toContain(',object 0,');
  expect(lines[250]).toContain(',object 249,');
});

describe('a report for paper and a list', () => {
  const note: RequestFact = { type: 'noted', text: 'password: Hunter2!', by: 'x' };
  const tag: RequestFact = { type: 'tagged', tags: ['password: Hunter2!'], by: 'x' };
  const list = { of: { requestIds: [ONE, TWO] }, format: 'csv' as const };

  test('hold what is as it was written', async () => {
    const { handlers, fake } = world();
    expect(must(await handlers['evidence.pdf']({ requestId: ONE })).outcome).toBe('written');
    expect(must(await handlers['evidence.list'](list)).outcome).toBe('written');
    expect(fake.pdfs).toHaveLength(1);
    expect(fake.files.size).toBe(1);
  });

  test('are withheld where something looks like a secret, and say where', async () => {
    const { handlers, fake } = world([
      aRecord('request-1', [
        [9, note],
        [10, tag],
      ]),
      aRecord('request-2'),
    ]);
    expect(must(await handlers['evidence.pdf']({ requestId: ONE }))).toEqual({
      outcome: 'withheld',
      problem: expect.stringMatching(/PUT Amsterdam ↔ Osaka: fact 7 \(noted\) looks like a secret/),
    });
    expect(must(await handlers['evidence.list'](list))).toEqual({
      outcome: 'withheld',
      problem: expect.stringMatching(/PUT Amsterdam ↔ Osaka: its row looks like a secret/),
    });
    expect(fake.pdfs).toEqual([]);
    expect(fake.files.size).toBe(0);
  });

  test('are withheld where a record is not as it was written', async () => {
    const { handlers, fake, unsound } = world();
    unsound.add('request-1').add('request-2');
    for (const made of [
      await handlers['evidence.pdf']({ requestId: TWO }),
      await handlers['evidence.list'](list),
    ]) {
      expect(must(made)).toMatchObject({
        outcome: 'withheld',
        problem: expect.stringContaining('Verify names the place'),
      });
    }
    expect(fake.pdfs).toEqual([]);
    expect(fake.files.size).toBe(0);
  });
});

describe('a review that comes back', () => {
  test('becomes facts with whose saying each is and when it was; merged twice it adds nothing', async () => {
    const { handlers, fake, facts } = world();
    fake.files.set('file', review([NOTE, MARK]));
    expect(must(await handlers['evidence.merge-review'](null))).toEqual({
      outcome: 'merged',
      file: 'file',
      added: 2,
      known: 0,
      left: [],
    });
    const merged = [
      { ...NOTE.fact, review: { id: 'r-1', at: 50 } },
      { ...MARK.fact, review: { id: 'r-2', at: 51 } },
    ];
    expect(facts('request-1')).toEqual(merged);
    expect(must(await handlers['evidence.merge-review'](null))).toMatchObject({
      added: 0,
      known: 2,
    });
    expect(facts('request-1')).toEqual(merged);
  });

  test('is one write a request however much was said, and everything else has its turn in between', async () => {
    const { handlers, fake, writes } = world();
    const second = aRecord('request-2');
    const head = headOf(second.request, second.events, sha256);
    const remarks = [ONE, TWO, ONE].flatMap((requestId, at) =>
      [0, 1].map((n) => ({ ...NOTE, requestId, id: `r-${at}-${n}` })),
    );
    fake.files.set(
      'file',
      review(remarks, (content) => ({
        ...content,
        requests: [...content.requests, { id: TWO, events: 6, head }],
      })),
    );
    const before: number[] = [];
    fake.onBreath = () => void before.push(writes.length);
    must(await handlers['evidence.merge-review'](null));
    expect(writes).toEqual([
      [ONE, 4],
      [TWO, 2],
    ]);
    expect(before).toEqual([0, 1]);
  });

  test('adds its tags to those that were given here meanwhile', async () => {
    const here: RequestFact = { type: 'tagged', tags: ['here'], by: 'ann' };
    const { handlers, fake, facts } = world([aRecord('request-1', [[9, here]])]);
    const tagged: Remark = {
      id: 'r-3',
      requestId: ONE,
      at: 52,
      fact: { type: 'tagged', tags: ['audit'], by: 'rev' },
    };
    fake.files.set('file', review([tagged]));
    must(await handlers['evidence.merge-review'](null));
    expect(facts('request-1').at(-1)).toMatchObject({ type: 'tagged', tags: ['here', 'audit'] });
  });

  test('leaves out requests that are not here, and records that are other than the reviewed one', async () => {
    const { handlers, fake, facts } = world([aRecord('request-1')]);
    const stranger = { ...NOTE, id: 'r-9', requestId: RequestId.parse('elsewhere') };
    fake.files.set('file', review([NOTE, stranger]));
    expect(must(await handlers['evidence.merge-review'](null))).toMatchObject({
      added: 1,
      left: [{ requestId: 'elsewhere', why: 'it is not on record here' }],
    });
    fake.files.set(
      'file',
      review([{ ...NOTE, id: 'r-10' }], (content) => ({
        ...content,
        requests: [{ id: ONE, events: 6, head: 'b'.repeat(64) }],
      })),
    );
    expect(must(await handlers['evidence.merge-review'](null))).toMatchObject({
      added: 0,
      left: [{ requestId: ONE, why: 'its record here is not the one that was reviewed' }],
    });
    expect(facts('request-1')).toHaveLength(1);
  });

  test.each([
    ['changed', review([NOTE]).replace('at night', 'at noon'), /SHA-256 does not fit/],
    ['given one more member', review([NOTE]).replace('{', '{"x":1,'), /SHA-256 does not fit/],
    ['no JSON', 'hello', /no JSON/],
    ['something else', '{"format":"x"}', /format does not fit/],
    [
      'with a fact that is no remark',
      review([{ ...NOTE, fact: { type: 'stopped' } as never }]),
      /remarks/,
    ],
  ])('is refused where it is %s', async (_what, text, problem) => {
    const { handlers, fake, facts } = world();
    fake.files.set('file', text);
    const done = must(await handlers['evidence.merge-review'](null));
    expect(done.outcome).toBe('refused');
    expect(done.outcome === 'refused' && done.problem).toMatch(problem);
    expect(facts('request-1')).toEqual([]);
  });
});

describe('without a window', () => {
  test('nothing is exported, and reviewer mode is off', async () => {
    const handlers = createEvidence(
      {
        clock: fakeClock(),
        notify: () => {},
        host: { info: () => ({}) } as never,
        archive: {} as never,
      },
      {
        record: () => fail({ kind: 'not-found', what: 'x' }),
        summary: () => null,
        isSound: async () => true,
        raw: () => null,
        registerHead: () => null,
        remark: () => {},
      },
    );
    expect(await handlers['evidence.export']({ requestIds: [ONE] })).toMatchObject({ ok: false });
    expect(await handlers['evidence.mode'](null)).toEqual(ok({ reviewing: null, refused: null }));
  });
});
