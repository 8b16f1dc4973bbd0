import type { FoundEntity } from '../../shared/inventory.ts';
import { fold } from '../../shared/inventory-search.ts';
import type { RequestSummary } from '../../shared/request.ts';

/** A row of the palette, as far as its order goes. */
export type Row = {
  label?: string | undefined;
  description?: string | undefined;
  keywords?: string | string[] | undefined;
};
export type RowGroup<R extends Row> = { group: string; actions: R[] };

const EXACT = 0;
const IN_LABEL = 1;
const ELSEWHERE = 2;
const NOWHERE = 3;

/** How well a row fits what is typed: it is called so, its name has it, something else about it has it, nothing has. */
function fitOf({ label = '', description = '', keywords = [] }: Row, typed: string): number {
  const name = fold(label);
  if (name === typed) return EXACT;
  if (name.includes(typed)) return IN_LABEL;
  return [description, ...[keywords].flat()].some((text) => fold(text).includes(typed))
    ? ELSEWHERE
    : NOWHERE;
}

/**
 * The rows that fit what is typed. The group with the best row is first, and in a group the best row; what fits
 * equally well stays in the order in which it was given.
 */
export function rankedRows<R extends Row>(
  groups: readonly RowGroup<R>[],
  query: string,
): RowGroup<R>[] {
  const typed = fold(query.trim());
  return groups
    .map(({ group, actions }) => {
      const rows = actions.map((row) => ({ row, fit: fitOf(row, typed) }));
      const fitting = rows.filter((one) => one.fit !== NOWHERE).sort((a, b) => a.fit - b.fit);
      return { group, actions: fitting.map(({ row }) => row), best: fitting[0]?.fit ?? NOWHERE };
    })
    .filter(({ actions }) => actions.length > 0)
    .sort((a, b) => a.best - b.best)
    .map(({ group, actions }) => ({ group, actions }));
}

/**
 * Objects found on the manager in front, then those of the others; each once. What is called exactly as it was typed
 * is before all else, the front manager's first.
 */
export function rankedObjects(
  front: readonly FoundEntity[],
  everywhere: readonly FoundEntity[],
  typed: string,
  most: number,
): FoundEntity[] {
  const seen = new Set<string>();
  const wanted = fold(typed.trim());
  const all = [...front, ...everywhere].filter(({ entity }) => {
    const key = `${entity.managerId} ${entity.id}`;
    return !seen.has(key) && seen.add(key);
  });
  const isExact = ({ entity }: FoundEntity) => fold(entity.name) === wanted;
  return [...all.filter(isExact), ...all.filter((one) => !isExact(one))].slice(0, most);
}

/** Requests as they were found, but those first whose object has all that is typed in its name. */
export function rankedRequests(
  found: readonly RequestSummary[],
  typed: string,
  most: number,
): RequestSummary[] {
  const wanted = fold(typed.trim());
  const isCalled = ({ request }: RequestSummary) => fold(request.entityName).includes(wanted);
  return [...found.filter(isCalled), ...found.filter((one) => !isCalled(one))].slice(0, most);
}
