import { describe, expect, test } from 'vitest';
import { measure, sha256 } from '../../electron/adapters/pack/hash.ts';
import { createEvidence } from '../../electron/domain/evidence/evidence.ts';
import { headOf } from '../../shared/evidence/chain-heads.ts';
import { MAX_PACK_REQUESTS } from '../../shared/evidence/pack.ts';
import { checkParts } from '../../shared/evidence/verify.ts';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../shared/history-query.ts';
import type { RequestFact } from '../../shared/request.ts';
import { ok } from '../../shared/result.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { mergeChosen, NOTE, ONE, review, TWO, world } from '../support/evidence-world.ts';
import { fakeClock, must } from '../support/fakes.ts';
import { aRecord } from '../support/pack-records.ts';

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

  test('says the name that was set, and has the requests as they were put on record', async () => {
    const early = aRecord('request-2');
    const request = { ...early.request, writtenAt: early.request.writtenAt - 1000 };
    const { handlers, settings, fake } = world([aRecord('request-1'), { ...early, request }]);
    settings.person = 'Nora Engineer';
    must(await handlers['evidence.export']({ requestIds: [ONE, TWO] }));
    const { madeBy, requests } = JSON.parse(fake.packs[0]?.[0]?.text ?? '');
    expect(madeBy).toBe('Nora Engineer');
    expect(requests.map(({ id }: { id: string }) => id)).toEqual([TWO, ONE]);
    must(await handlers['evidence.pdf']({ requestId: ONE }));
    expect(fake.pdfs[0]).toContain('by Nora Engineer');
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
    expect(await mergeChosen(handlers)).toMatchObject({
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

test('a list is exported whole by its filter, page by page, in its order', async () => {
  const { handlers, fake } = world();
  const of = { filter: ALL_REQUESTS, sort: NEWEST_FIRST };
  must(await handlers['evidence.list']({ of, format: 'csv' }));
  const lines = (fake.files.get('file') ?? '').trimEnd().split('\r\n');
  expect(lines).toHaveLength(251);
  expect(lines[1]).toContain(',object 0,');
  expect(lines[250]).toContain(',object 249,');
});

describe('a list of as many requests as a pack may hold', () => {
  const listOf = (rows: number) => ({
    of: { requestIds: Array.from({ length: rows }, () => ONE) },
    format: 'csv' as const,
  });

  test('is checked by the chain of each, in reviewer mode too; a longer one is an overview', async () => {
    const { handlers, fake, unsound } = world();
    unsound.add(ONE);
    expect(must(await handlers['evidence.list'](listOf(MAX_PACK_REQUESTS)))).toEqual({
      outcome: 'withheld',
      problem: expect.stringContaining('its record is not as it was written'),
    });
    expect(fake.files.size).toBe(0);
    const written = must(await handlers['evidence.list'](listOf(MAX_PACK_REQUESTS + 1)));
    expect(written.outcome).toBe('written');
    expect(fake.files.get('file')?.split('\r\n')).toHaveLength(MAX_PACK_REQUESTS + 3);
  });

  test('and a longer one is withheld where a row looks like a secret', async () => {
    const tag: RequestFact = { type: 'tagged', tags: ['password: Hunter2!'], by: 'x' };
    const { handlers, fake } = world([aRecord('request-1', [[9, tag]])]);
    for (const rows of [1, MAX_PACK_REQUESTS + 1]) {
      expect(must(await handlers['evidence.list'](listOf(rows))).outcome).toBe('withheld');
    }
    expect(fake.files.size).toBe(0);
  });
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

describe('without a window', () => {
  test('nothing is exported, and reviewer mode is off', async () => {
    const handlers = createEvidence(
      {
        clock: fakeClock(),
        notify: () => {},
        host: { info: () => ({}) } as never,
        archive: {} as never,
        store: { settings: () => DEFAULT_SETTINGS },
      },
      {
        summary: () => null,
        isSound: async () => true,
        nodeNames: () => ({}),
        registerHead: () => null,
        remark: () => {},
      },
    );
    expect(await handlers['evidence.export']({ requestIds: [ONE] })).toMatchObject({ ok: false });
    expect(await handlers['evidence.mode'](null)).toEqual(ok({ reviewing: null, refused: null }));
  });
});
