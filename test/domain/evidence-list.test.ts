import { expect, test } from 'vitest';
import { createEvidence } from '../../electron/domain/evidence/evidence.ts';
import type { Archive } from '../../electron/domain/ports.ts';
import { endOf } from '../../shared/evidence/list-export.ts';
import { summarize } from '../../shared/history.ts';
import { ALL_REQUESTS } from '../../shared/history-query.ts';
import { RequestId } from '../../shared/ids.ts';
import { fail, ok } from '../../shared/result.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { fakeEvidence } from '../support/fake-evidence.ts';
import { fakeClock, must } from '../support/fakes.ts';
import { aRecord } from '../support/pack-records.ts';
import { recordPage } from '../support/record-page.ts';
import {
  answered,
  checked,
  life,
  NODE_NAMES,
  stateBody,
  WATCH,
} from '../support/request-events.ts';

const GOOD = RequestId.parse('request-1');
const BAD = RequestId.parse('request-2');

/** One that is realized, and one that a node refused. */
function listOfTwo(message = 'no room for it', archive: Partial<Archive> = {}) {
  const { door, fake } = fakeEvidence();
  const failed = life(
    [0, { type: 'sent' }],
    answered(0.4),
    [0.5, WATCH],
    checked(20, stateBody('failed', 'sf', message)),
  );
  const bad = { ...aRecord(BAD), events: failed.map((event) => ({ ...event, requestId: BAD })) };
  const of = (id: string) => {
    const record = id === BAD ? bad : aRecord(GOOD);
    return { ...record, summary: summarize(record.request, [...record.events]) };
  };
  const handlers = createEvidence(
    {
      clock: fakeClock(),
      notify: () => undefined,
      host: { info: () => ({ version: '1.2.3' }) } as never,
      evidence: door,
      archive: {
        record: async (id: string, after: number, limit: number) =>
          ok(recordPage(of(id), after, limit)),
        ...archive,
      } as Archive,
      store: { settings: () => DEFAULT_SETTINGS },
    },
    {
      nodeNames: () => NODE_NAMES,
      summary: (id: string) => of(id).summary,
      isSound: async () => true,
    } as never,
  );
  const save = () => handlers['evidence.list']({ of: { requestIds: [GOOD, BAD] }, format: 'json' });
  const saveAll = () =>
    handlers['evidence.list']({
      of: { filter: ALL_REQUESTS, sort: { by: 'written', descending: true } },
      format: 'json',
    });
  return { save, saveAll, fake, handlers, of };
}

/** A row of a list, of a request that is realized. */
const REALIZED = summarize(aRecord(GOOD).request, [...aRecord(GOOD).events]);
const rowOf = (id: string) => ({
  ...REALIZED,
  request: { ...REALIZED.request, id: RequestId.parse(id) },
});

/** An archive of so many requests; of its first page so many can’t be read. */
function archiveOf(total: number, unread: number): Partial<Archive> {
  return {
    find: async ({ offset, limit }) => {
      const length = Math.max(0, Math.min(limit, total - offset) - (offset === 0 ? unread : 0));
      const rows = Array.from({ length }, (_none, at) => rowOf(`request-${offset + at}`));
      return ok({ total, rows, place: null });
    },
  };
}

test('a list has all requests, page by page; where one can’t be read it is withheld', async () => {
  const whole = listOfTwo('', archiveOf(250, 0));
  must(await whole.saveAll());
  expect(JSON.parse(whole.fake.files.get('file') ?? '[]')).toHaveLength(250);
  for (const total of [250, 30]) {
    const { saveAll, fake } = listOfTwo('', archiveOf(total, 1));
    expect(must(await saveAll())).toMatchObject({
      outcome: 'withheld',
      problem: expect.stringContaining('can’t be read'),
    });
    expect(fake.files.size).toBe(0);
  }
});

test('a list that moves while it is paged has each request once, and all of them', async () => {
  const ids = Array.from({ length: 250 }, (_none, at) => `request-${at}`);
  let pages = 0;
  const moving = (change: () => void): Partial<Archive> => ({
    find: async ({ offset, limit }) => {
      const rows = ids.slice(offset, offset + limit).map(rowOf);
      const total = ids.length;
      pages += 1;
      if (pages === 1) change();
      return ok({ total, rows, place: null });
    },
  });
  for (const change of [() => ids.unshift('newer'), () => ids.shift(), () => ids.reverse()]) {
    pages = 0;
    const { saveAll, fake } = listOfTwo('', moving(change));
    must(await saveAll());
    const saved = JSON.parse(fake.files.get('file') ?? '[]').map((one: { id: string }) => one.id);
    expect(saved.toSorted()).toEqual(ids.toSorted());
  }
});

test('a list is not written where a record could not be read', async () => {
  const record = async () =>
    fail({ kind: 'storage' as const, reason: 'other' as const, detail: '' });
  const { save, fake } = listOfTwo('', { record });
  expect(await save()).toMatchObject({ ok: false, failure: { kind: 'storage' } });
  expect(fake.files.size).toBe(0);
});

test('a list names the nodes that do not have a request, and NSX’s message', async () => {
  const { save, fake } = listOfTwo();
  must(await save());
  const [good, bad] = JSON.parse(fake.files.get('file') ?? '[]');
  expect(bad).toMatchObject({ verdict: 'failed', nodes_not_realized: ['edge-ams-02'] });
  expect(bad.message).toContain('no room for it');
  expect(good).toMatchObject({ nodes_not_realized: [], message: null });
});

test('in a list a node that nobody knows a name of has its whole id', () => {
  const { of } = listOfTwo();
  const { summary, events } = of(BAD);
  const node = '4bd7f25d-0bb2-4e47-ae70-30a1a3c2ea30';
  const long = events.map((event) => JSON.parse(JSON.stringify(event).replaceAll('node-a2', node)));
  const end = endOf(summary, { events: long, nodeNames: {} });
  expect(end.notRealized).toEqual([node]);
  expect(end.message).toContain(node);
});

test('a list is withheld where a message looks like a secret', async () => {
  const { save, fake } = listOfTwo('password: Hunter2!');
  expect(must(await save())).toMatchObject({ outcome: 'withheld' });
  expect(fake.files.size).toBe(0);
});

test('a saved list is shown where it lies by its name; no other file is', async () => {
  const { save, fake, handlers } = listOfTwo();
  must(await save());
  expect(must(await handlers['evidence.show']({ file: 'file' }))).toBeNull();
  expect(fake.shown).toEqual(['file']);
  expect(await handlers['evidence.show']({ file: '/etc/passwd' })).toMatchObject({ ok: false });
  expect(fake.shown).toHaveLength(1);
});
