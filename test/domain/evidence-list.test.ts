import { expect, test } from 'vitest';
import { createEvidence } from '../../electron/domain/evidence/evidence.ts';
import { summarize } from '../../shared/history.ts';
import { RequestId } from '../../shared/ids.ts';
import { ok } from '../../shared/result.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { fakeEvidence } from '../support/fake-evidence.ts';
import { fakeClock, must } from '../support/fakes.ts';
import { aRecord } from '../support/pack-records.ts';
import { answered, checked, life, stateBody, WATCH } from '../support/request-events.ts';

const GOOD = RequestId.parse('request-1');
const BAD = RequestId.parse('request-2');

/** One that is realized, and one that a node refused. */
function listOfTwo(message = 'no room for it') {
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
      archive: {} as never,
      store: { settings: () => DEFAULT_SETTINGS },
    },
    {
      record: (id: string) => ok(of(id) as never),
      summary: (id: string) => of(id).summary,
      isSound: async () => true,
    } as never,
  );
  const save = () => handlers['evidence.list']({ of: { requestIds: [GOOD, BAD] }, format: 'json' });
  return { save, fake, handlers };
}

test('a list names the nodes that do not have a request, and NSX’s message', async () => {
  const { save, fake } = listOfTwo();
  must(await save());
  const [good, bad] = JSON.parse(fake.files.get('file') ?? '[]');
  expect(bad).toMatchObject({ verdict: 'failed', nodes_not_realized: ['edge-ams-02'] });
  expect(bad.message).toContain('no room for it');
  expect(good).toMatchObject({ nodes_not_realized: [], message: null });
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
