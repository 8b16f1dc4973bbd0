import { describe, expect, it } from 'vitest';
import type { Input } from '../../shared/contract.ts';
import type { JsonObject } from '../../shared/json.ts';
import {
  exchange,
  GUIDE_REQUEST,
  GUIDE_SESSION,
  must,
  SESSION_BODY,
  startProduct,
  withDraft,
} from '../support/fakes.ts';

const MINE = 'Test RZ_UPDATED';
const rule = (SESSION_BODY.policy_rules as JsonObject[])[0] as JsonObject;

/** A draft with a new name in it, and what somebody else made of the session meanwhile. */
async function meanwhile(theirs: JsonObject | null) {
  const app = await withDraft();
  app.nsx.live = theirs && { ...SESSION_BODY, _revision: 9, _last_modified_user: 'ann', ...theirs };
  const { draftId, managerId } = app;
  const rebase = (from: 'manager' | 'copy' = 'manager') =>
    app.call('draft.rebase', { draftId, from });
  const choose = (label: string, side: Input<'draft.choose'>['side']) =>
    app.call('draft.choose', { draftId, label, side });
  const refresh = async () => must(await app.call('inventory.refresh', { managerId }));
  const draft = () => {
    const found = app.store.draft(draftId);
    if (!found) throw new Error('the draft is gone');
    return found;
  };
  const listed = async () =>
    must(await app.call('draft.list', null)).find(({ id }) => id === draftId);
  const save = async (body: JsonObject) =>
    must(await app.call('draft.save', { draftId, body, text: null, version: draft().version + 1 }));
  const send = () => app.call('send.draft', { draftId, version: draft().version, typedName: null });
  return { ...app, rebase, choose, refresh, draft, listed, save, send };
}

describe('a change by somebody else that touches nothing of mine', () => {
  it('merges by itself, is listed, and goes with the request', async () => {
    const app = await meanwhile({ description: 'theirs' });
    const draft = must(await app.rebase());
    expect(draft.body).toMatchObject({ display_name: MINE, description: 'theirs', _revision: 9 });
    expect(draft).not.toHaveProperty('merging');
    expect(draft.merged).toMatchObject([
      {
        from: 3,
        to: 9,
        choices: [],
        fields: [
          { label: 'display_name', by: 'mine', after: MINE },
          { label: 'description', by: 'theirs', after: 'theirs' },
        ],
      },
    ]);
    const summary = must(await app.send());
    expect(summary.request.merged).toEqual(draft.merged);
    expect(app.store.requests()[0]?.bodyAfter).toMatchObject({
      _revision: 9,
      description: 'theirs',
    });
  });

  it('is no merge at all where nothing is different', async () => {
    const app = await withDraft();
    const draft = must(await app.call('draft.rebase', { draftId: app.draftId }));
    expect(draft).not.toHaveProperty('merged');
    expect(draft.version).toBe(2);
  });

  it('takes the live revision where only that went on', async () => {
    const app = await meanwhile({});
    expect(must(await app.rebase())).toMatchObject({ body: { display_name: MINE, _revision: 9 } });
  });
});

