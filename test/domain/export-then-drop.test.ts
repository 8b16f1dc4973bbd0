import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../electron/adapters/database/database.ts';
import { plainPacking } from '../../electron/adapters/pack/packing.ts';
import { checkPack, readPack } from '../../electron/adapters/pack/read-pack.ts';
import { createPackExport } from '../../electron/domain/evidence/pack-export.ts';
import { createRecords } from '../../electron/domain/history/records.ts';
import { createRetention } from '../../electron/domain/history/retention.ts';
import { createSound } from '../../electron/domain/history/sound.ts';
import { DAY_MS } from '../../shared/history-keys.ts';
import { RequestId } from '../../shared/ids.ts';
import { fail } from '../../shared/result.ts';
import { checked, request } from '../adapters/database/samples.ts';
import { reportOf } from '../adapters/database/tampered.ts';
import { fakeEvidence } from '../support/fake-evidence.ts';
import { fakeClock, must } from '../support/fakes.ts';

/** The whole way on a real database and a real disk: written, read back, dropped, verified. */
const THEN = 1_700_000_000_000;
const NOW = THEN + 100 * DAY_MS;
const OLD = ['r-1', 'r-2', 'r-3'].map((id) => RequestId.parse(id));
const YOUNG = RequestId.parse('r-young');

let folder: string;
let store: DatabaseStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-export-drop-'));
  store = openDatabase(join(folder, 'data'));
  for (const [at, id] of OLD.entries()) {
    store.addRequest(request(id, THEN + at));
    store.addFact(id, THEN + 1_000, { type: 'sent' });
    store.addFact(id, THEN + 2_000, checked(1));
    store.addFact(id, THEN + 3_000, { type: 'stopped' });
  }
  store.addRequest(request(YOUNG, NOW - DAY_MS));
  store.addFact(YOUNG, NOW - DAY_MS, { type: 'not-sent', failure: { kind: 'reviewing' } });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const pack = () => join(folder, 'old.spanwatch-pack.zip');

function world(meanwhile = () => {}, path = pack()) {
  const clock = { ...fakeClock(), now: () => NOW };
  const { door } = fakeEvidence();
  const records = createRecords(store, {
    summary: (id) => store.standing(id, true)?.summary ?? null,
    events: store.events,
    isUnresolved: () => false,
    create: () => fail({ kind: 'bug', detail: 'no draft is made in this test' }),
  });
  const packs = createPackExport(
    {
      clock,
      store,
      archive: store.archive,
      host: { info: () => ({ version: '1.2.3' }) } as never,
      evidence: {
        ...door,
        saveAs: async () => path,
        packing: plainPacking,
        checkPack(path) {
          meanwhile();
          return checkPack(path);
        },
      },
    },
    {
      summary: (id) => store.standing(id, true)?.summary ?? null,
      nodeNames: records.nodeNames,
      isSound: createSound({ store, clock }),
      registerHead: store.registerHead,
    },
  );
  return createRetention(
    { store, clock, notify: () => {} },
    {
      summary: (id) => store.standing(id, true)?.summary ?? null,
      isUnresolved: () => false,
      gone: () => {},
      exported: packs.proven,
      stopExport: packs.cancel,
    },
  );
}

async function exportAndDrop(retention: ReturnType<typeof world>, count = OLD.length) {
  const { before } = must(await retention.old({ days: 30 }));
  return must(await retention.drop({ days: 30, before, count, first: 'export', leave: [] }));
}

test('requests are exported to a pack that opens, dropped, and verifying says when and to which pack', async () => {
  const heads = OLD.map((id) => store.chainOf(id)?.head);
  const done = await exportAndDrop(world());
  expect(done).toMatchObject({ outcome: 'dropped', dropped: 3, stayed: 0, rest: 0 });
  expect(store.requests().map(({ id }) => id)).toEqual([YOUNG]);

  const { problems, content, sha256 } = must(await readPack(pack()));
  expect(problems).toEqual([]);
  expect(content?.manifest.requests.map(({ id }) => id)).toEqual(OLD);
  expect(content?.manifest.requests.map(({ head }) => head)).toEqual(heads);
  const report = reportOf(store.verifying(null));
  expect(report).toMatchObject({ problems: [], requests: 1, dropped: 3 });
  expect(report.dropRuns).toEqual([{ at: NOW, requests: 3, pack: sha256 }]);
});

test('one of which something is said while the pack is read back stays, whatever the clock said then', async () => {
  const [changed] = OLD as [RequestId];
  const retention = world(() => {
    store.addFact(changed, THEN + 4_000, { type: 'noted', text: 'wait', by: 'Ada' });
  });
  expect(await exportAndDrop(retention)).toMatchObject({ dropped: 2, stayed: 1 });
  expect(store.requests().map(({ id }) => id)).toEqual([changed, YOUNG]);
  expect(store.events(changed)).toHaveLength(4);
  expect(reportOf(store.verifying(null))).toMatchObject({ problems: [], dropped: 2 });
});

test('where the pack can’t be written nothing is dropped, and nothing lies there', async () => {
  const nowhere = join(folder, 'gone', 'old.zip');
  const retention = world(() => {}, nowhere);
  const { before } = must(await retention.old({ days: 30 }));
  const answer = await retention.drop({ days: 30, before, count: 3, first: 'export', leave: [] });
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'file', reason: 'no-folder' } });
  expect(existsSync(nowhere)).toBe(false);
  expect(store.requests()).toHaveLength(4);
  expect(reportOf(store.verifying(null))).toMatchObject({ problems: [], dropped: 0 });
});
