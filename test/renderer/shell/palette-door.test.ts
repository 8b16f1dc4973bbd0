import { beforeEach, expect, test, vi } from 'vitest';

/** The door as a window that has just opened has it: nobody has come through yet. */
async function newDoor() {
  vi.resetModules();
  const door = await import('../../../renderer/shell/palette-door.ts');
  const { useSettled } = await import('../../../renderer/shell/settled.ts');
  return { ...door, isSettled: () => useSettled.getState() };
}

const drawn = { open: vi.fn(), toggle: vi.fn() };
beforeEach(() => vi.clearAllMocks());

test('a palette that is wanted before it is drawn is drawn at once, and opens', async () => {
  const door = await newDoor();
  expect(door.isSettled()).toBe(false);
  door.openPalette();
  expect(door.isSettled()).toBe(true);
  door.placePalette(drawn);
  expect(drawn.open).toHaveBeenCalledTimes(1);
});

test('the keys pressed twice before it is drawn leave it closed', async () => {
  const door = await newDoor();
  door.togglePalette();
  door.togglePalette();
  door.placePalette(drawn);
  expect(drawn.open).not.toHaveBeenCalled();
});

test('one that nobody wanted stays closed; from then on it is opened and toggled itself', async () => {
  const door = await newDoor();
  door.placePalette(drawn);
  expect(drawn.open).not.toHaveBeenCalled();
  door.openPalette();
  door.togglePalette();
  expect(drawn.open).toHaveBeenCalledTimes(1);
  expect(drawn.toggle).toHaveBeenCalledTimes(1);
});
