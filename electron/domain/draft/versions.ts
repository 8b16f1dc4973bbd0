import { changedFieldNames } from '../../../shared/changes.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { DraftVersion, UndoKeys, VersionLine } from '../../../shared/draft-version.ts';
import { emptyLike } from '../../../shared/nsx/entity.ts';
import { sentChanges } from '../../../shared/nsx/sent.ts';

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
export function lineOf(draft: Kind, version: DraftVersion): VersionLine {
  const { key, at, name, reason, base } = version;
  const fields = fieldsOf(draft, version);
  const line = { key, at, name, reason, fields };
  return base?._revision === undefined ? line : { ...line, revision: base._revision };
}

type Kind = Pick<Draft, 'kind' | 'operation'>;

/** How many fields sending it would change; of a new object, how many are filled in: as the draft itself is counted. */
function fieldsOf({ kind, operation }: Kind, { base, body }: DraftVersion): number {
  if (operation === 'delete') return 0;
  if (base === null) return changedFieldNames(emptyLike(kind, body), body).length;
  const changes = sentChanges({ kind, operation: 'change', base, body });
  return new Set(changes.map(({ label }) => label)).size;
}
