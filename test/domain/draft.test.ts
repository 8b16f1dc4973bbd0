import { describe, expect, it } from 'vitest';
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

describe('leaving a draft', () => {
  async function opened() {
    const app = await withDraft();
    must(await app.call('draft.discard', { draftId: app.draftId }));
    const draft = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'change',
        entityId: GUIDE_SESSION,
        body: null,
      }),
    );
    const save = (display_name: string, version: number, text: string | null = null) =>
      app.call('draft.save', {
        draftId: draft.id,
        body: { ...draft.body, display_name },
        text,
        version,
      });
    const leave = async (version: number) => {
      must(await app.call('draft.leave', { draftId: draft.id, version }));
      return app.store.draft(draft.id) !== null;
    };
    return { ...app, draft, save, leave };
  }

  it('discards one in which nothing was changed', async () => {
    const app = await opened();
    expect(await app.leave(1)).toBe(false);
  });

  it('discards a new session in which nothing was filled in, and keeps a copy', async () => {
    const app = await withDraft();
    const create = async (body: JsonObject | null) => {
      const input = { managerId: app.managerId, kind: 'sessions', entityId: null, body } as const;
      const draft = must(await app.call('draft.create', { ...input, operation: 'create' }));
      must(await app.call('draft.leave', { draftId: draft.id, version: 1 }));
      return app.store.draft(draft.id) !== null;
    };
    expect(await create(null)).toBe(false);
    expect(await create(SESSION_BODY)).toBe(true);
  });

  it('discards one in which every change was taken back', async () => {
    const app = await opened();
    must(await app.save('typed', 2));
    must(await app.save('Test RZ', 3));
    expect(await app.leave(3)).toBe(false);
  });

  it('keeps one of which what was typed can be done again: one step back too many is no end of it', async () => {
    const app = await opened();
    must(await app.save('typed', 2));
    const { id: draftId, body } = app.draft;
    const undo = { key: 1, past: [], future: [2] };
    must(await app.call('draft.save', { draftId, body, text: null, version: 3, undo }));
    expect(await app.leave(3)).toBe(true);
  });

  it.each([
    ['what was typed', 'typed', null, 2],
    ['text that can’t be read yet', 'Test RZ', '{"display_name": ', 2],
    ['what was typed after it was left', 'Test RZ', null, 1],
  ])('keeps %s', async (_name, name, text, version) => {
    const app = await opened();
    must(await app.save(name, 2, text));
    expect(await app.leave(version)).toBe(true);
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
});
