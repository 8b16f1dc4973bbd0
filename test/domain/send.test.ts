import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/realization.ts';
import { fail, ok } from '../../shared/result.ts';
import {
  exchange,
  GUIDE_REQUEST,
  GUIDE_SESSION,
  must,
  SESSION_BODY,
  startProduct,
  withDraft,
} from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

const writes = (calls: string[]) => calls.filter((call) => call.startsWith('write'));
const LOST = { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' } as const;

async function verdictOf(app: Awaited<ReturnType<typeof withDraft>>): Promise<Verdict | undefined> {
  return must(await app.call('history.list', null))[0]?.verdict;
}

describe('sending a draft', () => {
  it('has the request on record before the write is handed to the network', async () => {
    const app = await withDraft();
    let onRecord = 0;
    let facts: string[] = [];
    app.nsx.onWrite = async (_write, onSent) => {
      onRecord = app.store.requests().length;
      onSent();
      const id = app.store.requests()[0]?.id;
      facts = id ? app.store.events(id).map((event) => event.fact.type) : [];
      return { end: 'lost', failure: LOST };
    };
    must(await app.send());
    await app.clock.advance(0);
    expect(onRecord).toBe(1);
    expect(facts).toEqual(['sent']);
  });

  it('sends once for two clicks at the same moment', async () => {
    const app = await withDraft();
    app.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
    const [first, second] = await Promise.all([app.send(), app.send()]);
    await app.clock.advance(5_000);
    expect([first.ok, second.ok]).toEqual([true, false]);
    expect(writes(app.nsx.calls)).toEqual(['write PUT']);
  });

  it('never sends again by itself, however the write ends', async () => {
    for (const end of ['not-sent', 'lost'] as const) {
      const app = await withDraft();
      app.nsx.onWrite = async (_write, onSent) => {
        if (end === 'lost') onSent();
        return { end, failure: LOST };
      };
      must(await app.send());
      await app.clock.advance(3_600_000);
      expect(writes(app.nsx.calls)).toEqual(['write PUT']);
      // The lost one was read back, and was not there.
      expect(await verdictOf(app)).toBe('not-sent');
    }
  });

  it('says nothing of an end that could not be put on record: the next start finds it in doubt', async () => {
    const app = await withDraft();
    const keep = app.store.addFact;
    app.store.addFact = (id, at, fact) => {
      if (fact.type === 'answered') throw new Error('disk full');
      return keep(id, at, fact);
    };
    must(await app.send());
    await app.clock.advance(0);
    expect(app.bugs).toHaveLength(1);
    app.store.addFact = keep;
    const again = startProduct({ ...app, store: app.store });
    again.product.recover();
    expect(must(await again.call('history.list', null))[0]?.verdict).toBe('in-doubt');
    expect(writes(app.nsx.calls)).toHaveLength(1);
  });

  it('is busy until the write has ended, so that closing the window can wait for the answer', async () => {
    const app = await withDraft();
    let end = () => {};
    app.nsx.onWrite = (_write, onSent) => {
      onSent();
      return new Promise((resolve) => {
        end = () => resolve({ end: 'lost', failure: LOST });
      });
    };
    must(await app.send());
    await app.clock.advance(0);
    expect(app.product.busy()).toBe(true);
    end();
    await app.product.idle();
    expect(app.product.busy()).toBe(false);
  });

  it('refuses a draft that was changed after it was confirmed', async () => {
    const app = await withDraft();
    const result = await app.call('send.draft', {
      draftId: app.draftId,
      version: 1,
      typedName: null,
    });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(writes(app.nsx.calls)).toEqual([]);
  });

  it('guards with the same schema as the form: the guide’s own subnet is refused at its field', async () => {
    const app = await withDraft();
    const rule = {
      id: '1026',
      sources: [{ subnet: '1.1.1.0/24' }],
      destinations: [{ subnet: '2.1.4..0/24' }],
    };
    const body = { ...SESSION_BODY, policy_rules: [rule] };
    must(await app.call('draft.save', { draftId: app.draftId, body, text: null, version: 3 }));
    const result = await app.call('send.draft', {
      draftId: app.draftId,
      version: 3,
      typedName: null,
    });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    if (!result.ok && result.failure.kind === 'invalid') {
      expect(result.failure.issues[0]?.path).toEqual([
        'policy_rules',
        0,
        'destinations',
        0,
        'subnet',
      ]);
    }
    expect(app.store.requests()).toEqual([]);
  });

  it('refuses the body of another object, at its id', async () => {
    const app = await withDraft();
    const body = { ...SESSION_BODY, id: 'another-session' };
    must(await app.call('draft.save', { draftId: app.draftId, body, text: null, version: 3 }));
    const input = { draftId: app.draftId, version: 3, typedName: null };
    expect(await app.call('send.draft', input)).toMatchObject({
      ok: false,
      failure: {
        kind: 'invalid',
        issues: [{ path: ['id'], message: expect.stringContaining(GUIDE_SESSION) }],
      },
    });
    expect(app.store.requests()).toEqual([]);
  });

  it('refuses a draft whose JSON can’t be read, and keeps its text', async () => {
    const app = await withDraft();
    must(
      await app.call('draft.save', {
        draftId: app.draftId,
        body: SESSION_BODY,
        text: '{"display_',
        version: 3,
      }),
    );
    const result = await app.call('send.draft', {
      draftId: app.draftId,
      version: 3,
      typedName: null,
    });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(app.store.draft(app.draftId)?.text).toBe('{"display_');
  });

  it('sends nothing to a read-only manager, whatever the window says', async () => {
    const app = await withDraft();
    const settings = { name: 'nsx', environment: '', colour: 'red', readOnly: true } as const;
    must(await app.call('manager.update', { managerId: app.managerId, settings }));
    expect(await app.send()).toMatchObject({ ok: false, failure: { kind: 'read-only' } });
    expect(writes(app.nsx.calls)).toEqual([]);
  });

  it('deletes only when the object’s name was typed', async () => {
    const app = await withDraft();
    const draft = must(
      await app.call('draft.create', {
        managerId: app.managerId,
        kind: 'sessions',
        operation: 'delete',
        entityId: GUIDE_SESSION,
        body: null,
      }),
    );
    const send = (typedName: string) =>
      app.call('send.draft', { draftId: draft.id, version: 1, typedName });
    expect(await send('test rz')).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    app.nsx.states = [
      ok(
        exchange(404, {
          http_status: 'NOT_FOUND',
          error_code: 600,
          module_name: 'common-services',
          error_message: 'missing',
        }),
      ),
    ];
    must(await send('Test RZ'));
    await app.clock.advance(5_000);
    expect(await verdictOf(app)).toBe('deleted');
    expect(app.store.entity(app.managerId, 'sessions', GUIDE_SESSION)).toBeNull();
  });

  it('keeps the draft when NSX refuses, and the refusal verbatim', async () => {
    const app = await withDraft();
    const words = {
      httpStatus: 'PRECONDITION_FAILED',
      error_code: 604,
      module_name: 'common-services',
      error_message: 'Fetch the latest copy.',
    };
    app.nsx.onWrite = async (_write, onSent) => {
      onSent();
      return {
        end: 'answered',
        answer: { exchange: exchange(412, words), nsxRequestId: GUIDE_REQUEST },
        body: words,
      };
    };
    must(await app.send());
    await app.clock.advance(60_000);
    expect(await verdictOf(app)).toBe('refused');
    expect(app.store.draft(app.draftId)).not.toBeNull();
    expect(app.nsx.calls.filter((call) => call.startsWith('state'))).toEqual([]);
  });

  it('lets the draft become the request once NSX has taken it', async () => {
    const app = await withDraft();
    app.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
    must(await app.send());
    await app.clock.advance(5_000);
    expect(app.store.draft(app.draftId)).toBeNull();
    expect(app.store.entity(app.managerId, 'sessions', GUIDE_SESSION)?.name).toBe(
      'Test RZ_UPDATED',
    );
  });
});

describe('a write that is in doubt', () => {
  async function inDoubt() {
    const app = await withDraft();
    app.nsx.onWrite = async (_write, onSent) => {
      onSent();
      return { end: 'lost', failure: LOST };
    };
    const { request } = must(await app.send());
    await app.clock.advance(0);
    return { ...app, requestId: request.id };
  }

  it('keeps its draft from being sent until somebody has read the object back', async () => {
    const app = await inDoubt();
    expect(await app.send()).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(writes(app.nsx.calls)).toHaveLength(1);
  });

  it('is settled as not arrived when the revision is still the old one, and can then be sent again by a person', async () => {
    const app = await inDoubt();
    await app.clock.advance(60_000);
    const summary = must(await app.call('send.settle', { requestId: app.requestId }));
    expect(summary.verdict).toBe('not-sent');
    expect((await app.send()).ok).toBe(true);
  });

  it('is settled as applied and followed when the object reads as it was sent', async () => {
    const app = await inDoubt();
    app.nsx.live = { ...SESSION_BODY, display_name: 'Test RZ_UPDATED', _revision: 4 };
    app.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
    must(await app.call('send.settle', { requestId: app.requestId }));
    await app.clock.advance(5_000);
    expect(await verdictOf(app)).toBe('realized');
    expect(app.nsx.calls).toContain(`state ${GUIDE_SESSION} null`);
  });

  it('stays in doubt when somebody else has changed the object meanwhile', async () => {
    const app = await inDoubt();
    app.nsx.live = { ...SESSION_BODY, display_name: 'somebody else', _revision: 5 };
    const summary = must(await app.call('send.settle', { requestId: app.requestId }));
    expect(summary.verdict).toBe('in-doubt');
  });

  it('stays in doubt when the manager can’t be read', async () => {
    const app = await inDoubt();
    app.nsx.read = async () => fail(LOST);
    const result = await app.call('send.settle', { requestId: app.requestId });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    expect(await verdictOf(app)).toBe('in-doubt');
  });
});

describe('a restart in the middle of a write', () => {
  /** What a new process finds when the old one was killed while `onWrite` ran. */
  async function killedDuring(sent: boolean) {
    const app = await withDraft();
    app.nsx.onWrite = async (_write, onSent) => {
      if (sent) onSent();
      return new Promise(() => {});
    };
    must(await app.send());
    await app.clock.advance(0);
    const again = startProduct({ ...app, store: app.store });
    again.product.recover();
    return again;
  }

  it('says not sent when no byte had left', async () => {
    const app = await killedDuring(false);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('not-sent');
  });

  it('says in doubt when bytes may have left', async () => {
    const app = await killedDuring(true);
    expect(must(await app.call('history.list', null))[0]?.verdict).toBe('in-doubt');
  });

  it.each([
    ['not to be followed', { follow: false }, 'accepted', false],
    ['to be followed for three seconds', { follow: true, deadlineMs: 3_000 }, 'timed-out', false],
  ] as const)(
    'is taken up as it was told where it was cut off right after its answer: %s',
    async (...row) => {
      const [, how, verdict, open] = row;
      const app = await withDraft();
      app.nsx.states = [ok(exchange(200, { state: 'in_progress' }))];
      const { request } = must(
        await app.product.terminal.send({
          managerId: app.managerId,
          method: 'PUT',
          kind: 'sessions',
          entityId: GUIDE_SESSION,
          body: { ...SESSION_BODY, description: 'x' },
          ...how,
        }),
      );
      app.product.close();
      const rows = app.store.copy();
      rows.events.set(request.id, (rows.events.get(request.id) ?? []).slice(0, 2));
      const again = startProduct({ ...app, store: memoryStore(rows) });
      again.product.recover();
      await again.clock.advance(60_000);
      expect(must(await again.call('history.list', null))[0]).toMatchObject({ verdict, open });
    },
  );

  it('follows a write whose answer was on record though nothing else was done yet', async () => {
    const app = await withDraft();
    const { request } = must(await app.send());
    await app.clock.advance(0);
    const rows = app.store.copy();
    rows.events.set(request.id, (rows.events.get(request.id) ?? []).slice(0, 2));
    const again = startProduct({ ...app, store: memoryStore(rows) });
    again.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
    again.product.recover();
    await again.clock.advance(5_000);
    expect(must(await again.call('history.list', null))[0]?.verdict).toBe('realized');
  });
});
