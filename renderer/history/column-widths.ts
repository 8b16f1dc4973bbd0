import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { COLUMNS, type ColumnId } from './column-ids.ts';

/** px of a letter, generously, and of what stands beside the words: padding, a manager's square. */
const LETTER = 7.2;
const BESIDE = 26;
/** Rows that are looked at: the same ones while the list is scrolled, so that nothing moves under the pointer. */
const LOOKED_AT = 100;

function wordsOf(column: ColumnId, { request, tags = [] }: RequestSummary): string {
  switch (column) {
    case 'manager':
      return request.managerName;
    case 'kind':
      return KIND_NAME[request.kind];
    case 'user':
      return request.user;
    case 'tags':
      return tags.join(', ');
    default:
      return '';
  }
}

/**
 * The widths of the table's columns as CSS has them: each its least, and where there is room as much as its words
 * take; what is left is the entity's. Nothing is kept for a column that has no words. `today`: when it began. `dragged`: px of those
 * that a person has made as wide as that.
 */
export function columnWidths(
  columns: readonly ColumnId[],
  rowAt: (index: number) => RequestSummary | null,
  count: number,
  today: number,
  dragged: Readonly<Record<string, number>> = {},
): string {
  const rows = Array.from({ length: Math.min(count, LOOKED_AT) }, (_none, at) => rowAt(at));
  const longest = (column: ColumnId) =>
    Math.max(0, ...rows.map((row) => (row === null ? 0 : wordsOf(column, row).length)));
  const allSince = (begin: number) =>
    count <= LOOKED_AT && rows.every((row) => row !== null && row.request.writtenAt >= begin);
  return COLUMNS.filter(({ id }) => columns.includes(id))
    .map(({ id, name, least, most }) => {
      const own = dragged[id];
      if (own !== undefined) return `${own}px`;
      if (most === null) return `minmax(${least}px, 1fr)`;
      // The clock alone only where none of them, looked at or not, can have a date.
      if (id === 'time') return `${allSince(today) ? least : most}px`;
      if (most === least) return `${least}px`;
      // Its own name is among its words.
      const wanted = Math.ceil(Math.max(longest(id), name.length) * LETTER) + BESIDE;
      return `minmax(${Math.min(least, wanted)}px, ${Math.min(most, wanted)}px)`;
    })
    .join(' ');
}
