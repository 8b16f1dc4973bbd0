import { expect, it } from 'vitest';
import { columnAfter, fitColumn, LEAST_COLUMN } from '../../../renderer/history/column-handle.tsx';
import { COLUMNS, DEFAULT_COLUMNS } from '../../../renderer/history/column-ids.ts';
import { columnWidths } from '../../../renderer/history/column-widths.ts';
import { summarize } from '../../../shared/history.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { aRequest, T0 } from '../../support/request-events.ts';

const of = (managerName: string, tags: string[] = []): RequestSummary => {
  const summary = summarize({ ...aRequest(), managerName }, []);
  return { ...summary, tags };
};
const widths = (rows: readonly RequestSummary[], today = T0) => {
  const css = columnWidths(DEFAULT_COLUMNS, (at) => rows[at] ?? null, rows.length, today);
  const each = css.match(/minmax\([^)]*\)|\S+/g) ?? [];
  return Object.fromEntries(DEFAULT_COLUMNS.map((id, at) => [id, each[at]]));
};
const mostOf = (width = '') => Number(/, (\d+)px\)/.exec(width)?.[1]);

it('a column grows as far as its words are long, and what is left is the entity’s', () => {
  const rows = widths([of('Lab'), of('Practice manager', ['CHG-1004', 'urgent'])]);
  expect(mostOf(rows.manager)).toBeGreaterThan('Practice manager'.length * 7);
  expect(mostOf(rows.tags)).toBeGreaterThan('CHG-1004, urgent'.length * 7);
  expect(rows.entity).toBe('minmax(164px, 1fr)');
});

it('a column without words takes what its name takes, and one of very many no more than its most', () => {
  const rows = widths([of('m'.repeat(400))]);
  expect(mostOf(rows.tags)).toBeLessThan(64);
  expect(rows.manager).toBe('minmax(122px, 200px)');
});

it('a time has room for its date, unless all of them are of today', () => {
  const { writtenAt } = aRequest();
  expect(widths([of('Lab')], writtenAt).time).toBe('68px');
  expect(widths([of('Lab')], writtenAt + 1).time).toBe('130px');
  const many = Array.from({ length: 101 }, () => of('Lab'));
  expect(widths(many, writtenAt).time).toBe('130px');
});

it('a column that was dragged is as wide as that, also the one that has what is left', () => {
  const css = columnWidths(DEFAULT_COLUMNS, () => null, 1, T0, { manager: 90, entity: 300 });
  expect(css.startsWith('130px 90px 300px 62px')).toBe(true);
});

it('arrows make a column wider and narrower, never so narrow that it is lost', () => {
  expect(columnAfter('ArrowRight', 100)).toBe(116);
  expect(columnAfter('ArrowLeft', 100)).toBe(84);
  expect(columnAfter('ArrowLeft', LEAST_COLUMN)).toBe(LEAST_COLUMN);
  expect(columnAfter('ArrowDown', 100)).toBeNull();
  expect(fitColumn(99_999)).toBeLessThan(2000);
});

it('the columns of the start fit a small laptop', () => {
  const GAPS = (DEFAULT_COLUMNS.length - 1) * 10 + 32;
  const RAIL = 76;
  const least = COLUMNS.filter(({ id }) => DEFAULT_COLUMNS.includes(id));
  expect(least.reduce((sum, one) => sum + one.least, GAPS + RAIL)).toBeLessThan(1280);
});
