import { mkdirSync } from 'node:fs';
import { inProject } from '../../../electron/launch/paths.mjs';
import { expect, type Spanwatch } from './app.ts';

/** The smallest window, a small laptop's, and a desk's. */
const SIZES = [
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
];
const THEMES = ['light', 'dark'] as const;

/** Where spec files are named (test/run.mjs); a run of all of them takes no pictures. */
const WANTED = process.env.SPANWATCH_PICTURES === '1';

/** Where the pictures lie: out/pictures/NAME-THEME-WIDTHxHEIGHT.png. */
const FOLDER = inProject('out', 'pictures');

/** Pictures of what is on screen now, in each theme and size, where they are wanted; the window is left alike. */
export async function takePictures(spanwatch: Spanwatch, name: string): Promise<void> {
  const { window, desktop } = spanwatch;
  mkdirSync(FOLDER, { recursive: true });
  // No tooltip or toast of the step before.
  await window.mouse.move(0, 0);
  const toasts = window.getByRole('alert').getByRole('button', { name: 'Close' });
  // One may go by itself while it is reached for.
  await expect(async () => {
    if (await toasts.first().isVisible()) await toasts.first().click({ timeout: 1000 });
    expect(await toasts.count()).toBe(0);
  }).toPass();
  await expect(window.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0);
  for (const size of WANTED ? SIZES : SIZES.slice(-1)) {
    await desktop.app.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
    await expect
      .poll(() => window.evaluate(() => [innerWidth, innerHeight]))
      .toEqual([size.width, size.height]);
    for (const theme of WANTED ? THEMES : []) {
      await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await window.screenshot({
        path: `${FOLDER}/${name}-${theme}-${size.width}x${size.height}.png`,
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
  await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
