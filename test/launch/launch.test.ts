import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentStamp } from '../../electron/launch/build.mjs';
import { sessionWords } from '../../electron/launch/display.mjs';
import { executableName, failedLately } from '../../electron/launch/electron-binary.mjs';
import {
  aptCommand,
  asThisReleaseNamesThem,
  packagesForLibraries,
  packagesForTools,
  windowLibraries,
} from '../../electron/launch/linux-libraries.mjs';
import { withLock } from '../../electron/launch/lock.mjs';
import { nodeTooOld } from '../../electron/launch/node-version.mjs';
import { cacheFolder, inProject, projectRoot } from '../../electron/launch/paths.mjs';
import {
  refuseOtherContent,
  registryRuntime,
  registryRuntimeFits,
} from '../../electron/launch/registry-runtime.mjs';
import { sandboxSwitches } from '../../electron/launch/sandbox.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-launch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string, content: string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe('the build stamp', () => {
  const stamp = (variant = 'plain') => contentStamp(folder, ['src', 'package.json'], variant);
  beforeEach(() => {
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
    inFolder('src/a.ts', 'a');
    inFolder('src/deep/b.ts', 'b');
    inFolder('package.json', '{}');
  });

  test('stays the same while nothing changes, whatever the files were touched', () => {
    const before = stamp();
    inFolder('src/a.ts', 'a');
    inFolder('outside.ts', 'not an input');
    expect(stamp()).toBe(before);
  });

  test('changes with a content, a new file, a lost file, a new name and the variant', () => {
    const seen = [stamp(), stamp('minified')];
    inFolder('src/deep/b.ts', 'B');
    seen.push(stamp());
    inFolder('src/c.ts', '');
    seen.push(stamp());
    rmSync(join(folder, 'src/a.ts'));
    seen.push(stamp());
    rmSync(join(folder, 'src/c.ts'));
    inFolder('src/d.ts', '');
    seen.push(stamp());
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('the registry runtime', () => {
  test('is refused when its content is not the pinned one', async () => {
    const file = inFolder('archive.zip', 'something else');
    const refused = refuseOtherContent(file, 'sha256', 'hex', registryRuntime.archiveSha256);
    await expect(refused).rejects.toThrow(/is not what it should be.*it was not used/);
  });

  test('is taken when its content is the pinned one', async () => {
    const file = inFolder('archive.zip', 'the pinned content');
    const pinned = createHash('sha512').update('the pinned content').digest('base64');
    await expect(refuseOtherContent(file, 'sha512', 'base64', pinned)).resolves.toBeUndefined();
  });

  test('is offered only where it can run', () => {
    expect(registryRuntimeFits('linux', 'x64')).toBe(true);
    expect(registryRuntimeFits('linux', 'arm64')).toBe(false);
    expect(registryRuntimeFits('darwin', 'x64')).toBe(false);
  });
});

describe('a download that failed', () => {
  const DAY = 24 * 60 * 60_000;
  test('is not tried again for a day, then it is', () => {
    const marker = inFolder('unreachable', '1000000');
    expect(failedLately(join(folder, 'none'), 1_000_000)).toBe(false);
    expect(failedLately(marker, 1_000_000 + DAY - 1)).toBe(true);
    expect(failedLately(marker, 1_000_000 + DAY)).toBe(false);
  });

  test('is tried again when the clock was turned back or the marker is broken', () => {
    expect(failedLately(inFolder('unreachable', '1000000'), 999_999)).toBe(false);
    expect(failedLately(inFolder('unreachable', 'nonsense'), 1_000_000)).toBe(false);
  });
});

describe('missing Linux packages', () => {
  const loaderCache = (libraries: readonly string[]) =>
    [
      `${libraries.length} libs found in cache \`/etc/ld.so.cache'`,
      ...libraries.map((name) => `\t${name} (libc6,x86-64) => /lib/x86_64-linux-gnu/${name}`),
    ].join('\n');

  test('are named by the libraries that the loader does not know', () => {
    const all = windowLibraries.map(([library]) => library);
    expect(packagesForLibraries(loaderCache(all))).toEqual([]);
    const some = all.filter((name) => name !== 'libgbm.so.1' && name !== 'libsecret-1.so.0');
    expect(packagesForLibraries(loaderCache(some))).toEqual(['libgbm1', 'libsecret-1-0']);
  });

  test('name each package of the session tools once', () => {
    expect(packagesForTools(() => true)).toEqual([]);
    expect(packagesForTools((command) => !command.startsWith('dbus'))).toEqual(['dbus']);
  });

  test('are put in one command that can be pasted', () => {
    expect(aptCommand(['libgbm1', 'xvfb'])).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends libgbm1 xvfb',
    );
  });

  test('bear the names of the release that is installed', () => {
    const newer = asThisReleaseNamesThem(['libgtk-3-0', 'libgbm1'], (n) => n === 'libgtk-3-0t64');
    expect(newer).toEqual(['libgtk-3-0t64', 'libgbm1']);
  });
});

describe('a lock', () => {
  test('lets one piece of work run at a time', async () => {
    const lock = join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2].map(() => withLock(lock, () => undefined, work)));
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  test('of a process that is gone is taken over', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.on('close', resolve));
    const lock = inFolder('lock', String(child.pid));
    expect(
      await withLock(
        lock,
        () => undefined,
        async () => 'done',
      ),
    ).toBe('done');
  });

  test('is given back when the work fails', async () => {
    const lock = join(folder, 'lock');
    const failing = withLock(
      lock,
      () => undefined,
      () => Promise.reject(new Error('broken')),
    );
    await expect(failing).rejects.toThrow('broken');
    expect(existsSync(lock)).toBe(false);
  });
});

