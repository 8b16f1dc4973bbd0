import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import { fail, ok } from '../../shared/result.ts';
import {
  exchange,
  GUIDE_SESSION,
  MANAGER_INPUT,
  must,
  RIGHT_PASSWORD,
  SESSION_BODY,
  startProduct,
  withDraft,
} from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

/** What a hostile reader found: each of these once went wrong. */
const LOST = { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' } as const;
const writes = (calls: string[]) => calls.filter((call) => call.startsWith('write'));
const IN_SYNC = ok(exchange(200, { state: 'in_sync', details: [] }));

async function lostWrite(reason: 'reset' | 'timeout' = 'reset') {
  const app = await withDraft();
  app.nsx.onWrite = async (_write, onSent) => {
    onSent();
    return { end: 'lost', failure: { ...LOST, reason } };
  };
  const { request } = must(await app.send());
  await app.clock.advance(0);
  return { ...app, requestId: request.id };
}

describe('an object whose write is in doubt', () => {
  it('can’t be written by a draft made anew either', async () => {
    const app = await lostWrite();
    must(await app.call('draft.discard', { draftId: app.draftId }));
    const anew = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'change',
        entityId: GUIDE_SESSION,
        body: { ...SESSION_BODY, display_name: 'again' },
      }),
    );
    const result = await app.call('send.draft', { draftId: anew.id, version: 1, typedName: null });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(writes(app.nsx.calls)).toHaveLength(1);
    const lines = must(await app.call('draft.preflight', { draftId: anew.id }));
    expect(lines.find((line) => line.id === 'in-doubt')?.level).toBe('stop');
  });

  it('gives no new draft from its request before it was read back', async () => {
    const app = await lostWrite();
    const result = await app.call('history.draft-from', { requestId: app.requestId });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'stale' } });
  });

  it('is not said to be unchanged right after a time-out: NSX may still be working', async () => {
    const app = await lostWrite('timeout');
    const early = await app.call('send.settle', { requestId: app.requestId });
    expect(early).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    await app.clock.advance(61_000);
    const late = must(await app.call('send.settle', { requestId: app.requestId }));
    expect(late.verdict).toBe('not-sent');
  });
});

describe('what was typed after Send', () => {
  it('stays as a draft of what NSX has now', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_SYNC];
    let answer = () => {};
    const taken = app.nsx.onWrite;
    app.nsx.onWrite = (write, onSent) =>
      new Promise((resolve) => {
        answer = () => resolve(taken(write, onSent));
      });
    must(await app.send());
    await app.clock.advance(0);
    const body = { ...SESSION_BODY, display_name: 'Test RZ_UPDATED', description: 'typed later' };
    must(await app.call('draft.save', { draftId: app.draftId, body, text: null, version: 3 }));
    answer();
    await app.clock.advance(0);
    const draft = app.store.draft(app.draftId);
    expect(draft).toMatchObject({
      operation: 'change',
      base: { display_name: 'Test RZ_UPDATED', _revision: 4 },
      body: { description: 'typed later', _revision: 4 },
    });
  });

  it('of a new session is a change of it, never a second POST', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_SYNC];
    const { _revision, id: _id, ...fresh } = SESSION_BODY as JsonObject;
    const draft = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'create',
        entityId: null,
        body: fresh,
      }),
    );
    let answer = () => {};
    app.nsx.onWrite = (_write, onSent) =>
      new Promise((resolve) => {
        onSent();
        const made = { ...SESSION_BODY, id: 'made', _revision: 0 };
        const whole = { exchange: exchange(201, made), nsxRequestId: 'r' };
        answer = () => resolve({ end: 'answered', answer: whole, body: made });
      });
    must(await app.call('send.draft', { draftId: draft.id, version: 1, typedName: null }));
    await app.clock.advance(0);
    const body = { ...fresh, description: 'later' };
    must(await app.call('draft.save', { draftId: draft.id, body, text: null, version: 2 }));
    answer();
    await app.clock.advance(0);
    expect(app.store.draft(draft.id)).toMatchObject({ operation: 'change', entityId: 'made' });
  });
});

