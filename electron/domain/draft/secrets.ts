import type { Draft } from '../../../shared/draft.ts';
import type { DraftId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Keep } from '../../../shared/manager.ts';
import { MAX_PSK } from '../../../shared/nsx/entity/peer-endpoint.ts';
import { isSecretField, REDACTED } from '../../../shared/redaction.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { DraftSecretId, Ports } from '../ports.ts';

type Needs = Pick<Ports, 'store' | 'vault' | 'newKey'>;
export type SecretField = 'psk';

const FIELDS: readonly SecretField[] = ['psk'];
const idOf = (draftId: DraftId, field: SecretField): DraftSecretId => `draft:${draftId}:${field}`;

/** A body without its secret fields: what a manager shows of them (or does not) is no part of a draft. */
export function withoutSecrets(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !isSecretField(key)));
}

/** The keys of drafts: in the keychain from the moment they are typed until they are sent; in a body only their mark. */
export function createDraftSecrets({ store, vault, newKey }: Needs) {
  async function keep(input: {
    draftId: DraftId;
    field: SecretField;
    value: string;
  }): Promise<Result<{ where: Keep }>> {
    if (!store.draft(input.draftId)) return fail({ kind: 'not-found', what: 'that draft' });
    const id = idOf(input.draftId, input.field);
    // Without a keychain it is kept for this session only; the form says so.
    const where = (await vault.status()).available ? 'keychain' : 'session-only';
    const kept = await vault.keep(id, input.value, where);
    // Discarded while the keychain was asked: nobody would ever take the key out again.
    if (!store.draft(input.draftId)) {
      await vault.remove(id);
      return fail({ kind: 'not-found', what: 'that draft' });
    }
    return kept.ok ? ok({ where }) : kept;
  }

  /** A key that stands in the draft's JSON as such (typed there, pasted): it goes where typed ones go. */
  async function take(draftId: DraftId, body: JsonObject): Promise<void> {
    for (const field of FIELDS) {
      const value = body[field];
      if (value === undefined || value === null || value === '' || value === REDACTED) continue;
      const isKey =
        typeof value === 'string' && value.length <= MAX_PSK && !value.includes(REDACTED);
      const kept = isKey && (await keep({ draftId, field, value })).ok;
      // The mark in the body stands for what was typed: the key of before must not go out in its place.
      if (!kept) await vault.remove(idOf(draftId, field));
    }
  }

  async function forget({ draftId, field }: { draftId: DraftId; field: SecretField }) {
    return vault.remove(idOf(draftId, field));
  }

  /** The keys that go out with this draft; a mark whose key is not there any more is a problem of its field. */
  async function of(draft: Draft): Promise<Result<Record<string, string>>> {
    const found: Record<string, string> = {};
    for (const field of FIELDS) {
      if (draft.body[field] !== REDACTED) continue;
      const secret = await vault.password(idOf(draft.id, field));
      if (!secret.ok) return secret;
      if (secret.value === null) {
        const message = 'Pre-shared key: it is not on this computer any more; type it again';
        return fail({ kind: 'invalid', issues: [{ path: [field], message }] });
      }
      found[field] = secret.value;
    }
    return ok(found);
  }

  /** Whether the key that a draft's mark stands for is there; null where its body has no mark. */
  async function isKept(draft: Draft, field: SecretField): Promise<boolean | null> {
    if (draft.body[field] !== REDACTED) return null;
    const secret = await vault.password(idOf(draft.id, field));
    return secret.ok && secret.value !== null;
  }

  /** The draft is gone or sent: its keys go too. */
  async function clear(draftId: DraftId): Promise<void> {
    for (const field of FIELDS) await vault.remove(idOf(draftId, field));
  }

  return {
    keep,
    make: (input: { draftId: DraftId; field: SecretField }) => keep({ ...input, value: newKey() }),
    take,
    forget,
    isKept,
    of,
    clear,
  };
}
