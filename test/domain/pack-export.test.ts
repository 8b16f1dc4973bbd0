import { describe, expect, test } from 'vitest';
import { measure, sha256 } from '../../electron/adapters/pack/hash.ts';
import { createPackExport } from '../../electron/domain/evidence/pack-export.ts';
import { createPackBuilder } from '../../shared/evidence/build.ts';
import { FACTS_PAGE } from '../../shared/evidence/carried.ts';
import { MAX_PACK_REQUESTS } from '../../shared/evidence/pack.ts';
import { summarize } from '../../shared/history.ts';
import { RequestId } from '../../shared/ids.ts';
import type { RequestFact } from '../../shared/request.ts';
import { fail, ok } from '../../shared/result.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { fakeEvidence } from '../support/fake-evidence.ts';
import { fakeClock, must } from '../support/fakes.ts';
import { aRecord } from '../support/pack-records.ts';
import { recordPage } from '../support/record-page.ts';
import { checked, NODE_NAMES, stateBody } from '../support/request-events.ts';

const [ONE, TWO, THREE] = ['request-1', 'request-2', 'request-3'].map((id) =>
  RequestId.parse(id),
) as [RequestId, RequestId, RequestId];
const ALL = [ONE, TWO, THREE];
const BODY = stateBody('in_progress', 'sp');

function world(extra: [number, RequestFact][] = []) {
  const { door, fake } = fakeEvidence();
  const told: unknown[] = [];
  const of = (id: RequestId) => aRecord(id, id === ONE ? extra : []);
  const packs = createPackExport(
    {
      clock: fakeClock(),
      host: { info: () => ({ version: '1.2.3' }) } as never,
      evidence: door,
      store: { settings: () => DEFAULT_SETTINGS },
      archive: {
        async record(id: RequestId, after: number, limit: number) {
          if (!ALL.includes(id)) return fail({ kind: 'not-found', what: 'that request' });
          return ok(recordPage(of(id), after, limit));
        },
      } as never,
    },
    {
      summary: (id) => summarize(of(id).request, [...of(id).events]),
      nodeNames: () => NODE_NAMES,
      isSound: async () => true,
      registerHead: () => null,
    },
  );
  const proven = (ids: readonly RequestId[] = ALL) =>
    packs.proven(ids, (progress) => void told.push(progress));
  return { of, packs, door, fake, told, proven };
}

describe('a pack that something depends on', () => {
  test('is read back from where it was written, and says where the chain of each request ends in it', async () => {
    const { proven, fake, told } = world();
    const done = must(await proven());
    if (done.outcome !== 'proven') throw new Error(done.outcome);
    expect(done.pack).toMatchObject({ file: 'file', requests: 3 });
    const { requests } = JSON.parse(fake.packs[0]?.[0]?.text ?? '');
    expect([...done.heads]).toEqual(
      requests.map(({ id, head }: Record<string, string>) => [id, head]),
    );
    expect(told.slice(-2)).toEqual([
      { stage: 'writing', done: 3, total: 3 },
      { stage: 'checking', done: 3, total: 3 },
    ]);
  });

  test('is none where it is not as it was written when it is read back', async () => {
    const { proven, fake } = world();
    fake.problems = [{ place: 'report.html', problem: 'its content was changed' }];
    const detail = expect.stringContaining('report.html: its content was changed');
    expect(await proven()).toMatchObject({ ok: false, failure: { kind: 'file', detail } });
  });

  test('takes no other file’s place: it may be where others went; one that nothing depends on may', async () => {
    const { proven, packs, fake } = world();
    fake.files.set('file', 'an earlier pack');
    const detail = expect.stringContaining('there already');
    const failure = { kind: 'file', file: 'file', detail };
    expect(await proven()).toMatchObject({ ok: false, failure });
    expect(fake.packs).toEqual([]);
    expect(must(await packs.exportPack(ALL, () => {}))).toMatchObject({ outcome: 'written' });
  });

  test('is given up where the record can’t be read on the way', async () => {
    const { proven, fake } = world();
    fake.onBreath = () => {
      throw new Error('the database disk image is malformed');
    };
    await expect(proven()).rejects.toThrow('malformed');
    expect(fake.dropped).toBe(1);
    fake.onBreath = () => {};
    expect(must(await proven())).toMatchObject({ outcome: 'proven' });
  });

  test('is none where another file lies there by then', async () => {
    const { proven, door } = world();
    const { checkPack } = door;
    door.checkPack = async (path) => ok({ ...must(await checkPack(path)), sha256: 'another' });
    expect(await proven()).toMatchObject({ ok: false, failure: { kind: 'file', file: 'file' } });
  });

  test('takes the first requests, as many as there is room for', async () => {
    const { proven, fake, told } = world();
    fake.room = 2;
    const done = must(await proven());
    expect(done).toMatchObject({ outcome: 'proven', pack: { requests: 2 } });
    expect(done.outcome === 'proven' && [...done.heads.keys()]).toEqual([ONE, TWO]);
    expect(told).toContainEqual({ stage: 'writing', done: 2, total: 2 });
  });

  test('has no more requests than a pack may hold', async () => {
    const { proven, packs, fake, told } = world();
    fake.onBreath = packs.cancel;
    await proven(Array.from({ length: MAX_PACK_REQUESTS + 7 }, () => ONE));
    expect(told[0]).toMatchObject({ stage: 'reading', total: MAX_PACK_REQUESTS });
  });

  test('is not written where something looks like a secret: the others of those that were looked at are named', async () => {
    const { proven, fake } = world([[9, { type: 'noted', text: 'password: Hunter2!', by: 'x' }]]);
    fake.room = 2;
    expect(must(await proven())).toMatchObject({ outcome: 'suspect', others: [TWO] });
    expect(fake.packs).toEqual([]);
  });

  test('can be given up until the end, and the file that was written by then is named', async () => {
    const { proven, packs, fake } = world();
    fake.chosen = null;
    expect(must(await proven())).toEqual({ outcome: 'cancelled' });
    fake.chosen = 'file';
    fake.onBreath = packs.cancel;
    expect(must(await proven())).toEqual({ outcome: 'cancelled' });
    expect(fake.packs).toEqual([]);
    fake.onBreath = () => {};
    fake.onChecked = packs.cancel;
    expect(must(await proven())).toEqual({ outcome: 'cancelled', file: 'file' });
  });

  test('is one at a time, with any other export', async () => {
    const { proven, packs } = world();
    const first = proven();
    expect(await packs.exportPack([ONE], () => {})).toMatchObject({ ok: false });
    expect((await first).ok).toBe(true);
  });
});

test('a long request is read a page at a time, others have their turn in between, and its pack is the same byte for byte', async () => {
  const many = Array.from({ length: 3 * FACTS_PAGE }, (_, at) => checked(4 + at, BODY));
  const { packs, fake, of } = world(many);
  let breaths = 0;
  fake.onBreath = () => {
    breaths += 1;
  };
  must(await packs.exportPack([ONE], () => {}));
  expect(breaths).toBe(1 + 3);
  const whole = createPackBuilder(packs.about(), sha256, measure);
  expect(whole.add(of(ONE))).toEqual([]);
  expect(fake.packs).toEqual([whole.finish(null).parts]);
});

test('an export that a person asked for by name has all of its requests, room or not', async () => {
  const { packs, fake } = world();
  fake.room = 1;
  expect(must(await packs.exportPack(ALL, () => {}))).toMatchObject({ requests: 3 });
});
