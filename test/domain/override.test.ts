import { describe, expect, it } from 'vitest';
import type { Write } from '../../electron/domain/ports.ts';
import type { JsonObject } from '../../shared/json.ts';
import {
  exchange,
  GUIDE_REQUEST,
  GUIDE_SESSION,
  must,
  SESSION_BODY,
  withManager,
} from '../support/fakes.ts';

const OWNED: JsonObject = {
  ...SESSION_BODY,
  _protection: 'REQUIRE_OVERRIDE',
  _create_user: 'nsx_policy',
};

/** A change of a session with this body; the writes that went out are kept. */
async function withChange(body: JsonObject) {
  const app = await withManager();
  const { managerId } = app;
  const entity = { managerId, kind: 'sessions', id: GUIDE_SESSION, name: 'Test RZ' } as const;
  app.store.saveEntity({ ...entity, body, readAt: app.clock.now() });
  const writes: Write[] = [];
  app.nsx.onWrite = async (write, onSent) => {
    onSent();
    writes.push(write);
    const answer = {
      exchange: exchange(200, { ...write.body, _revision: 4 }),
      nsxRequestId: GUIDE_REQUEST,
    };
    return { end: 'answered', answer, body: write.body };
  };
  const draft = must(
    await app.call('draft.create', {
      managerId,
      kind: 'sessions',
      operation: 'change',
      entityId: GUIDE_SESSION,
      body: null,
    }),
  );
  const edited = { ...draft.body, display_name: 'Test RZ two' };
  must(await app.call('draft.save', { draftId: draft.id, body: edited, text: null, version: 2 }));
  const send = () => app.call('send.draft', { draftId: draft.id, version: 2, typedName: null });
  return { ...app, id: draft.id, writes, send };
}

describe('another principal’s object', () => {
  it('is not written from here: main refuses it before anything is on record', async () => {
    const app = await withChange(OWNED);
    const result = await app.send();
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(JSON.stringify(result)).toContain('Owned by nsx_policy');
    expect(app.writes).toEqual([]);
    expect(app.store.requests()).toEqual([]);
  });

  it('is written with X-Allow-Overwrite once a person has said so, and the request says it for ever', async () => {
    const app = await withChange(OWNED);
    const draft = must(await app.call('draft.override', { draftId: app.id, on: true }));
    expect(draft.override).toMatchObject({ owner: 'nsx_policy' });
    must(await app.send());
    await app.clock.advance(0);
    expect(app.writes).toMatchObject([{ allowOverwrite: true }]);
    const [request] = app.store.requests();
    expect(request).toMatchObject({ allowOverwrite: true });
    expect(request?.preflight?.find(({ id }) => id === 'protection')).toMatchObject({
      level: 'ask',
    });
  });

  it('is locked again when the person takes it back', async () => {
    const app = await withChange(OWNED);
    must(await app.call('draft.override', { draftId: app.id, on: true }));
    const draft = must(await app.call('draft.override', { draftId: app.id, on: false }));
    expect(draft.override).toBeUndefined();
    expect((await app.send()).ok).toBe(false);
    expect(app.writes).toEqual([]);
  });
});

it.each<[string, JsonObject]>([
  ['nobody protects any more', { ...SESSION_BODY, _revision: 9 }],
  ['another principal owns by now', { ...OWNED, _create_user: 'other_pi', _revision: 9 }],
])('what was said of its owner does not hold for an object that %s', async (_, body) => {
  const app = await withChange(OWNED);
  must(await app.call('draft.override', { draftId: app.id, on: true }));
  const entity = { managerId: app.managerId, kind: 'sessions', id: GUIDE_SESSION } as const;
  app.store.saveEntity({ ...entity, name: 'Test RZ', body, readAt: app.clock.now() });
  const { version } = must(await app.call('draft.rebase', { draftId: app.id, from: 'copy' }));
  await app.call('send.draft', { draftId: app.id, version, typedName: null });
  await app.clock.advance(0);
  expect(app.writes.filter(({ allowOverwrite }) => allowOverwrite)).toEqual([]);
  expect(app.writes).toHaveLength(body._protection === undefined ? 1 : 0);
});

it.each<[string, JsonObject]>([
  ['nobody protects', SESSION_BODY],
  ['NSX keeps for itself', { ...SESSION_BODY, _system_owned: true }],
  ['nobody may change', { ...SESSION_BODY, _protection: 'PROTECTED' }],
])('an object that %s can’t be overridden', async (_, body) => {
  const app = await withChange(body);
  expect(await app.call('draft.override', { draftId: app.id, on: true })).toMatchObject({
    ok: false,
  });
});

it('without an override no write carries it, and what pre-flight said is kept with the request', async () => {
  const app = await withChange(SESSION_BODY);
  must(await app.send());
  await app.clock.advance(0);
  expect(app.writes).toHaveLength(1);
  expect(app.writes[0]).not.toHaveProperty('allowOverwrite');
  const [request] = app.store.requests();
  expect(request).not.toHaveProperty('allowOverwrite');
  const ids = request?.preflight?.map(({ id }) => id) ?? [];
  expect(ids).toEqual(expect.arrayContaining(['fields', 'revision', 'role', 'api', 'reachable']));
});
