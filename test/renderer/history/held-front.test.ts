import { expect, it } from 'vitest';
import { heldFront } from '../../../renderer/history/held-front.ts';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../../shared/history-query.ts';

const ASK = { filter: ALL_REQUESTS, sort: NEWEST_FIRST };

it('what nobody chose stays in front, whatever comes over it in the same list', () => {
  const held = heldFront(null, ASK, 'r1');
  expect(held?.id).toBe('r1');
  expect(heldFront(held, ASK, 'newer')).toBe(held);
  expect(heldFront(held, ASK, null)).toBe(held);
});

it('another list has its own first in front', () => {
  const held = heldFront(null, ASK, 'r1');
  expect(heldFront(held, { ...ASK }, 'failed')?.id).toBe('failed');
  expect(heldFront(held, { ...ASK }, null)).toBeNull();
});