describe('surroundings', () => {
  test.runIf(process.platform === 'linux')(
    'only root goes without the sandbox, and it is said',
    () => {
      const said: string[] = [];
      const switches = sandboxSwitches(join(folder, 'electron'), (line) => said.push(line));
      expect(switches).toEqual(process.getuid?.() === 0 ? ['--no-sandbox'] : []);
      expect(said.length).toBe(switches.length);
    },
  );

  test('a Node that is too old is told so, one that fits is not', () => {
    expect(nodeTooOld('20.18.3')).toMatch(/Node 20\.19 or later.*Node 20\.18\.3/);
    expect(nodeTooOld('18.20.0')).toBeDefined();
    expect(nodeTooOld('20.19.0')).toBeUndefined();
    expect(nodeTooOld('24.1.0')).toBeUndefined();
  });

  test('the oldest Node is the one that package.json names', () => {
    const { engines } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
    expect(nodeTooOld('1.0.0')).toContain(`Node ${engines.node.replace('>=', '')} or later`);
  });

  test('the cache is where each system keeps caches', () => {
    expect(cacheFolder('linux', {}, '/home/a')).toBe('/home/a/.cache/spanwatch');
    expect(cacheFolder('linux', { XDG_CACHE_HOME: '/c' }, '/home/a')).toBe('/c/spanwatch');
    expect(cacheFolder('darwin', {}, '/Users/a')).toBe('/Users/a/Library/Caches/spanwatch');
    expect(cacheFolder('win32', { LOCALAPPDATA: '/l' }, '/u')).toBe('/l/spanwatch/cache');
  });

  test('each system has its own name for the executable', () => {
    expect(executableName('linux')).toBe('electron');
    expect(executableName('win32')).toBe('electron.exe');
    expect(executableName('darwin')).toContain('Electron.app');
  });

  test('a session has a display only when it is asked for', () => {
    expect(sessionWords(['run', 'me'], { display: true })[0]).toBe('xvfb-run');
    const bare = sessionWords(['run', 'me'], { display: false });
    expect(bare).not.toContain('xvfb-run');
    expect(bare.slice(-2)).toEqual(['run', 'me']);
  });

  test.runIf(process.platform === 'linux')(
    'start names the demo where there is no display',
    async () => {
      const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
      const child = spawn(process.execPath, [join(projectRoot, 'electron/launch/start.mjs')], {
        env,
      });
      let said = '';
      child.stderr.on('data', (chunk) => {
        said += chunk;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(1);
      expect(said).toMatch(/^There is no display here .* npm run demo\n$/);
    },
  );
});
