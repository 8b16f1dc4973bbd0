import { expect, it } from 'vitest';
import { DraftId, ManagerId } from '../../shared/ids.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { ok } from '../../shared/result.ts';
import { must, noStorage, startProduct, withManager } from '../support/fakes.ts';

it('counts, before a restore, the keys that are not there any more and the secrets that the copy does not know', async () => {
  const { vault, store } = await withManager();
  const [known] = store.managers();
  if (!known) throw new Error('no manager');
  const since = { ...known, id: ManagerId.parse('m-since'), name: 'Since' };
  store.saveManager(since);
  await vault.keep(since.id, 'a password', 'keychain');
  const storage = noStorage();
  storage.secretsIn = async () =>
    ok({ drafts: ['d-1', 'd-2'], keyed: ['d-1', 'd-2'], managers: [known.id] });
  await vault.keep(`draft:${DraftId.parse('d-1')}:psk`, 'a key', 'keychain');
  const app = startProduct({ store, vault, storage });
  const made = must(
    await app.call('draft.create', {
      managerId: known.id,
      kind: 'peer-endpoints',
      operation: 'create',
      entityId: null,
      body: { peer_address: '203.0.113.7', peer_id: '203.0.113.7' },
    }),
  );
  const body = { ...made.body, psk: REDACTED };
  must(await app.call('draft.save', { draftId: made.id, body, text: null, version: 2 }));
  must(
    await app.call('draft.keep-secret', { draftId: made.id, field: 'psk', value: 'Key-of-now-1' }),
  );
  expect(must(await app.call('storage.secrets', { name: 'a copy' }))).toEqual({
    missingKeys: 1,
    leavingKeys: 1,
    leavingPasswords: 1,
  });
});
