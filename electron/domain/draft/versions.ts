import { changedFieldNames } from '../../../shared/changes.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { DraftVersion, UndoKeys, VersionLine } from '../../../shared/draft-version.ts';

/** The version that the draft is now; a draft that nothing was taken back in is its newest. */
export function keyOf(draft: Draft): number {
  return draft.undo?.key ?? draft.version;
}

/** The draft as it is now, whole, to be kept. */
export function versionOf(
  draft: Draft,
  reason: DraftVersion['reason'],
  name: string | null = null,
): DraftVersion {
  const { base, baseReadAt, body, text, savedAt } = draft;
  return { key: keyOf(draft), at: savedAt, name, reason, base, baseReadAt, body, text };
}

/** What a save makes a step of: the draft as it was before, if that can be come back to. */
export function stepBefore(draft: Draft, undo: UndoKeys | undefined): DraftVersion | undefined {
  const key = keyOf(draft);
  const isStep = undo !== undefined && (undo.past.includes(key) || undo.future.includes(key));
  return isStep ? versionOf(draft, 'step') : undefined;
}

/** Nothing of before can be taken back: it was made from another base. */
export function freshUndo(version: number): UndoKeys {
  return { key: version, past: [], future: [] };
}

/** A version as the list of versions shows it. */
export function lineOf({ key, at, name, reason, base, body }: DraftVersion): VersionLine {
  const fields = changedFieldNames(base, body).length;
  const line = { key, at, name, reason, fields };
  return base?._revision === undefined ? line : { ...line, revision: base._revision };
}
