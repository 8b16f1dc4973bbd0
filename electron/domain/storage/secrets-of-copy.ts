import { DraftId, ManagerId } from '../../../shared/ids.ts';
import { REDACTED } from '../../../shared/redaction.ts';
import type { Result } from '../../../shared/result.ts';
import { ok } from '../../../shared/result.ts';
import type { RestoreSecrets } from '../../../shared/storage.ts';
import type { Ports, SecretId } from '../ports.ts';

const NONE: RestoreSecrets = { missingKeys: 0, leavingKeys: 0, leavingPasswords: 0 };

/** How many secrets a restore would lack, and how many it would take out of the keychain; none where there is no keychain. */
export async function secretsOfCopy(
  { storage, store, vault }: Pick<Ports, 'storage' | 'store' | 'vault'>,
  name: string,
): Promise<Result<RestoreSecrets>> {
  const looked = await storage.secretsIn(name);
  if (!looked.ok) return looked;
  const copy = looked.value;
  if (copy === null || !(await vault.status()).available) return ok(NONE);
  const keyOf = (draftId: string): SecretId => `draft:${DraftId.parse(draftId)}:psk`;
  const isThere = async (id: SecretId) => (await vault.place(id)) !== 'none';
  const count = async (ids: SecretId[], wanted: boolean) => {
    const there = await Promise.all(ids.map(isThere));
    return there.filter((one) => one === wanted).length;
  };
  const leaving = store
    .drafts()
    .filter(({ id, body }) => body.psk === REDACTED && !copy.drafts.includes(id));
  const managers = store.managers().filter(({ id }) => !copy.managers.includes(id));
  return ok({
    missingKeys: await count(copy.keyed.map(keyOf), false),
    leavingKeys: await count(
      leaving.map(({ id }) => keyOf(id)),
      true,
    ),
    leavingPasswords: await count(
      managers.map(({ id }) => ManagerId.parse(id)),
      true,
    ),
  });
}
