import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLinuxPackages } from './linux-libraries.mjs';

/** Room for the largest window that the tests ask for. */
const SCREEN = '2560x1440x24';

/**
 * Starts a keychain service of its own with an unlocked, empty keyring, waits until it is on the
 * bus, and runs the words it is given. The keyring's password opens nothing but this throw-away.
 */
const withKeyring = `
exec 2>&3 3>&-
printf 'throw-away\\n' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
keyring=$!
trap 'kill "$keyring" 2>/dev/null' EXIT
owned=""
for try in $(seq 100); do
  owned=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \\
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null) || true
  case "$owned" in *true*) break;; esac
  sleep 0.1
done
case "$owned" in *true*) ;; *) echo "The keychain service did not start." >&2; exit 1;; esac
"$@"
`;

/** A session bus that keeps its own chatter to itself; the command's errors are still seen. */
const quietBus = 'exec 3>&2 2>/dev/null; exec dbus-run-session -- "$@"';

/** Whether a window can be shown here as things are. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * The words that run a command inside a session of its own: D-Bus, keychain and, if asked for, a
 * virtual display.
 * @param {string[]} words
 * @param {{ display: boolean }} options
 */
export function sessionWords(words, { display }) {
  const screen = ['xvfb-run', '-a', '-s', `-screen 0 ${SCREEN}`];
  const bus = ['bash', '-c', quietBus, 'bus'];
  const keyring = ['bash', '-c', withKeyring, 'session'];
  return [...(display ? screen : []), ...bus, ...keyring, ...words];
}

/**
 * Runs a command on a virtual display with a keychain of its own, neither of which touches the
 * user's. On macOS and Windows the command runs as it is, in the user's session.
 * @param {string[]} words
 * @param {{ display: boolean, env?: Record<string, string> }} options
 * @returns {Promise<number>} the command's exit code
 */
export async function runInSession(words, { display, env = {} }) {
  if (process.platform !== 'linux') return run(words, { ...process.env, ...env });
  const advice = ensureLinuxPackages({ window: display, session: true });
  if (advice) {
    console.error(advice);
    return 1;
  }
  const home = mkdtempSync(join(tmpdir(), 'spanwatch-session-'));
  const sessionEnv = {
    ...process.env,
    ...env,
    // Where the keychain service keeps its keyring and its socket: away from the user's own.
    XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'GNOME',
    NO_AT_BRIDGE: '1',
    WAYLAND_DISPLAY: undefined,
  };
  try {
    return await run(sessionWords(words, { display }), sessionEnv);
  } finally {
    // What ran there may still be writing its last files.
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/**
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function run([command = '', ...words], env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { env, stdio: 'inherit' });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}
