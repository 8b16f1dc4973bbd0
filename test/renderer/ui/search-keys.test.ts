import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

import { leadsToResults } from '../../../renderer/ui/field.tsx';

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false };

it('↓ and Enter lead from a search to what it has found, and no key that means something else', () => {
  expect(leadsToResults({ ...NONE, key: 'ArrowDown' })).toBe(true);
  expect(leadsToResults({ ...NONE, key: 'Enter' })).toBe(true);
  expect(leadsToResults({ ...NONE, key: 'a' })).toBe(false);
  expect(leadsToResults({ ...NONE, key: 'ArrowDown', altKey: true })).toBe(false);
  expect(leadsToResults({ ...NONE, key: 'Enter', isComposing: true })).toBe(false);
});