describe('a change of the same field by somebody else', () => {
  const conflicting = { display_name: 'Theirs', description: 'theirs', enabled: false };

  it('waits, changes nothing of the draft, and outlives a restart', async () => {
    const app = await meanwhile(conflicting);
    const before = app.draft();
    must(await app.rebase());
    const restarted = startProduct({ store: app.store, clock: app.clock, nsx: app.nsx });
    const [draft] = must(await restarted.call('draft.list', null));
    expect(draft).toMatchObject({ ...before, merging: { theirs: { _revision: 9 }, choices: [] } });
  });

  it('keeps the draft from being sent, whoever asks', async () => {
    const app = await meanwhile(conflicting);
    must(await app.rebase());
    expect(await app.send()).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(app.store.requests()).toEqual([]);
  });

  it.each([
    ['mine', MINE],
    ['theirs', 'Theirs'],
  ] as const)('chosen as %s makes the merge, on the live revision', async (side, name) => {
    const app = await meanwhile(conflicting);
    must(await app.rebase());
    const draft = must(await app.choose('display_name', side));
    expect(draft).not.toHaveProperty('merging');
    expect(draft.base).toMatchObject({ display_name: 'Theirs', _revision: 9 });
    expect(draft.body).toMatchObject({ display_name: name, description: 'theirs', _revision: 9 });
    expect(draft.merged?.[0]?.choices).toEqual([
      { label: 'display_name', side, base: 'Test RZ', mine: MINE, theirs: 'Theirs' },
    ]);
    must(await app.send());
    expect(app.store.requests()[0]?.merged?.[0]?.choices).toHaveLength(1);
  });

  it('is one of several: each is chosen, a choice can be taken back, and the last makes the merge', async () => {
    const app = await meanwhile({ ...conflicting, policy_rules: [{ ...rule, logged: false }] });
    await app.save({ ...app.draft().body, description: 'mine', policy_rules: [] });
    must(await app.rebase());
    must(await app.choose('display_name', 'mine'));
    must(await app.choose('policy_rules[1026]', 'theirs'));
    must(await app.choose('policy_rules[1026]', null));
    expect(app.draft().merging?.choices).toMatchObject([{ label: 'display_name', side: 'mine' }]);
    must(await app.choose('description', 'mine'));
    const draft = must(await app.choose('policy_rules[1026]', 'mine'));
    expect(draft.body).toMatchObject({ display_name: MINE, description: 'mine', policy_rules: [] });
  });

  it('is chosen anew where mine was edited since', async () => {
    const app = await meanwhile({ ...conflicting, policy_rules: [] });
    await app.save({ ...app.draft().body, policy_rules: [{ ...rule, logged: false }] });
    must(await app.rebase());
    must(await app.choose('display_name', 'theirs'));
    await app.save({ ...app.draft().body, display_name: 'Typed since', x_typed: 1 });
    const draft = must(await app.choose('policy_rules[1026]', 'theirs'));
    expect(draft.merging?.choices).toMatchObject([{ label: 'policy_rules[1026]' }]);
    const merged = must(await app.choose('display_name', 'mine'));
    expect(merged.body).toMatchObject({
      display_name: 'Typed since',
      x_typed: 1,
      policy_rules: [],
    });
  });

  it('is looked at anew where the object has moved on once more; choices that still hold stay', async () => {
    const app = await meanwhile({ ...conflicting, policy_rules: [] });
    await app.save({ ...app.draft().body, policy_rules: [{ ...rule, logged: false }] });
    must(await app.rebase());
    must(await app.choose('display_name', 'mine'));
    app.nsx.live = { ...app.nsx.live, _revision: 10, policy_rules: [{ ...rule, action: 'X' }] };
    const draft = must(await app.rebase());
    expect(draft.body).toMatchObject({
      display_name: MINE,
      _revision: 10,
      policy_rules: [{ logged: false, action: 'X' }],
    });
  });

  it('that is none is refused, and so is choosing where nothing waits', async () => {
    const app = await meanwhile(conflicting);
    expect(await app.choose('display_name', 'mine')).toMatchObject({ failure: { kind: 'stale' } });
    must(await app.rebase());
    expect(await app.choose('enabled', 'mine')).toMatchObject({ failure: { kind: 'stale' } });
  });

  it('is not merged into JSON that can’t be read: that would be lost when it is mended', async () => {
    const app = await meanwhile(conflicting);
    const { body, version } = app.draft();
    const text = '{"display_name": ';
    must(await app.call('draft.save', { draftId: app.draftId, body, text, version: version + 1 }));
    expect(await app.rebase()).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(app.draft().text).toBe(text);
  });
});

describe('a draft whose object moved on', () => {
  it('says so by itself when the inventory is read, with who did it, and not after the merge', async () => {
    const app = await meanwhile({ description: 'theirs' });
    expect(await app.listed()).not.toHaveProperty('standing');
    app.told.length = 0;
    await app.refresh();
    const told = app.told.filter(({ name }) => name === 'draft.changed');
    expect(told).toMatchObject([
      { payload: { standing: { state: 'moved', revision: 9, by: 'ann' } } },
    ]);
    expect(await app.listed()).toMatchObject({ standing: { state: 'moved' } });
    expect(must(await app.rebase('copy'))).not.toHaveProperty('standing');
    expect(app.draft()).not.toHaveProperty('standing');
  });

  it('is not sent: NSX would refuse it', async () => {
    const app = await meanwhile({ description: 'theirs' });
    await app.refresh();
    expect(await app.send()).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(app.store.requests()).toEqual([]);
  });

  it('is merged from the copy without a network, as of when the copy was read', async () => {
    const app = await meanwhile({ display_name: 'Theirs' });
    await app.refresh();
    const readAt = app.store.entity(app.managerId, 'sessions', GUIDE_SESSION)?.readAt;
    await app.clock.advance(60_000);
    app.nsx.calls.length = 0;
    expect(must(await app.rebase('copy')).merging?.theirsReadAt).toBe(readAt);
    must(await app.choose('display_name', 'mine'));
    expect(app.nsx.calls).toEqual([]);
    expect(app.draft()).toMatchObject({ baseReadAt: readAt, body: { _revision: 9 } });
  });
});

