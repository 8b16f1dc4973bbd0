import { describe, expect, it } from 'vitest';
import type { Write } from '../../electron/domain/ports.ts';
import { DraftId, ManagerId } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { fail, ok } from '../../shared/result.ts';
import { MANAGER_PASSWORD } from '../../shared/storage.ts';
import { exchange, GUIDE_REQUEST, must, startProduct, withManager } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

const KEY = 'typed-Key-7';

/** A new peer endpoint, filled in but for its key; what goes out is kept. */
async function withPeerDraft() {
  const app = await withManager();
  const sent: (JsonObject | null)[] = [];
  app.nsx.onWrite = async (write: Write, onSent) => {
    onSent();
    sent.push(write.body);
    const body = { ...write.body, id: 'peer-1', psk: undefined, _revision: 0 };
    const answer = { exchange: exchange(201, body), nsxRequestId: GUIDE_REQUEST };
    return { end: 'answered', answer, body: write.body };
  };
  const draft = must(
    await app.call('draft.create', {
      managerId: app.managerId,
      kind: 'peer-endpoints',
      operation: 'create',
      entityId: null,
      body: { peer_address: '203.0.113.7', peer_id: '203.0.113.7' },
    }),
  );
  const mark = async () =>
    must(
      await app.call('draft.save', {
        draftId: draft.id,
        body: { ...draft.body, psk: REDACTED },
        text: null,
        version: 2,
      }),
    );
  const send = (version: number) =>
    app.call('send.draft', { draftId: draft.id, version, typedName: null });
  return { ...app, id: draft.id, sent, mark, send };
}

const inVault = (app: Awaited<ReturnType<typeof withPeerDraft>>, id: DraftId) =>
  app.vault.password(`draft:${id}:psk`);

describe('a key that is typed in a draft', () => {
  it('goes out with the write, and stands on no record', async () => {
    const app = await withPeerDraft();
    must(await app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value: KEY }));
    await app.mark();
    must(await app.send(2));
    await app.clock.advance(0);
    expect(app.sent).toMatchObject([{ peer_id: '203.0.113.7', psk: KEY }]);
    const kept = JSON.stringify([app.store.requests(), app.store.drafts(), app.told]);
    expect(kept).not.toContain(KEY);
    expect(app.store.requests()[0]?.bodyAfter).toMatchObject({ psk: REDACTED });
  });

  it('is forgotten when the draft was sent, or is discarded', async () => {
    const sent = await withPeerDraft();
    must(await sent.call('draft.keep-secret', { draftId: sent.id, field: 'psk', value: KEY }));
    await sent.mark();
    must(await sent.send(2));
    await sent.clock.advance(0);
    expect(await inVault(sent, sent.id)).toEqual(ok(null));

    const discarded = await withPeerDraft();
    must(await discarded.call('draft.make-secret', { draftId: discarded.id, field: 'psk' }));
    expect(await inVault(discarded, discarded.id)).toEqual(ok('made-Key-1'));
    must(await discarded.call('draft.discard', { draftId: discarded.id }));
    await discarded.clock.advance(0);
    expect(await inVault(discarded, discarded.id)).toEqual(ok(null));
  });

  it.each([
    ['is longer than NSX takes', 'x'.repeat(129)],
    ['is no text', 12345],
    ['was typed on behind the mark', `${REDACTED}xxxx`],
  ])('does not go out in place of another one that %s', async (_name, psk) => {
    const app = await withPeerDraft();
    must(await app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value: KEY }));
    await app.mark();
    const body = { ...app.store.draft(app.id)?.body, psk };
    must(await app.call('draft.save', { draftId: app.id, body, text: null, version: 3 }));
    expect(await app.send(3)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(app.sent).toEqual([]);
    expect(JSON.stringify([app.store.drafts(), app.told])).not.toMatch(/xxxx|12345/);
  });

  it('is not left in the keychain by a draft that was discarded while the keychain was asked', async () => {
    const app = await withPeerDraft();
    const { status } = app.vault;
    app.vault.status = async () => {
      must(await app.call('draft.discard', { draftId: app.id }));
      return status();
    };
    const input = { draftId: app.id, field: 'psk', value: KEY } as const;
    expect((await app.call('draft.keep-secret', input)).ok).toBe(false);
    expect(await inVault(app, app.id)).toEqual(ok(null));
  });

  it('is the one that was typed last, though the keychain took longer for the one before', async () => {
    const app = await withPeerDraft();
    const { status } = app.vault;
    let asked = 0;
    app.vault.status = async () => {
      asked += 1;
      if (asked === 1) for (let turn = 0; turn < 20; turn += 1) await null;
      return status();
    };
    const keep = (value: string) =>
      app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value });
    for (const kept of await Promise.all([keep('the first'), keep(KEY)])) must(kept);
    expect(await inVault(app, app.id)).toEqual(ok(KEY));
  });

  it('is asked for again where it is not on this computer any more', async () => {
    const app = await withPeerDraft();
    await app.mark();
    const refused = await app.send(2);
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', issues: [{ path: ['psk'] }] },
    });
    expect(app.sent).toEqual([]);
    must(await app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value: KEY }));
    must(await app.send(2));
  });

  it('is sent once for two clicks, though the keychain takes its time', async () => {
    const app = await withPeerDraft();
    must(await app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value: KEY }));
    await app.mark();
    const [first, second] = await Promise.all([app.send(2), app.send(2)]);
    await app.clock.advance(0);
    expect([first.ok, second.ok]).toEqual([true, false]);
    expect(app.sent).toHaveLength(1);
  });

  it('goes the same way where it was typed into the JSON', async () => {
    const app = await withPeerDraft();
    const body = { peer_address: '203.0.113.7', peer_id: 'x', psk: KEY };
    must(await app.call('draft.save', { draftId: app.id, body, text: null, version: 2 }));
    expect(app.store.draft(app.id)?.body).toMatchObject({ psk: REDACTED });
    must(await app.send(2));
    await app.clock.advance(0);
    expect(app.sent).toMatchObject([{ psk: KEY }]);
    expect(JSON.stringify([app.store.requests(), app.told])).not.toContain(KEY);
  });

  it('is not kept where it stands in JSON that can’t be read yet', async () => {
    const app = await withPeerDraft();
    const text = `{ "peer_id": "x", "psk": "${KEY}", "half`;
    must(await app.call('draft.save', { draftId: app.id, body: {}, text, version: 2 }));
    const kept = app.store.draft(app.id)?.text ?? '';
    expect(kept).not.toContain(KEY);
    expect(kept).toMatch(/"peer_id": "x".*"half$/);
    expect(JSON.stringify(app.told)).not.toContain(KEY);
    // The same save once more (its answer was lost) is no stale one.
    must(await app.call('draft.save', { draftId: app.id, body: {}, text, version: 2 }));
  });

  it('is not in a draft of an object whose manager gives its key away', async () => {
    const app = await withManager();
    app.nsx.live = { id: 'peer-1', peer_address: '203.0.113.7', peer_id: 'x', psk: 'from-nsx' };
    const entity = { managerId: app.managerId, kind: 'peer-endpoints' as const, id: 'peer-1' };
    app.store.saveEntity({
      ...entity,
      name: 'p',
      body: { ...app.nsx.live, psk: REDACTED },
      readAt: 1,
    });
    const draft = must(
      await app.call('draft.create', {
        ...entity,
        operation: 'change',
        entityId: 'peer-1',
        body: null,
      }),
    );
    expect(draft.body).not.toHaveProperty('psk');
    expect(draft.base).not.toHaveProperty('psk');
  });
});

