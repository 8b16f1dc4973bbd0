import type { BrowserWindow } from 'electron';

/** For `npm run bench:start`: says on stdout when the window can be used, as the page itself marks it. */
export function sayWhenUsable(window: BrowserWindow): void {
  window.webContents.once('did-finish-load', () => {
    const wait = `new Promise((resolve) => {
      const root = document.documentElement;
      const look = () => (root.dataset.usable ? requestAnimationFrame(() => resolve(true)) : requestAnimationFrame(look));
      look();
    })`;
    void window.webContents.executeJavaScript(wait).then(() => {
      process.stdout.write('spanwatch: usable\n');
    });
  });
}
