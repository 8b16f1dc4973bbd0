import { expect, test } from 'vitest';
import { scrollBy } from '../../../renderer/ui/into-view.ts';

const PANE = { top: 100, bottom: 700 };

test.each([
  ['under the lower edge: until its end is seen', 650, 900, 214],
  ['taller than the pane: until its top is', 650, 1600, 536],
  ['above: back to its top', 50, 300, -64],
  ['seen whole: not at all', 150, 600, 0],
])('a pane is scrolled to what is %s', (_where, top, bottom, by) => {
  expect(scrollBy(PANE, { top, bottom })).toBe(by);
});
