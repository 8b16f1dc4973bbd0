import type { VersionLine } from '../../shared/draft-version.ts';
import { count } from '../../shared/words.ts';

/** Mere steps that are shown before "all versions": what one would go back to first. */
const STEPS_SHOWN = 3;

/** Newest first: every one that a person named or a merge was made from, and the last steps. */
export function shownVersions(
  all: readonly VersionLine[],
  isWhole: boolean,
): readonly VersionLine[] {
  const newest = [...all].reverse();
  if (isWhole) return newest;
  const steps = newest.filter(isMereStep).slice(0, STEPS_SHOWN);
  return newest.filter((version) => !isMereStep(version) || steps.includes(version));
}

function isMereStep({ name, reason }: VersionLine): boolean {
  return name === null && reason === 'step';
}

/** What a version is called: by its name, or as the last one of a base; null: by its time alone. */
export function versionTitle({ name, reason, revision }: VersionLine): string | null {
  if (name !== null || reason === 'step') return name;
  return revision === undefined
    ? 'Last before it was made'
    : `Last on revision ${String(revision)}`;
}

/** "2 fields" */
export function versionAside({ fields }: VersionLine): string {
  return fields === 0 ? 'as it was' : count(fields, 'field');
}
