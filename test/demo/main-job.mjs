import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect } from '@playwright/test';
import { findElectron } from '../../electron/launch/electron-binary.mjs';
import { inProject, projectRoot } from '../../electron/launch/paths.mjs';
import { UNTIL_CONNECTED } from '../support/playwright-loader.mjs';

/**
 * The main job through the real window, on the practice manager, each step printed and pictured:
 * what `npm run demo` shows. It ends with an error where a step does not come to its end.
 */

const WINDOW = { width: 1440, height: 900 };
/** The practice manager takes some seconds for each node. */
const REALIZED_WITHIN_MS = 60_000;
const GUIDE_SESSION = 'Test RZ';
const NEW_NAME = 'Test RZ_UPDATED';

const pictures = inProject('out', 'demo');
const dataDir = mkdtempSync(join(tmpdir(), 'spanwatch-demo-'));
const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** @param {string} text */
const say = (text) => console.log(`demo: ${text}`);

async function launch() {
  const { executable, version } = await findElectron(() => undefined);
  const app = await _electron.launch({
    executablePath: executable,
    args: [
      ...UNTIL_CONNECTED,
      ...(asRoot ? ['--no-sandbox'] : []),
      projectRoot,
      `--data-dir=${dataDir}`,
    ],
    cwd: projectRoot,
  });
  const window = await app.firstWindow();
  await app.evaluate(
    ({ BrowserWindow }, size) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    WINDOW,
  );
  return { app, window, version };
}

let step = 0;

/**
 * Takes a picture of the window as it is now.
 * @param {import('@playwright/test').Page} window
 * @param {string} name
 */
async function picture(window, name) {
  step += 1;
  const file = join(pictures, `${String(step).padStart(2, '0')}-${name}.png`);
  await window.screenshot({ path: file });
  say(`   picture out/demo/${file.slice(pictures.length + 1)}`);
}

async function mainJob() {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });

  say('1. start the application, with an empty data folder');
  let { app, window, version } = await launch();
  say(`   Electron ${version}`);
  await window.getByRole('button', { name: 'Open the practice manager' }).first().waitFor();
  await picture(window, 'desk');

  say('2. open the practice manager: a whole NSX manager over HTTPS on loopback');
  await window.getByRole('button', { name: 'Open the practice manager' }).first().click();
  await window.getByText(GUIDE_SESSION, { exact: true }).first().click();
  await picture(window, 'inventory');

  say(`3. edit the session “${GUIDE_SESSION}” in the form; the draft saves itself`);
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await window.getByLabel('Name', { exact: true }).first().fill(NEW_NAME);
  await picture(window, 'draft');

  say('4. send the change, once');
  await window.keyboard.press('Control+Enter');
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send once' }).waitFor();
  await picture(window, 'confirm');
  await dialog.getByRole('button', { name: 'Send once' }).click();

  say('5. watch the request reach every transport node');
  await expect(window.getByRole('heading', { name: /^In progress/ })).toBeVisible();
  await picture(window, 'in-progress');
  const realized = window.getByRole('heading', { name: /^Realized on/ });
  await expect(realized).toBeVisible({ timeout: REALIZED_WITHIN_MS });
  const sentence = await realized.innerText();
  say(`   ${sentence}`);
  await picture(window, 'realized');

  say('6. close the application and start it again: the timeline is still there');
  await app.close();
  ({ app, window } = await launch());
  await window
    .getByRole('button', { name: /^Requests/ })
    .first()
    .click();
  await window.getByText(GUIDE_SESSION).first().click();
  await expect(window.getByRole('heading', { name: sentence })).toBeVisible();
  await picture(window, 'after-restart');
  await app.close();
  say('done: sent once, realized, and kept. The pictures are in out/demo/.');
}

try {
  await mainJob();
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