describe('a key whose draft went while Spanwatch was killed', () => {
  async function withKey() {
    const app = await withPeerDraft();
    must(await app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value: KEY }));
    return app;
  }
  /** The next start, on what is on disk, with the same keychain. */
  const restart = ({ store, vault }: Awaited<ReturnType<typeof withKey>>) => {
    const app = startProduct({ store: memoryStore(store.copy()), vault });
    app.product.recover();
    return app;
  };

  it('is taken out of the keychain at the next start', async () => {
    const app = await withKey();
    app.store.removeDraft(app.id);
    const next = restart(app);
    await next.clock.advance(0);
    expect(await inVault(app, app.id)).toEqual(ok(null));
    expect(next.store.keysOfGoneDrafts()).toEqual([]);
    expect(next.bugs).toEqual([]);
  });

  it('is taken out by a later start where the keychain did not let go of it', async () => {
    const app = await withKey();
    app.store.removeDraft(app.id);
    const { remove } = app.vault;
    app.vault.remove = async () => fail({ kind: 'keychain', detail: 'locked' });
    const locked = restart(app);
    await locked.clock.advance(0);
    app.vault.remove = remove;
    expect(await inVault(app, app.id)).toEqual(ok(KEY));
    const next = restart({ ...app, store: locked.store });
    await next.clock.advance(0);
    expect(await inVault(app, app.id)).toEqual(ok(null));
  });

  it('stays where its draft is there', async () => {
    const app = await withKey();
    await restart(app).clock.advance(0);
    expect(await inVault(app, app.id)).toEqual(ok(KEY));
  });

  it('goes with the password of a manager that the record does not know any more, and of no other', async () => {
    const app = await withKey();
    const [known] = app.store.managers();
    const gone = ManagerId.parse('m-gone');
    await app.vault.keep(gone, 'secret', 'keychain');
    for (const id of [gone, known?.id ?? '']) {
      app.store.noteDraftKey(DraftId.parse(id), MANAGER_PASSWORD);
    }
    const before = known && (await app.vault.place(known.id));
    const next = restart(app);
    await next.clock.advance(0);
    expect(await app.vault.password(gone)).toEqual(ok(null));
    expect(known && (await app.vault.place(known.id))).toBe(before);
    expect(before).toBe('keychain');
    expect(next.store.keysOfGoneDrafts()).toEqual([]);
  });

  it('is noted before it is in the keychain, and without itself', async () => {
    const app = await withPeerDraft();
    const { keep } = app.vault;
    let noted = '';
    app.vault.keep = async (...args) => {
      const disk = memoryStore(app.store.copy());
      disk.removeDraft(app.id);
      noted = JSON.stringify(disk.keysOfGoneDrafts());
      return keep(...args);
    };
    must(await app.call('draft.keep-secret', { draftId: app.id, field: 'psk', value: KEY }));
    expect(noted).toBe(JSON.stringify([{ draftId: app.id, field: 'psk' }]));
  });
});