describe('a draft whose object was deleted by somebody else', () => {
  it('says so, and becomes a new object with what was typed', async () => {
    const app = await meanwhile(null);
    await app.refresh();
    expect(await app.listed()).toMatchObject({ standing: { state: 'gone' } });
    const draft = must(await app.call('draft.make-new', { draftId: app.draftId }));
    expect(draft).toMatchObject({ operation: 'create', entityId: null, base: null });
    expect(draft.body).toMatchObject({
      display_name: MINE,
      policy_rules: SESSION_BODY.policy_rules,
    });
    expect(draft.body).not.toHaveProperty('id');
    expect(draft.body).not.toHaveProperty('_revision');
  });

  it('stays a change for as long as the object is there', async () => {
    const app = await withDraft();
    const made = await app.call('draft.make-new', { draftId: app.draftId });
    expect(made).toMatchObject({ ok: false, failure: { kind: 'stale' } });
  });
});

describe('the pre-flight card', () => {
  it.each([
    ['waits for choices', { display_name: 'Theirs' }, true],
    ['moved on', { description: 'theirs' }, false],
    ['was deleted', null, false],
  ] as const)('stops Send for an object that %s', async (_name, theirs, merges) => {
    const app = await meanwhile(theirs);
    await app.refresh();
    if (merges) must(await app.rebase('copy'));
    const lines = must(await app.call('draft.preflight', { draftId: app.draftId }));
    expect(lines.find(({ id }) => id === 'revision')?.level).toBe('stop');
  });
});

describe('a 412', () => {
  it('leaves the draft, reads the object, and the draft says that it moved on', async () => {
    const app = await meanwhile({ display_name: 'Theirs' });
    app.nsx.onWrite = async (_write, onSent) => {
      onSent();
      const words = { httpStatus: 'PRECONDITION_FAILED', error_message: 'stale' };
      const answer = { exchange: exchange(412, words), nsxRequestId: GUIDE_REQUEST };
      return { end: 'answered', answer, body: words };
    };
    must(await app.send());
    await app.clock.advance(0);
    expect(await app.listed()).toMatchObject({ standing: { state: 'moved', revision: 9 } });
    expect(must(await app.rebase('copy')).merging?.theirs).toMatchObject({
      display_name: 'Theirs',
    });
    expect(app.nsx.calls.filter((call) => call.startsWith('write'))).toHaveLength(1);
    expect(app.bugs).toEqual([]);
  });
});

