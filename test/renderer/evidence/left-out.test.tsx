import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

import { leftOutWords } from '../../../renderer/evidence/export-dialog.tsx';
import { titleOf } from '../../../renderer/evidence/merge-dialog.tsx';

it('what Verify found changed is said before a file is chosen for its export', () => {
  expect(leftOutWords(1, 1)).toContain('its record is not as it was written');
  expect(leftOutWords(1, 3)).toContain(
    '1 request whose record is not as it was written: it is left out',
  );
  expect(leftOutWords(2, 3)).toContain('they are left out');
  expect(leftOutWords(3, 3)).toContain('none of them is exported');
});

it('a review whose requests are not on record here is not said to be known already', () => {
  expect(titleOf(0, 0, 2, ['Rev'])).toBe('Nothing of this review can be put on record here');
  expect(titleOf(0, 3, 0, ['Rev'])).toBe('Nothing in this review is new');
  expect(titleOf(1, 0, 2, ['Rev'])).toContain('Rev');
});
