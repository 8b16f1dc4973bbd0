import type { Draft } from '../../../shared/draft.ts';
import type { DraftVersion } from '../../../shared/draft-version.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';
import { merge, undecided } from '../../../shared/merge.ts';
import type { MergeChoice, MergeConflict, MergeRecord } from '../../../shared/merge-record.ts';
import { choicesThatHold, sidesOf } from '../../../shared/merging.ts';
import { freshUndo, keyOf, versionOf } from './versions.ts';

/** What a draft becomes, and what it was before, where that is to be kept. */
export type Step = { next: Draft; kept?: DraftVersion };

/**
 * The manager's version is taken into a draft: merged at once where no conflict is left without a choice, else it waits
 * beside the draft, whose own body stays as it is. Choices that were made between other values don't count.
 */
export function takeTheirs(
  draft: Draft,
  theirs: JsonObject,
  theirsReadAt: number,
  chosen: readonly MergeChoice[],
  at: number,
): Step {
  const base = draft.base ?? {};
  const { conflicts } = merge(base, draft.body, theirs);
  const choices = choicesThatHold(chosen, conflicts);
  const made = merge(base, draft.body, theirs, sidesOf(choices));
  if (undecided(made, sidesOf(choices)).length > 0) {
    return { next: { ...draft, merging: { theirs, theirsReadAt, choices } } };
  }
  const { merging: _waits, ...rest } = draft;
  const hasMine = !sameJson(base, draft.body);
  const version = draft.version + 1;
  const record: MergeRecord = {
    at,
    ...revisions(base, theirs),
    ...(typeof theirs._last_modified_user === 'string' ? { by: theirs._last_modified_user } : {}),
    theirsReadAt,
    fields: made.fields,
    choices,
    ...(hasMine ? { before: keyOf(draft) } : {}),
  };
  const next: Draft = {
    ...rest,
    base: theirs,
    baseReadAt: theirsReadAt,
    body: made.body,
    savedAt: at,
    version,
    undo: freshUndo(version),
    merged: [...(draft.merged ?? []), record],
  };
  return hasMine ? { next, kept: versionOf(draft, 'before-merge') } : { next };
}

/** A choice with the values that it is between. */
export function choiceOf(conflict: MergeConflict, side: MergeChoice['side']): MergeChoice {
  const { path: _path, ...values } = conflict;
  return { ...values, side };
}

function revisions(base: JsonObject, theirs: JsonObject): Pick<MergeRecord, 'from' | 'to'> {
  return {
    ...(base._revision === undefined ? {} : { from: base._revision }),
    ...(theirs._revision === undefined ? {} : { to: theirs._revision }),
  };
}