describe('an answer that is not NSX’s own', () => {
  it.each([
    ['a proxy’s 504', 504, '<html>Gateway time-out</html>', 'in-doubt'],
    ['NSX’s own 500', 500, '{"module_name":"common-services","error_code":98}', 'refused'],
    ['a 412', 412, '', 'refused'],
  ])('%s', async (_name, status, body, verdict) => {
    const app = await withDraft();
    app.nsx.onWrite = async (_write, onSent) => {
      onSent();
      return {
        end: 'answered',
        answer: { exchange: exchange(status, body), nsxRequestId: null },
        body,
      };
    };
    must(await app.send());
    await app.clock.advance(0);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe(verdict);
  });

  it('is in doubt where a POST is taken without an id, and keeps the draft', async () => {
    const app = await withDraft();
    const { _revision, id: _id, ...fresh } = SESSION_BODY as JsonObject;
    const draft = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'create',
        entityId: null,
        body: fresh,
      }),
    );
    app.nsx.onWrite = async (_write, onSent) => {
      onSent();
      return {
        end: 'answered',
        answer: { exchange: exchange(201, ''), nsxRequestId: 'r' },
        body: null,
      };
    };
    app.nsx.list = async () => fail(LOST);
    must(await app.call('send.draft', { draftId: draft.id, version: 1, typedName: null }));
    await app.clock.advance(0);
    expect(must(await app.call('history.list', null))[0]).toMatchObject({
      verdict: 'in-doubt',
      nsxRequestId: 'r',
    });
    expect(app.store.draft(draft.id)).not.toBeNull();
  });
});

describe('a restart right after a write was found to be applied', () => {
  it('ends its draft and follows it', async () => {
    const app = await lostWrite();
    app.nsx.live = { ...SESSION_BODY, display_name: 'Test RZ_UPDATED', _revision: 4 };
    must(await app.call('send.settle', { requestId: app.requestId }));
    const rows = app.store.copy();
    const events = rows.events.get(app.requestId) ?? [];
    const until = events.findIndex((event) => event.fact.type === 'settled') + 1;
    rows.events.set(app.requestId, events.slice(0, until));
    const draft = (await withDraft()).store.draft(app.draftId);
    if (draft) rows.drafts.set(app.draftId, draft);
    const again = startProduct({ ...app, store: memoryStore(rows) });
    again.nsx.states = [IN_SYNC];
    again.product.recover();
    await again.clock.advance(5_000);
    expect(again.store.draft(app.draftId)).toBeNull();
    expect(must(await again.call('history.list', null))[0]?.verdict).toBe('realized');
  });
});

