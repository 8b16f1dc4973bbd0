import { sameJson } from './json.ts';
import type { Choices } from './merge.ts';
import type { MergeChoice, MergeConflict } from './merge-record.ts';

/** The choices that still hold: their conflict is there, between the same values. What was edited since is asked anew. */
export function choicesThatHold(
  choices: readonly MergeChoice[],
  conflicts: readonly MergeConflict[],
): MergeChoice[] {
  return choices.filter((choice) =>
    conflicts.some(
      (conflict) =>
        conflict.label === choice.label &&
        sameJson(conflict.mine, choice.mine) &&
        sameJson(conflict.theirs, choice.theirs),
    ),
  );
}

/** The choices as `merge` takes them. */
export function sidesOf(choices: readonly MergeChoice[]): Choices {
  return Object.fromEntries(choices.map(({ label, side }) => [label, side]));
}
