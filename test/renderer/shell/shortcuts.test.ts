import { describe, expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

const { shortcutsOf } = await import('../../../renderer/shell/shortcuts.ts');

const told = (isReviewing: boolean) =>
  shortcutsOf(isReviewing)
    .map(({ keys, does }) => `${keys.join(' ')}: ${does}`)
    .join('\n');

describe('the list of shortcuts', () => {
  it('tells the timeline’s keys and the wheel, and how a note is added', () => {
    for (const keys of ['MOD ← →: ', '+ − 0: ', 'MOD Wheel: ', 'MOD Enter: Add the note']) {
      expect(told(false)).toContain(keys);
    }
  });

  it('in reviewer mode has nothing of drafts and of screens that are not there', () => {
    expect(told(false)).toMatch(/draft.*Inventory|Inventory[\s\S]*draft/);
    expect(told(true)).not.toMatch(/draft|Inventory|Managers/i);
    expect(told(true)).toContain('MOD Enter: Add the note');
  });
});
