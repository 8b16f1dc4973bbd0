import { describe, expect, test } from 'vitest';
import type { DraftPorts } from '../../../renderer/draft/draft-store.ts';
import { createDraftStore } from '../../../renderer/draft/draft-store.ts';
import type { Edit } from '../../../renderer/draft/save-queue.ts';
import type { Draft } from '../../../shared/draft.ts';
import { DraftId, ManagerId } from '../../../shared/ids.ts';

const id = DraftId.parse('d1');
const draft: Draft = {
  id,
  managerId: ManagerId.parse('m1'),
  kind: 'sessions',
  operation: 'change',
  entityId: 's1',
  base: { display_name: 'old', _revision: 3 },
  baseReadAt: 1,
  body: { display_name: 'old', _revision: 3, unknown_field: { kept: true } },
  text: null,
  createdAt: 1,
  savedAt: 1,
  version: 4,
};

/** What main does with a draft on its own; nothing, as long as a test does not say. */
function main(value: Draft) {
  const answer = async () => ({ ok: true as const, value });
  const acts = { look: answer, rebase: answer, choose: answer, makeNew: answer };
  const versions = { nameVersion: answer, restore: answer };
  return { ...acts, ...versions, versions: async () => ({ ok: true as const, value: [] }) };
}

function setUp(over: Partial<DraftPorts> = {}) {
  const saved: Edit[] = [];
  const store = createDraftStore({
    list: async () => ({ ok: true, value: [draft] }),
    create: async () => ({ ok: true, value: draft }),
    save: async (_id, edit) => {
      saved.push(edit);
      return { ok: true, value: { version: edit.version, savedAt: 99 } };
    },
    discard: async () => ({ ok: true, value: null }),
    ...main(draft),
    leave: async () => ({ ok: true, value: null }),
    now: () => 0,
    later: () => () => undefined,
    ...over,
  });
  return { store, saved, now: () => store.getState().drafts[id] };
}

