import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryOver } from '../../electron/domain/draft/carry-over.ts';
import type { JsonObject } from '../../shared/json.ts';
import { GUIDE_SESSION, must, SESSION_BODY, withDraft } from '../support/fakes.ts';

describe('saving a draft', () => {
  it('never lets an older version overwrite a newer', async () => {
    const app = await withDraft();
    const save = (version: number, display_name: string) =>
      app.call('draft.save', {
        draftId: app.draftId,
        body: { ...SESSION_BODY, display_name },
        text: null,
        version,
      });
    must(await save(7, 'newer'));
    expect(await save(6, 'older')).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(app.store.draft(app.draftId)?.body.display_name).toBe('newer');
  });

  it('keeps fields that nobody knows', async () => {
    const app = await withDraft();
    const body = { ...SESSION_BODY, x_future: { a: [1] } };
    must(await app.call('draft.save', { draftId: app.draftId, body, text: null, version: 9 }));
    expect(app.store.draft(app.draftId)?.body.x_future).toEqual({ a: [1] });
  });

  it('opens the edit that is there already instead of a second one of the same object', async () => {
    const app = await withDraft();
    const again = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'change',
        entityId: GUIDE_SESSION,
        body: null,
      }),
    );
    expect(again.id).toBe(app.draftId);
  });
});

describe('taking the live revision', () => {
  it('keeps what was typed, takes what somebody else changed, and carries the live revision', async () => {
    const app = await withDraft();
    app.nsx.live = { ...SESSION_BODY, description: 'theirs', _revision: 9 };
    const draft = must(await app.call('draft.rebase', { draftId: app.draftId }));
    expect(draft.body).toMatchObject({
      display_name: 'Test RZ_UPDATED',
      description: 'theirs',
      _revision: 9,
    });
    expect(draft.base).toMatchObject({ display_name: 'Test RZ', description: 'theirs' });
  });

  const object = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', '_revision'),
    fc.jsonValue({ maxDepth: 1 }),
  ) as fc.Arbitrary<JsonObject>;

  it('is the live object where nothing was typed', () => {
    fc.assert(
      fc.property(object, object, (base, live) => {
        expect(carryOver(base, base, live)).toEqual(live);
      }),
    );
  });

  it('is the draft, but for the live revision, where nothing happened live', () => {
    fc.assert(
      fc.property(object, object, (base, mine) => {
        const { _revision: _a, ...typed } = mine;
        const { _revision: _b, ...carried } = carryOver(base, mine, base);
        expect(carried).toEqual(typed);
      }),
    );
  });
});
