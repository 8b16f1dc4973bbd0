import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';

const SET_USER_ID = 0o4000;

/** @param {string} file */
const setting = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);

/** Whether this system keeps ordinary users from Chromium's own way to a sandbox. */
function namespacesAreShut() {
  return (
    setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    setting('/proc/sys/kernel/unprivileged_userns_clone') === '0'
  );
}

/** The helper that does it the older way works only if it belongs to root. @param {string} helper */
function helperIsReady(helper) {
  if (!existsSync(helper)) return false;
  const { mode, uid } = statSync(helper);
  return uid === 0 && (mode & SET_USER_ID) !== 0;
}

/**
 * The switches that Chromium's sandbox needs here. As root it does not start, so there, and only
 * there, the window runs without it, and that is said. An ordinary user never gets that switch:
 * where the system keeps the sandbox from starting, the one command that lets it is named.
 * @param {string} executable
 * @param {(line: string) => void} say
 * @returns {string[]}
 */
export function sandboxSwitches(executable, say) {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) {
    say('Running as root: the window is started without its sandbox (--no-sandbox).');
    return ['--no-sandbox'];
  }
  const helper = join(dirname(executable), 'chrome-sandbox');
  if (namespacesAreShut() && !helperIsReady(helper)) {
    throw new CannotStart(
      `This system keeps the window's sandbox from starting. Allow it for this Electron with:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
    );
  }
  return [];
}
