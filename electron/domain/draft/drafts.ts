import type { Input, Output } from '../../../shared/contract.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { DraftVersion } from '../../../shared/draft-version.ts';
import type { ManagerId } from '../../../shared/ids.ts';
import { DraftId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';
import type { Manager } from '../../../shared/manager.ts';
import { mergeMine } from '../../../shared/merge.ts';
import { emptyEntity, emptyLike } from '../../../shared/nsx/entity.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { protectionOf } from '../../../shared/nsx/protection.ts';
import { redactJson, redactText } from '../../../shared/redaction.ts';
import type { Request } from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import { createRebase } from './rebase.ts';
import { withoutSecrets } from './secrets.ts';
import { standingOf } from './standing.ts';
import { freshUndo, keyOf, lineOf, stepBefore, versionOf } from './versions.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock' | 'newId' | 'notify'>;
type Deps = {
  find(id: ManagerId): Manager | null;
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  /** Puts a body that was just read into the inventory. */
  learn(id: ManagerId, kind: EntityKind, entityId: string, body: JsonObject | null): void;
  /** The draft is gone: the keys that were typed in it go too. */
  gone(id: DraftId): void;
};

const missing: Failure = { kind: 'not-found', what: 'that draft' };

/** Drafts: edits of one entity, kept on this computer as they are typed. */
export function createDrafts(ports: Needs, deps: Deps) {
  const { store, clock, newId, notify } = ports;
  /** How each draft's object stood when that was told last. */
  const toldStanding = new Map<DraftId, Draft['standing']>();

  /** A draft as it is told: with how its object stands. */
  function told(draft: Draft): Draft {
    const standing = standingOf(store, draft);
    toldStanding.set(draft.id, standing);
    return standing ? { ...draft, standing } : draft;
  }

  function put(draft: Draft, kept?: DraftVersion): Result<Draft> {
    store.saveDraft(draft, kept);
    const shown = told(draft);
    notify('draft.changed', shown);
    const stored = kept && store.draftVersion(draft.id, kept.key);
    if (stored) notify('draft.version', { draftId: draft.id, version: lineOf(draft, stored) });
    return ok(shown);
  }

  /** The copy of a manager is another one: drafts whose object moved on, or back, say so. */
  function copyChanged(id: ManagerId): void {
    for (const draft of store.drafts()) {
      if (draft.managerId !== id) continue;
      const before = toldStanding.get(draft.id);
      const shown = told(draft);
      if (!sameJson(before, shown.standing)) notify('draft.changed', shown);
    }
  }

  function create(input: Input<'draft.create'>): Result<Draft> {
    const manager = deps.find(input.managerId);
    if (!manager) return fail({ kind: 'not-found', what: 'that manager' });
    if (manager.readOnly) return fail({ kind: 'read-only', managerName: manager.name });
    const entity = input.entityId
      ? store.entity(input.managerId, input.kind, input.entityId)
      : null;
    if (input.operation !== 'create' && !entity) {
      return fail({
        kind: 'not-found',
        what: `that ${KIND_NAME[input.kind]} in the copy of the inventory`,
      });
    }
    const open = sameDraft(input);
    if (open) return ok(told(open));
    const isCreate = input.operation === 'create';
    const start = redactJson(withoutSecrets(input.body ?? entity?.body ?? emptyEntity(input.kind)));
    // A body from elsewhere (a request of the past) is put onto what is there now: NSX wants its revision.
    const live = isCreate ? undefined : entity?.body._revision;
    const at = clock.now();
    return put({
      id: DraftId.parse(newId()),
      managerId: input.managerId,
      kind: input.kind,
      operation: input.operation,
      entityId: isCreate ? null : (entity?.id ?? null),
      base: isCreate || !entity ? null : withoutSecrets(entity.body),
      baseReadAt: isCreate ? null : (entity?.readAt ?? null),
      body: live === undefined ? start : { ...start, _revision: live },
      text: null,
      createdAt: at,
      savedAt: at,
      version: 1,
    });
  }

  /** An edit of the same object that is open already: two drafts of one object would only conflict. */
  function sameDraft(input: Input<'draft.create'>): Draft | null {
    if (input.operation === 'create' || input.body) return null;
    const same = (draft: Draft) =>
      draft.managerId === input.managerId &&
      draft.kind === input.kind &&
      draft.entityId === input.entityId &&
      draft.operation === input.operation;
    return store.drafts().find(same) ?? null;
  }

  /** Stores what was typed, durably; an older version never overwrites a newer. */
  function save(input: Input<'draft.save'>): Result<{ version: number; savedAt: number }> {
    const draft = store.draft(input.draftId);
    if (!draft) return fail(missing);
    // Text that can't be read yet may hold a key all the same.
    const text = input.text === null ? null : redactText(input.text);
    if (input.version <= draft.version) {
      const same = sameJson(redactJson(input.body), draft.body) && text === draft.text;
      if (same) return ok({ version: draft.version, savedAt: draft.savedAt });
      return fail({ kind: 'stale', detail: 'A newer version of this draft is stored already.' });
    }
    const savedAt = clock.now();
    const next = {
      ...draft,
      body: redactJson(input.body),
      text,
      savedAt,
      version: input.version,
      undo: input.undo ?? freshUndo(input.version),
    };
    put(next, stepBefore(draft, input.undo));
    return ok({ version: next.version, savedAt });
  }

  /** NSX's protection is overridden for this draft alone; only where another principal's object wants it. */
  function override({ draftId, on }: Input<'draft.override'>): Result<Draft> {
    const draft = store.draft(draftId);
    if (!draft) return fail(missing);
    const { override: _was, ...rest } = draft;
    if (!on) return put(rest);
    const protection = protectionOf(draft.base);
    if (protection.is !== 'override') {
      const detail = 'NSX protects this object from nobody, or from everybody: no override helps.';
      return fail({ kind: 'stale', detail });
    }
    return put({ ...draft, override: { owner: protection.owner, at: clock.now() } });
  }

  function discard(id: DraftId): Result<null> {
    if (!store.draft(id)) return fail(missing);
    store.removeDraft(id);
    toldStanding.delete(id);
    notify('draft.removed', { draftId: id });
    deps.gone(id);
    return ok(null);
  }

  /** An edit that was opened and holds nothing of anybody is no work to keep. Anything typed since is another version. */
  function leave({ draftId, version }: Input<'draft.leave'>): Result<null> {
    const draft = store.draft(draftId);
    if (!draft) return ok(null);
    const { operation, base, body, text } = draft;
    const start =
      operation === 'create' ? emptyLike(draft.kind, body) : operation === 'change' ? base : null;
    const isUntouched = text === null && start !== null && sameJson(start, body);
    if (!isUntouched || draft.version !== version) return ok(null);
    // What was taken back, or given up in a merge, can be come back to for as long as the draft is there.
    const isWork = ({ name, reason }: DraftVersion) => name !== null || reason !== 'step';
    const isKept =
      (draft.undo?.future.length ?? 0) > 0 || store.draftVersions(draftId).some(isWork);
    return isKept ? ok(null) : discard(draftId);
  }

  const rebase = createRebase(ports, { use: deps.use, learn: deps.learn, put, told });

  function versions(id: DraftId): Result<Output<'draft.versions'>> {
    const draft = store.draft(id);
    if (!draft) return fail(missing);
    const all = store.draftVersions(id);
    return ok(all.map((one) => ({ ...lineOf(draft, one), body: one.body, text: one.text })));
  }

  /** Names what the draft was, or is now. */
  function nameVersion({ draftId, key, name }: Input<'draft.name-version'>): Result<Draft> {
    const draft = store.draft(draftId);
    if (!draft) return fail(missing);
    const kept = store.draftVersion(draftId, key ?? keyOf(draft));
    if (!kept && key !== null) return fail({ kind: 'not-found', what: 'that version' });
    if (!kept) return name === null ? ok(told(draft)) : put(draft, versionOf(draft, 'step', name));
    store.nameDraftVersion(draftId, kept.key, name);
    notify('draft.version', { draftId, version: lineOf(draft, { ...kept, name }) });
    return ok(told(draft));
  }

  /**
   * A write of this draft was taken. The draft has become the request, unless something was typed after it was
   * sent: then it stays, as a change of what NSX has now. `live` null: NSX gave no object with its answer.
   */
  function finish(request: Request, entityId: string | null, live: JsonObject | null): void {
    const draft = request.draftId === null ? null : store.draft(request.draftId);
    if (!draft) return;
    const typedSince = draft.version !== (request.draftVersion ?? draft.version);
    if (!typedSince || request.method === 'DELETE') {
      discard(draft.id);
      return;
    }
    const sent = request.bodyAfter ?? {};
    const base = live ?? { ...sent, ...(entityId === null ? {} : { id: entityId }) };
    const at = clock.now();
    const version = draft.version + 1;
    // What others had changed went with the request, and what was overridden was so for the write that is done.
    const { merging: _waits, merged: _sent, override: _was, ...rest } = draft;
    const next: Draft = {
      ...rest,
      operation: 'change',
      entityId,
      base,
      baseReadAt: at,
      body: mergeMine(sent, draft.body, base),
      savedAt: at,
      version,
      undo: freshUndo(version),
    };
    put(next, versionOf(draft, 'before-merge'));
  }

  return {
    ...rebase,
    create,
    save,
    override,
    discard,
    leave,
    finish,
    versions,
    nameVersion,
    copyChanged,
    list: () => store.drafts().map(told),
  };
}
