import { expect, it } from 'vitest';
import { createDraftSecrets } from '../../electron/domain/draft/secrets.ts';
import { refusalOfDraft } from '../../electron/domain/send/compose.ts';
import type { Draft } from '../../shared/draft.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { GUIDE_SESSION, memoryVault, must, SESSION_BODY, withDraft } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

it('a draft whose merge waits for a choice is refused, whatever the copy says of its object', async () => {
  const app = await withDraft();
  const draft = app.store.draft(app.draftId);
  const [manager] = app.store.managers();
  if (!draft || !manager) throw new Error('nothing to send');
  expect(refusalOfDraft(draft, manager, null)).toBeNull();
  const merging = { theirs: { ...SESSION_BODY, _revision: 9 }, theirsReadAt: 1, choices: [] };
  expect(refusalOfDraft({ ...draft, merging }, manager, null)).toMatchObject({
    kind: 'stale',
    detail: expect.stringContaining('Choose under Changes'),
  });
});

it('a draft that is changed while pre-flight looks is not sent: what was confirmed is what goes out', async () => {
  const app = await withDraft();
  const { place } = app.vault;
  // Pre-flight asks for the manager's sign-in.
  app.vault.place = async (id) => {
    app.vault.place = place;
    const body = { ...app.store.draft(app.draftId)?.body, display_name: 'Typed meanwhile' };
    must(await app.call('draft.save', { draftId: app.draftId, body, text: null, version: 3 }));
    return place(id);
  };
  expect(await app.send()).toMatchObject({ ok: false, failure: { kind: 'stale' } });
  expect(app.store.draft(app.draftId)?.version).toBe(3);
  expect(app.store.requests()).toEqual([]);
  // And it is free to be sent as it is now.
  must(await app.call('send.draft', { draftId: app.draftId, version: 3, typedName: null }));
});

it('a mark whose key is not in the keychain is no key to send, and is said at its field', async () => {
  const store = memoryStore();
  const vault = memoryVault();
  const secrets = createDraftSecrets({ store, vault, newKey: () => 'made' });
  const draft = { id: 'd-1', body: { psk: REDACTED } } as unknown as Draft;
  expect(await secrets.of(draft)).toMatchObject({
    failure: { kind: 'invalid', issues: [{ path: ['psk'] }] },
  });
  await vault.keep('draft:d-1:psk', 'there', 'keychain');
  expect(await secrets.of(draft)).toEqual({ ok: true, value: { psk: 'there' } });
  expect(await secrets.of({ ...draft, body: {} })).toEqual({ ok: true, value: {} });
});

it('an override holds for the write that it was said of: what was typed since asks for it anew', async () => {
  const app = await withDraft();
  const owned = { ...SESSION_BODY, _protection: 'REQUIRE_OVERRIDE', _create_user: 'nsx_policy' };
  const entity = { managerId: app.managerId, kind: 'sessions', id: GUIDE_SESSION } as const;
  app.store.saveEntity({ ...entity, name: 'Test RZ', body: owned, readAt: app.clock.now() });
  must(await app.call('draft.rebase', { draftId: app.draftId, from: 'copy' }));
  const overridden = must(await app.call('draft.override', { draftId: app.draftId, on: true }));
  const { onWrite } = app.nsx;
  app.nsx.onWrite = async (write, onSent) => {
    const body = { ...app.store.draft(app.draftId)?.body, description: 'typed meanwhile' };
    const version = overridden.version + 1;
    must(await app.call('draft.save', { draftId: app.draftId, body, text: null, version }));
    return onWrite(write, onSent);
  };
  const { version } = overridden;
  must(await app.call('send.draft', { draftId: app.draftId, version, typedName: null }));
  await app.clock.advance(0);
  const left = app.store.draft(app.draftId);
  expect(left?.body).toMatchObject({ description: 'typed meanwhile' });
  expect(left).not.toHaveProperty('override');
});
