import type { Page } from '@playwright/test';
import { expect } from './app.ts';

export type Told = { lane: string; says: string }[];

/** Where a drawing is too narrow for its stretches it says how many more there are: of the drawing, not of the record. */
export const ofTheRecord = (told: Told) =>
  told.map(({ lane, says }) => `${lane}: ${says.replace(/\. \d+ more changes? here.*$/, '')}`);

/** Every stretch of every lane as the window tells it to who reads the drawing by keyboard. */
export async function timelineOfWindow(window: Page): Promise<string[]> {
  const drawing = window.getByRole('group', { name: /^Realization lanes/ });
  const live = drawing.locator('[aria-live="polite"]');
  await drawing.focus();
  const told: Told = [];
  const read = async () => {
    const text = (await live.textContent()) ?? '';
    const end = text.indexOf(': ');
    return { lane: text.slice(0, end), says: text.slice(end + 2) };
  };
  await window.keyboard.press('End');
  await expect(live).not.toHaveText('');
  for (let lane = ''; ; ) {
    await window.keyboard.press('Home');
    let stretch = await read();
    if (stretch.lane === lane) return ofTheRecord(told);
    lane = stretch.lane;
    for (let last = ''; stretch.says !== last; stretch = await read()) {
      told.push(stretch);
      last = stretch.says;
      await window.keyboard.press('ArrowRight');
    }
    await window.keyboard.press('ArrowDown');
  }
}