describe('what a draft was', () => {
  /** Types names one after the other, each a step that can be taken back. */
  async function typed(...names: string[]) {
    const app = await meanwhile({ description: 'theirs' });
    for (const display_name of names) {
      const { body, version, undo } = app.draft();
      const past = [...(undo?.past ?? []), undo?.key ?? version];
      const next = version + 1;
      must(
        await app.call('draft.save', {
          draftId: app.draftId,
          body: { ...body, display_name },
          text: null,
          version: next,
          undo: { key: next, past, future: [] },
        }),
      );
    }
    const versions = async () => must(await app.call('draft.versions', { draftId: app.draftId }));
    const restore = (key: number) => app.call('draft.restore', { draftId: app.draftId, key });
    const name = (key: number | null, called: string | null) =>
      app.call('draft.name-version', { draftId: app.draftId, key, name: called });
    return { ...app, versions, restore, name };
  }

  it('is kept at each step, and nothing between', async () => {
    const app = await typed('one', 'two');
    await app.save({ ...app.draft().body, display_name: 'two and a half' });
    expect((await app.versions()).map(({ body }) => body.display_name)).toEqual([MINE, 'one']);
  });

  it('can be gone back to, and forth again', async () => {
    const app = await typed('one', 'two');
    const [first] = await app.versions();
    const back = must(await app.restore(first?.key ?? 0));
    expect(back.body.display_name).toBe(MINE);
    const two = (await app.versions()).find(({ body }) => body.display_name === 'two');
    expect(back.undo?.past.at(-1)).toBe(two?.key);
    expect(must(await app.restore(two?.key ?? 0)).body.display_name).toBe('two');
  });

  it('is called by a name, which can be taken away, and is told', async () => {
    const app = await typed('one');
    must(await app.name(null, ' before the change window '));
    const named = (await app.versions()).find(({ name }) => name !== null);
    expect(named).toMatchObject({
      name: 'before the change window',
      body: { display_name: 'one' },
    });
    expect(app.told.at(-1)).toMatchObject({ name: 'draft.version' });
    must(await app.name(named?.key ?? 0, null));
    expect((await app.versions()).filter(({ name }) => name !== null)).toEqual([]);
    expect(await app.name(4711, 'x')).toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('keeps its name, however often it is come to', async () => {
    const app = await typed('one');
    must(await app.name(null, 'point'));
    const { key } = (await app.versions()).find(({ name }) => name !== null) ?? { key: 0 };
    const { body, version } = app.draft();
    for (const [at, undo] of [
      [1, { key: version + 1, past: [key], future: [] }],
      [2, { key, past: [], future: [version + 1] }],
      [3, { key: version + 3, past: [key], future: [] }],
    ] as const) {
      const keys = { ...undo, past: [...undo.past], future: [...undo.future] };
      const input = { draftId: app.draftId, body, text: null, version: version + at, undo: keys };
      must(await app.call('draft.save', input));
    }
    expect((await app.versions()).map(({ name }) => name)).toContain('point');
    const told = app.told.filter(({ name }) => name === 'draft.version').at(-1);
    expect(told?.payload).toMatchObject({ version: { key, name: 'point' } });
  });

  it('with a name keeps an untouched draft from being thrown away', async () => {
    const app = await typed('one');
    must(await app.name(null, 'point'));
    await app.save({ ...app.draft().base });
    must(await app.call('draft.leave', { draftId: app.draftId, version: app.draft().version }));
    expect(app.store.draft(app.draftId)).not.toBeNull();
  });

  it('before a choice of theirs keeps the draft, though nothing of it is mine any more', async () => {
    const app = await typed('one');
    app.nsx.live = { ...app.nsx.live, display_name: 'Theirs' };
    must(await app.rebase());
    must(await app.choose('display_name', 'theirs'));
    expect(app.draft().body).toEqual(app.draft().base);
    must(await app.call('draft.leave', { draftId: app.draftId, version: app.draft().version }));
    expect((await app.versions()).map(({ body }) => body.display_name)).toContain('one');
  });

  it('before a merge can be gone back to, and is merged into the base of now: nobody’s change is reverted', async () => {
    const app = await typed('one');
    const merged = must(await app.rebase());
    const before = (await app.versions()).find(({ reason }) => reason === 'before-merge');
    expect(merged.merged?.[0]?.before).toBe(before?.key);
    await app.save({ ...app.draft().body, display_name: 'later' });
    const back = must(await app.restore(before?.key ?? 0));
    expect(back.body).toMatchObject({ display_name: 'one', description: 'theirs', _revision: 9 });
    expect((await app.versions()).map(({ body }) => body.display_name)).toContain('later');
  });

  it('before a choice can be gone back to, to choose again', async () => {
    const app = await typed('one');
    app.nsx.live = { ...app.nsx.live, display_name: 'Theirs' };
    must(await app.rebase());
    const merged = must(await app.choose('display_name', 'theirs'));
    const again = must(await app.restore(merged.merged?.[0]?.before ?? 0));
    expect(again).toMatchObject({ body: { display_name: 'one' }, merging: { choices: [] } });
    const mine = must(await app.choose('display_name', 'mine'));
    expect(mine.body).toMatchObject({ display_name: 'one', _revision: 9 });
    expect(mine.merged).toMatchObject([{ choices: [{ side: 'mine' }] }]);
  });
});
