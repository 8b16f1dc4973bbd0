import type { Draft } from '../../../shared/draft.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { merge } from '../../../shared/merge.ts';
import type { MergeChoice, MergedField, MergeRecord } from '../../../shared/merge-record.ts';
import { choicesThatHold } from '../../../shared/merging.ts';
import type { EntityKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { count } from '../../../shared/words.ts';

/** Who changed the object last on the manager, as a sentence begins. */
export function whoOf(body: JsonObject): string {
  const user = body._last_modified_user;
  return typeof user === 'string' && user !== '' ? user : 'Somebody else';
}

/** What the object is called in a sentence. */
export function nounOf(kind: EntityKind): string {
  return kind === 'sessions' ? 'session' : KIND_NAME[kind];
}

/** Somebody else's version beside the draft: what merges by itself, what is asked, and what was chosen so far. */
export function mergeOf(draft: Draft, theirs: JsonObject, choices: readonly MergeChoice[] = []) {
  const { fields, conflicts } = merge(draft.base ?? {}, draft.body, theirs);
  return { fields, conflicts, chosen: choicesThatHold(choices, conflicts) };
}

/** How many fields still wait to be chosen in a draft; null where none ever did. */
export function waiting(draft: Draft): number | null {
  if (!draft.merging) return null;
  const { conflicts, chosen } = mergeOf(draft, draft.merging.theirs, draft.merging.choices);
  return conflicts.length - chosen.length;
}

const byOthers = (fields: readonly MergedField[]) => fields.filter(({ by }) => by !== 'mine');

/** "2 changes merge by themselves, 1 you choose." */
export function previewWords(fields: readonly MergedField[], conflicts: number): string {
  const others = byOthers(fields).length;
  if (conflicts === 0 && others === 0) {
    return 'No field differs: only the revision went on. What you changed stays.';
  }
  const itself = `${count(others, 'change')} ${others === 1 ? 'merges by itself' : 'merge by themselves'}`;
  if (conflicts === 0) return `Nothing of it touches what you changed: ${itself}.`;
  const asked = `${count(conflicts, 'field')} that you changed too ${conflicts === 1 ? 'is' : 'are'} asked about`;
  return others === 0 ? `${asked}, one by one.` : `${itself}, and ${asked}, one by one.`;
}

/** "ann changed 2 fields that you changed too" */
export function conflictTitle(who: string, conflicts: number): string {
  return conflicts === 0
    ? `Nothing of ${who === 'Somebody else' ? 'the other change' : `${who}’s change`} touches yours any more`
    : `${who} changed ${count(conflicts, 'field')} that you changed too`;
}

/** "1 of 3 chosen" */
export function progressWords(chosen: number, all: number): string {
  return `${chosen} of ${all} chosen`;
}

/** "ann’s change is merged in: 2 fields came by themselves, 1 was chosen" */
export function mergedTitle({ by, fields, choices }: MergeRecord): string {
  const others = byOthers(fields).length;
  const parts = [
    others > 0 && `${count(others, 'change')} came by ${others === 1 ? 'itself' : 'themselves'}`,
    choices.length > 0 &&
      `${count(choices.length, 'field')} ${choices.length === 1 ? 'was' : 'were'} chosen`,
  ].filter(Boolean);
  const whose = by ? `What ${by} changed is merged in` : 'Somebody else’s change is merged in';
  return `${whose}: ${parts.length > 0 ? parts.join(', ') : 'no field differed'}`;
}

/** Whose change it was, in a list. */
export function whoseWords(by: MergedField['by'], who: string): string {
  return {
    mine: 'you',
    theirs: who === 'Somebody else' ? 'somebody else' : who,
    both: 'both alike',
  }[by];
}
