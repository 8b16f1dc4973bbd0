import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

it('every order that the table can have has words', async () => {
  const { orderWords } = await import('../../../renderer/history/list-menus.tsx');
  const { COLUMNS } = await import('../../../renderer/history/column-ids.ts');
  const sorts = COLUMNS.flatMap(({ sort: by }) =>
    by === null ? [] : [true, false].map((descending) => orderWords({ by, descending })),
  );
  expect(new Set(sorts).size).toBe(sorts.length);
  expect(orderWords({ by: 'entity', descending: false })).toBe('Object, A to Z');
  expect(orderWords({ by: 'user', descending: true })).toBe('User, Z to A');
  expect(orderWords({ by: 'checks', descending: false })).toBe('Most checks first, the other way');
});
