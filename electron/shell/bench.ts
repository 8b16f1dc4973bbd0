import type { BrowserWindow } from 'electron';

/**
 * For `npm run bench:start`: says on stdout when the window can be used. That is: what is stored stands in the page
 * (the page itself marks it), the window is shown, and two more frames were drawn: the first is being painted when the
 * second is asked for.
 */
export function sayWhenUsable(window: BrowserWindow): void {
  const shown = new Promise<void>((resolve) => window.once('show', resolve));
  window.webContents.once('dom-ready', () => {
    const drawn = `new Promise((resolve) => {
      const root = document.documentElement;
      const look = () => requestAnimationFrame(root.dataset.usable ? () => requestAnimationFrame(resolve) : look);
      look();
    }).then(() => true)`;
    void Promise.all([window.webContents.executeJavaScript(drawn), shown]).then(() => {
      process.stdout.write('spanwatch: usable\n');
    });
  });
}
