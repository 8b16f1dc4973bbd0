import { mkdirSync } from 'node:fs';
import { inProject } from '../../../electron/launch/paths.mjs';
import { expect, type Spanwatch } from './app.ts';

/** A small laptop's window, and a desk's. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
];
const THEMES = ['light', 'dark'] as const;

/** Where the pictures lie: out/pictures/NAME-THEME-WIDTHxHEIGHT.png. */
const FOLDER = inProject('out', 'pictures');

/** Pictures of what is on screen now, in each theme and size. */
export async function takePictures(spanwatch: Spanwatch, name: string): Promise<void> {
  const { window, desktop } = spanwatch;
  mkdirSync(FOLDER, { recursive: true });
  // No tooltip or toast of the step before.
  await window.mouse.move(0, 0);
  const toasts = window.getByRole('alert').getByRole('button', { name: 'Close' });
  while ((await toasts.count()) > 0) {
    const before = await toasts.count();
    await toasts.first().click();
    await expect.poll(() => toasts.count()).toBeLessThan(before);
  }
  await expect(window.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
  for (const size of SIZES) {
    await desktop.app.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
    await expect
      .poll(() => window.evaluate(() => [innerWidth, innerHeight]))
      .toEqual([size.width, size.height]);
    for (const theme of THEMES) {
      await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot({
        path: `${FOLDER}/${name}-${theme}-${size.width}x${size.height}.png`,
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
  await window.emulateMedia({ colorScheme: 'light' });
}
