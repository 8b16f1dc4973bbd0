import { expect, test } from 'vitest';
import { firstTab } from '../../../renderer/realization/request-tab.ts';

test('what was chosen of one request is shown of the next, but of one under way its checks', () => {
  expect(firstTab('review', false)).toBe('review');
  expect(firstTab('review', true)).toBe(null);
  expect(firstTab(null, false)).toBe(null);
});
