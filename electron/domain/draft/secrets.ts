import type { Draft } from '../../../shared/draft.ts';
import { DraftId, ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Keep } from '../../../shared/manager.ts';
import { MAX_PSK, WISE_PSK } from '../../../shared/nsx/entity/peer-endpoint.ts';
import { isSecretField, REDACTED } from '../../../shared/redaction.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { MANAGER_PASSWORD } from '../../../shared/storage.ts';
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
  /** The keychain's work by key: it may take as long as a person needs to unlock it, and the last one typed must win. */
  const turns = new Map<DraftSecretId, Promise<unknown>>();

  function inTurn<T>(id: DraftSecretId, work: () => Promise<T>): Promise<T> {
    const run = (turns.get(id) ?? Promise.resolve()).then(work, work);
    const done = run.catch(() => {}).finally(() => turns.get(id) === done && turns.delete(id));
    turns.set(id, done);
    return run;
  }

  type Typed = { draftId: DraftId; field: SecretField; value: string };
  const keep = (input: Typed) => inTurn(idOf(input.draftId, input.field), () => keepNow(input));

  async function keepNow({ draftId, field, value }: Typed): Promise<Result<{ where: Keep }>> {
    if (!store.draft(draftId)) return fail({ kind: 'not-found', what: 'that draft' });
    // Without a keychain it is kept for this session only; the form says so.
    const where = (await vault.status()).available ? 'keychain' : 'session-only';
    // Noted first: if Spanwatch is killed, the next start finds the key, should its draft be gone by then.
    if (where === 'keychain') store.noteDraftKey(draftId, field);
    const kept = await vault.keep(idOf(draftId, field), value, where);
    // Discarded while the keychain was asked: nobody would ever take the key out again.
    if (!store.draft(draftId)) {
      await drop(draftId, field);
      return fail({ kind: 'not-found', what: 'that draft' });
    }
    return kept.ok ? ok({ where }) : kept;
  }

  /** Takes out the key of a draft that is gone; what the keychain does not let go of now, a later start takes out. */
  async function drop(draftId: DraftId, field: SecretField): Promise<void> {
    const removed = await vault.remove(idOf(draftId, field));
    // Without a keychain only what this session had is known to be gone.
    if (removed.ok && (await vault.status()).available) store.forgetDraftKey(draftId, field);
  }

  const dropInTurn = (draftId: DraftId, field: SecretField) =>
    inTurn(idOf(draftId, field), () => drop(draftId, field));

  async function dropPassword(id: string): Promise<void> {
    const removed = await vault.remove(ManagerId.parse(id));
    if (removed.ok && (await vault.status()).available) {
      store.forgetDraftKey(DraftId.parse(id), MANAGER_PASSWORD);
    }
  }

  /** At a start: keys of drafts that went while Spanwatch could not take them out any more. */
  async function sweep(): Promise<void> {
    for (const { draftId, field } of store.keysOfGoneDrafts()) {
      // Of a manager that a backup does not know, which has taken the place of the record that did.
      if (field === MANAGER_PASSWORD) await dropPassword(draftId);
      const known = FIELDS.find((one) => one === field);
      if (known) await dropInTurn(DraftId.parse(draftId), known);
    }
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
      if (!kept) await forget({ draftId, field });
    }
  }

  async function forget({ draftId, field }: { draftId: DraftId; field: SecretField }) {
    const id = idOf(draftId, field);
    return inTurn(id, () => vault.remove(id));
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

  /** Whether the key that a draft's mark stands for is there, and long enough; null where its body has no mark. */
  async function isKept(draft: Draft, field: SecretField): Promise<boolean | 'short' | null> {
    if (draft.body[field] !== REDACTED) return null;
    const secret = await vault.password(idOf(draft.id, field));
    if (!secret.ok || secret.value === null) return false;
    return secret.value.length < WISE_PSK ? 'short' : true;
  }

  /** The draft is gone or sent: its keys go too. */
  async function clear(draftId: DraftId): Promise<void> {
    for (const field of FIELDS) await dropInTurn(draftId, field);
  }

  return {
    keep,
    make: (input: { draftId: DraftId; field: SecretField }) => keep({ ...input, value: newKey() }),
    take,
    forget,
    isKept,
    of,
    clear,
    sweep,
  };
}