describe('a throw inside', () => {
  it('costs a watch one check, not its life', async () => {
    const app = await withDraft();
    app.nsx.states = [
      () => {
        throw new Error('disk full');
      },
      IN_SYNC,
    ];
    must(await app.send());
    await app.clock.advance(60_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('realized');
    expect(app.bugs).toHaveLength(1);
  });

  it('while a verdict is put on record keeps the watch asking', async () => {
    const app = await withDraft();
    app.nsx.states = [IN_SYNC];
    const keep = app.store.addFact;
    let full = true;
    app.store.addFact = (id, at, fact) => {
      if (full && fact.type === 'checked') throw new Error('disk full');
      return keep(id, at, fact);
    };
    must(await app.send());
    await app.clock.advance(5_000);
    full = false;
    await app.clock.advance(60_000);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('realized');
  });

  it('leaves the inventory readable the next time', async () => {
    const app = await withDraft();
    const save = app.store.saveInventory;
    app.store.saveInventory = () => {
      throw new Error('disk full');
    };
    const refresh = () => app.call('inventory.refresh', { managerId: app.managerId });
    expect(await refresh()).toMatchObject({ ok: false, failure: { kind: 'bug' } });
    app.store.saveInventory = save;
    expect(must(await refresh()).reading).toBe(false);
  });
});

describe('a sign-in', () => {
  const input = { user: 'admin', auth: 'session', keep: 'keychain' } as const;

  it('leaves what was changed meanwhile as it is', async () => {
    const app = await withDraft();
    const facts = app.nsx.facts;
    app.nsx.facts = async (connection) => {
      const settings = { name: 'n', environment: '', colour: 'red', readOnly: true } as const;
      must(await app.call('manager.update', { managerId: app.managerId, settings }));
      return facts(connection);
    };
    const view = must(
      await app.call('manager.sign-in', {
        ...input,
        managerId: app.managerId,
        password: RIGHT_PASSWORD,
      }),
    );
    expect(view.manager.readOnly).toBe(true);
  });

  it('brings no removed manager back', async () => {
    const app = await withDraft();
    const facts = app.nsx.facts;
    app.nsx.facts = async (connection) => {
      must(await app.call('manager.remove', { managerId: app.managerId }));
      return facts(connection);
    };
    const result = await app.call('manager.sign-in', {
      ...input,
      managerId: app.managerId,
      password: RIGHT_PASSWORD,
    });
    expect(result.ok).toBe(false);
    expect(await app.vault.place(app.managerId)).toBe('none');
  });

  it('that is mistyped leaves the one that works alone', async () => {
    const app = await withDraft();
    const wrong = await app.call('manager.sign-in', {
      ...input,
      managerId: app.managerId,
      password: 'typo',
    });
    expect(wrong).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
    expect((await app.call('inventory.refresh', { managerId: app.managerId })).ok).toBe(true);
  });

  it('tries a password once for two clicks at the same moment', async () => {
    const app = startProduct();
    await Promise.all([
      app.call('manager.add', MANAGER_INPUT),
      app.call('manager.add', MANAGER_INPUT),
    ]);
    expect(must(await app.call('manager.list', null))).toHaveLength(1);
    expect(app.nsx.calls.filter((call) => call === 'facts')).toHaveLength(1);
  });
});

describe('the practice manager of an earlier run', () => {
  it('is not asked about a change that is gone with it', async () => {
    const app = startProduct();
    const { manager } = must(await app.call('practice.open', null));
    must(await app.call('inventory.refresh', { managerId: manager.id }));
    const draft = must(
      await app.call('draft.create', {
        managerId: manager.id,
        kind: 'sessions',
        operation: 'change',
        entityId: GUIDE_SESSION,
        body: null,
      }),
    );
    app.nsx.states = [ok(exchange(200, { state: 'in_progress' }))];
    must(await app.call('send.draft', { draftId: draft.id, version: 1, typedName: null }));
    await app.clock.advance(1_500);
    app.product.close();
    app.clock.jump(60_000);
    const again = startProduct({ ...app, store: app.store });
    again.nsx.states = [IN_SYNC];
    again.product.recover();
    await again.clock.advance(60_000);
    const summary = must(await again.call('history.list', null))[0];
    expect(summary?.verdict).toBe('stopped');
    if (summary) {
      const { id: requestId } = summary.request;
      const before = again.store.events(requestId);
      const tunnelCalls = again.nsx.calls.filter((call) => call === 'tunnel').length;
      for (const command of ['watch.resume', 'watch.read-tunnel'] as const) {
        expect(await again.call(command, { requestId })).toMatchObject({
          ok: false,
          failure: { kind: 'stale', beganAnew: true },
        });
      }
      // What the new one says is of another world: it is not asked, and not put on this record.
      expect(again.nsx.calls.filter((call) => call === 'tunnel')).toHaveLength(tunnelCalls);
      expect(again.store.events(requestId)).toEqual(before);
    }
  });
});

describe('the record of a watch', () => {
  it('grows slowly while nothing can be asked', async () => {
    const app = await withDraft();
    app.nsx.states = [fail({ ...LOST, reason: 'no-route' })];
    const { request } = must(await app.send());
    await app.clock.advance(3_600_000);
    expect(app.store.events(request.id).length).toBeLessThan(80);
  });

  it('keeps the new deadline of a resumed watch over a restart', async () => {
    const app = await withDraft();
    app.nsx.states = [ok(exchange(200, { state: 'in_progress' }))];
    const { request } = must(await app.send());
    await app.clock.advance(21 * 60_000);
    must(await app.call('settings.set', { deadlineMinutes: 120 }));
    must(await app.call('watch.resume', { requestId: request.id }));
    app.product.close();
    const again = startProduct({ ...app, store: app.store });
    again.product.recover();
    await again.clock.advance(60 * 60_000);
    expect(must(await again.call('history.list', null))[0]).toMatchObject({ open: true });
  });
});
