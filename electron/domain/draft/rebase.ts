import type { Input } from '../../../shared/contract.ts';
import type { Draft } from '../../../shared/draft.ts';
import { type DraftVersion, STEPS_KEPT } from '../../../shared/draft-version.ts';
import type { DraftId, ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';
import { merge, mergeMine } from '../../../shared/merge.ts';
import { choicesThatHold } from '../../../shared/merging.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Connection, Ports } from '../ports.ts';
import { choiceOf, type Step, takeTheirs } from './merging.ts';
import { withoutSecrets } from './secrets.ts';
import { freshUndo, keyOf, versionOf } from './versions.ts';

type Needs = Pick<Ports, 'nsx' | 'store' | 'clock'>;
type Deps = {
  use<T>(id: ManagerId, call: (connection: Connection) => Promise<Result<T>>): Promise<Result<T>>;
  learn(id: ManagerId, kind: EntityKind, entityId: string, body: JsonObject | null): void;
  /** Stores a draft, and what it was, in one go. */
  put(draft: Draft, kept?: DraftVersion): Result<Draft>;
  /** A draft as it is told: with how its object stands. */
  told(draft: Draft): Draft;
};

const missing: Failure = { kind: 'not-found', what: 'that draft' };
const stale = (detail: string): Failure => ({ kind: 'stale', detail });
const UNREADABLE = stale(
  'The JSON of this draft can’t be read yet, so nothing can be merged into it. Mend it first.',
);

/** Coming back: what somebody else changed meanwhile is merged into a draft; and going back to what a draft was. */
export function createRebase({ nsx, store, clock }: Needs, deps: Deps) {
  const put = ({ next, kept }: Step) => deps.put(next, kept);

  /** Reads an object into the copy; that it is gone is known then too. */
  async function look(
    managerId: ManagerId,
    kind: EntityKind,
    entityId: string,
  ): Promise<Result<JsonObject | null>> {
    const live = await deps.use(managerId, (connection) => nsx.read(connection, kind, entityId));
    if (!live.ok) return live;
    deps.learn(managerId, kind, entityId, live.value.body);
    return ok(live.value.body);
  }

  async function lookAt(id: DraftId): Promise<Result<Draft>> {
    const draft = store.draft(id);
    if (!draft) return fail(missing);
    if (draft.entityId !== null) {
      const live = await look(draft.managerId, draft.kind, draft.entityId);
      if (!live.ok) return live;
    }
    const newest = store.draft(id);
    return newest ? ok(deps.told(newest)) : fail(missing);
  }

  async function rebase(input: Input<'draft.rebase'>): Promise<Result<Draft>> {
    if (input.from !== 'copy') {
      const looked = await lookAt(input.draftId);
      if (!looked.ok) return looked;
    }
    return fromCopy(input.draftId);
  }

  function fromCopy(id: DraftId): Result<Draft> {
    const draft = store.draft(id);
    if (!draft) return fail(missing);
    const { managerId, kind, entityId, base } = draft;
    if (entityId === null || base === null) return ok(deps.told(draft));
    if (draft.text !== null) return fail(UNREADABLE);
    const live = store.entity(managerId, kind, entityId);
    if (!live) {
      return fail({ kind: 'not-found', what: `the ${KIND_NAME[kind]} on the manager any more` });
    }
    const theirs = withoutSecrets(live.body);
    if (sameJson(theirs, base)) {
      const { merging: _waits, ...rest } = draft;
      return deps.put({ ...rest, baseReadAt: live.readAt });
    }
    const chosen = draft.merging?.choices ?? [];
    return put(takeTheirs(draft, theirs, live.readAt, chosen, clock.now()));
  }

  /** One choice; the last makes the merge. */
  function choose({ draftId, label, side }: Input<'draft.choose'>): Result<Draft> {
    const draft = store.draft(draftId);
    if (!draft) return fail(missing);
    if (!draft.merging) return fail(stale('Nothing waits to be chosen on in this draft.'));
    if (draft.text !== null) return fail(UNREADABLE);
    const { theirs, theirsReadAt, choices } = draft.merging;
    const { conflicts } = merge(draft.base ?? {}, draft.body, theirs);
    const conflict = conflicts.find((one) => one.label === label);
    if (!conflict) return fail(stale(`${label} does not differ any more. Look at it once more.`));
    const others = choicesThatHold(choices, conflicts).filter((one) => one.label !== label);
    const chosen = side === null ? others : [...others, choiceOf(conflict, side)];
    return put(takeTheirs(draft, theirs, theirsReadAt, chosen, clock.now()));
  }

  /** The object is gone: what was typed becomes a new one. */
  function makeNew(id: DraftId): Result<Draft> {
    const draft = store.draft(id);
    if (!draft) return fail(missing);
    const { managerId, kind, entityId, operation } = draft;
    if (operation !== 'change' || entityId === null) {
      return fail(stale('Only a change of an object that is gone can become a new one.'));
    }
    if (store.entity(managerId, kind, entityId)) {
      return fail(stale(`The ${KIND_NAME[kind]} is still there, as far as the copy knows.`));
    }
    const { merging: _waits, ...rest } = draft;
    const version = draft.version + 1;
    const next: Draft = {
      ...rest,
      operation: 'create',
      entityId: null,
      base: null,
      baseReadAt: null,
      body: asNew(draft.body),
      savedAt: clock.now(),
      version,
      undo: freshUndo(version),
    };
    return put({ next, kept: versionOf(draft, 'before-merge') });
  }

  /** Goes back to what the draft was. What it is now is kept, and can be gone back to in the same way. */
  function restore({ draftId, key }: Input<'draft.restore'>): Result<Draft> {
    const draft = store.draft(draftId);
    if (!draft) return fail(missing);
    const then = store.draftVersion(draftId, key);
    if (!then) return fail({ kind: 'not-found', what: 'that version of the draft' });
    return put(back(draft, then, clock.now()));
  }

  return { look, lookAt, rebase, choose, makeNew, restore };
}

function back(draft: Draft, then: DraftVersion, at: number): Step {
  const version = draft.version + 1;
  if (sameJson(then.base, draft.base)) {
    const past = [...(draft.undo?.past ?? []), keyOf(draft)];
    const undo = { key: version, past: past.slice(-STEPS_KEPT), future: [] };
    const next = { ...draft, body: then.body, text: then.text, savedAt: at, version, undo };
    return { next, kept: versionOf(draft, 'step') };
  }
  const { merging, merged = [], ...rest } = draft;
  const kept = versionOf(draft, 'before-merge');
  // Merges that were made since are made anew: what was chosen then does not count.
  const since = merged.findIndex(
    ({ from, at: made }) => made >= then.at && sameJson(from, then.base?._revision),
  );
  const still = { merged: since < 0 ? merged : merged.slice(0, since) };
  const undo = freshUndo(version);
  const asThen = { ...rest, ...still, savedAt: at, version, text: null, undo };
  if (draft.base === null) return { next: { ...asThen, body: asNew(then.body) }, kept };
  if (then.base === null) {
    return { next: { ...asThen, body: mergeMine({}, then.body, draft.base) }, kept };
  }
  const { base, baseReadAt, body } = then;
  const readAt = merging?.theirsReadAt ?? draft.baseReadAt ?? at;
  const old = { ...asThen, base, baseReadAt, body, undo: freshUndo(then.key) };
  return { next: takeTheirs(old, merging?.theirs ?? draft.base, readAt, [], at).next, kept };
}

/** Without what NSX gave to the old object. */
function asNew({ id: _id, ...body }: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !key.startsWith('_')));
}