describe('the drafts in the window', () => {
  test('an edit changes the body by its path, keeps unknown fields and is handed over at once', async () => {
    const { store, saved, now } = setUp();
    await store.getState().load();
    store.getState().edit(id, ['display_name'], 'new');
    expect(now()?.body).toEqual({
      display_name: 'new',
      _revision: 3,
      unknown_field: { kept: true },
    });
    expect(saved.map((edit) => edit.version)).toEqual([5]);
    await store.getState().flush(id);
    expect(store.getState().saves[id]).toEqual({ phase: 'saved', savedAt: 99 });
    expect(now()?.savedAt).toBe(99);
  });

  test('what was typed can be taken back and done again, and each step is saved as a new version', async () => {
    const { store, saved, now } = setUp();
    await store.getState().load();
    store.getState().edit(id, ['display_name'], 'new');
    store.getState().edit(id, ['description'], 'why');
    store.getState().undo(id);
    expect(now()?.body).toMatchObject({ display_name: 'new' });
    expect(now()?.body).not.toHaveProperty('description');
    store.getState().undo(id);
    expect(now()?.body).toEqual(draft.body);
    store.getState().undo(id);
    store.getState().redo(id);
    store.getState().redo(id);
    expect(now()?.body).toMatchObject({ display_name: 'new', description: 'why' });
    await store.getState().flush(id);
    expect(saved.at(-1)).toMatchObject({ version: 10, body: { description: 'why' } });
  });

  test('nothing of before a rebase can be taken back: it names an old revision', async () => {
    const rebased = { ...draft, version: 9, body: { ...draft.body, _revision: 7 } };
    const { store, now } = setUp({ rebase: async () => ({ ok: true, value: rebased }) });
    await store.getState().load();
    store.getState().edit(id, ['display_name'], 'new');
    await store.getState().rebase(id);
    store.getState().undo(id);
    expect(now()?.body._revision).toBe(7);
  });

  test('a draft that is left is handed over with the version that main has', async () => {
    const left: number[] = [];
    const { store } = setUp({
      leave: async (_id, version) => {
        left.push(version);
        return { ok: true, value: null };
      },
    });
    await store.getState().load();
    store.getState().edit(id, ['display_name'], 'new');
    await store.getState().leave(id);
    expect(left).toEqual([5]);
  });

  test('broken JSON keeps its text and the last body; the body follows as soon as it parses', async () => {
    const { store, saved, now } = setUp();
    await store.getState().load();
    store.getState().setText(id, '{"display_name": ');
    expect(now()).toMatchObject({ text: '{"display_name": ', body: draft.body });
    store.getState().setText(id, '{"display_name": "json"}');
    expect(now()).toMatchObject({ text: null, body: { display_name: 'json' } });
    await store.getState().flush(id);
    expect(saved[0]?.text).toBe('{"display_name": ');
    expect(saved.at(-1)).toMatchObject({ text: null, version: 6 });
  });

  test('the form does not overrule text that cannot be read yet', async () => {
    const { store, now } = setUp();
    await store.getState().load();
    store.getState().setText(id, '{');
    store.getState().edit(id, ['display_name'], 'form');
    expect(now()?.text).toBe('{');
    expect(now()?.version).toBe(5);
  });

  test('news from main never takes back what was typed since', async () => {
    const { store, now } = setUp();
    await store.getState().load();
    store.getState().edit(id, ['display_name'], 'typed');
    store.getState().take({ ...draft, version: 4, base: { display_name: 'live', _revision: 4 } });
    expect(now()?.body.display_name).toBe('typed');
    expect(now()?.base).toEqual({ display_name: 'live', _revision: 4 });
  });

  test('what is typed while main changes the draft by itself goes on top of it, whatever version either has', async () => {
    for (const typed of [['one'], ['one', 'two']]) {
      const mains = { ...draft, version: 5, body: { ...draft.body, peer_endpoint_id: 'nsx-1' } };
      const stale = { kind: 'stale', detail: 'A newer version is stored already.' } as const;
      let stored = 5;
      const saved: Edit[] = [];
      const retries: (() => void)[] = [];
      const setup = setUp({
        save: async (_id, edit) => {
          if (edit.version <= stored) return { ok: false, failure: stale };
          stored = edit.version;
          saved.push(edit);
          return { ok: true, value: { version: edit.version, savedAt: 99 } };
        },
        later: (run) => {
          retries.push(run);
          return () => void retries.splice(retries.indexOf(run), 1);
        },
      });
      await setup.store.getState().load();
      for (const name of typed) setup.store.getState().edit(id, ['display_name'], name);
      setup.store.getState().take(mains);
      await setup.store.getState().flush(id);
      for (const run of retries) run();
      await setup.store.getState().flush(id);
      const whole = { display_name: typed.at(-1), peer_endpoint_id: 'nsx-1' };
      expect(setup.now()?.body).toMatchObject(whole);
      expect(saved.at(-1)?.body).toMatchObject(whole);
      expect(setup.store.getState().saves[id]).toMatchObject({ phase: 'saved' });
    }
  });

  test('its own save coming back is no news, however much was typed since', async () => {
    const { store, now } = setUp();
    await store.getState().load();
    store.getState().edit(id, ['display_name'], 'one');
    store.getState().edit(id, ['description'], 'two');
    store.getState().take({ ...draft, version: 5, body: { ...draft.body, display_name: 'one' } });
    expect(now()).toMatchObject({ version: 6, body: { display_name: 'one', description: 'two' } });
    store.getState().undo(id);
    expect(now()?.body).toMatchObject({ display_name: 'one' });
    store.getState().undo(id);
    expect(now()?.body).toMatchObject({ display_name: 'old' });
  });

  test('what is typed while main merges goes on top of the merged draft, and is saved from there', async () => {
    const merged = {
      ...draft,
      version: 5,
      base: { display_name: 'live', description: 'theirs', _revision: 8 },
      body: { ...draft.body, description: 'theirs', _revision: 8 },
    };
    const setup = setUp({
      rebase: async () => {
        setup.store.getState().edit(id, ['display_name'], 'typed meanwhile');
        // The event comes before the answer.
        setup.store.getState().take(merged);
        return { ok: true, value: merged };
      },
    });
    await setup.store.getState().load();
    await setup.store.getState().rebase(id);
    const whole = { display_name: 'typed meanwhile', description: 'theirs', _revision: 8 };
    expect(setup.now()).toMatchObject({ version: 6, base: merged.base, body: whole });
    await setup.store.getState().flush(id);
    expect(setup.saved.map(({ version }) => version)).toEqual([6]);
    expect(setup.saved.at(-1)?.body).toMatchObject(whole);
  });

  test('what is typed while the object is read is saved at once, and main merges into that', async () => {
    const seen: string[] = [];
    const setup = setUp({
      look: async () => {
        setup.store.getState().edit(id, ['display_name'], 'typed');
        return { ok: true, value: draft };
      },
      rebase: async () => {
        seen.push(...setup.saved.map(({ body }) => String(body.display_name)));
        return { ok: true, value: { ...draft, version: 6 } };
      },
    });
    await setup.store.getState().load();
    await setup.store.getState().rebase(id);
    expect(seen).toEqual(['typed']);
  });

  test('two choices in one breath are both made, one after the other', async () => {
    const made: string[] = [];
    let now = draft;
    const { store, now: shown } = setUp({
      choose: async (_id, label, side) => {
        made.push(label);
        const choices = made.map((one) => ({ label: one, side: side ?? ('mine' as const) }));
        now = { ...now, merging: { theirs: {}, theirsReadAt: 1, choices } };
        return { ok: true, value: now };
      },
    });
    await store.getState().load();
    const first = store.getState().choose(id, 'a', 'mine');
    const second = store.getState().choose(id, 'b', 'mine');
    await Promise.all([first, second]);
    expect(shown()?.merging?.choices.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  test('a merge that failed leaves what was typed, and saving goes on', async () => {
    const setup = setUp({
      rebase: async () => {
        setup.store.getState().edit(id, ['display_name'], 'typed meanwhile');
        return { ok: false, failure: { kind: 'bug', detail: 'x' } };
      },
    });
    await setup.store.getState().load();
    expect(await setup.store.getState().rebase(id)).toMatchObject({ ok: false });
    await setup.store.getState().flush(id);
    expect(setup.saved.at(-1)?.body.display_name).toBe('typed meanwhile');
  });

  test('steps of an earlier run can be taken back and done again, and are told to main by their keys', async () => {
    const kept = (key: number, display_name: string) => {
      const line = { key, at: key, name: null, reason: 'step' as const, fields: 1 };
      return { ...line, body: { display_name }, text: null };
    };
    const opened = { ...draft, undo: { key: 4, past: [2], future: [7] } };
    const { store, saved, now } = setUp({
      list: async () => ({ ok: true, value: [opened] }),
      versions: async () => ({ ok: true, value: [kept(2, 'before'), kept(7, 'after')] }),
    });
    await store.getState().load();
    await store.getState().openVersions(id);
    expect(store.getState().versions[id]?.map(({ key }) => key)).toEqual([2, 7]);
    store.getState().undo(id);
    expect(now()?.body.display_name).toBe('before');
    expect(saved.at(-1)?.undo).toEqual({ key: 2, past: [], future: [4, 7] });
    store.getState().redo(id);
    store.getState().redo(id);
    expect(now()?.body.display_name).toBe('after');
    await store.getState().flush(id);
    expect(saved.at(-1)?.undo).toEqual({ key: 7, past: [2, 4], future: [] });
  });

  test('a draft that main no longer has disappears, and is not saved again', async () => {
    const { store, saved, now } = setUp();
    await store.getState().load();
    store.getState().drop(id);
    store.getState().edit(id, ['display_name'], 'ghost');
    expect(now()).toBeUndefined();
    expect(saved).toEqual([]);
  });

  test('a list that could not be read says why', async () => {
    const { store } = setUp({
      list: async () => ({ ok: false, failure: { kind: 'bug', detail: 'x' } }),
    });
    await store.getState().load();
    expect(store.getState()).toMatchObject({ phase: 'failed', failure: { kind: 'bug' } });
  });
});
