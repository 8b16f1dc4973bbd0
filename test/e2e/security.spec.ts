import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { appFolder } from '../../electron/launch/paths.mjs';
import { addManager, test as base, expect, goTo, sessionRow } from './steps/app.ts';

type Elsewhere = { readonly url: string; connections(): number };

/** A web server that is not a manager: nothing may ever reach it. */
const test = base.extend<{ elsewhere: Elsewhere }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from this pattern
  elsewhere: async ({}, use) => {
    let count = 0;
    const server: Server = createServer((_request, response) => {
      response.setHeader('access-control-allow-origin', '*').end('<title>elsewhere</title>');
    });
    server.on('connection', () => {
      count += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}/`, connections: () => count });
    server.closeAllConnections();
    server.close();
  },
});

type Inside = { spanwatch?: Record<string, unknown> } & Record<string, unknown>;

test('the window is sandboxed and isolated, without Node, with a door of two functions', async ({
  spanwatch,
}) => {
  const { window, desktop } = spanwatch;
  const inside = await window.evaluate(() => {
    const here = globalThis as unknown as Inside;
    const door = here.spanwatch ?? {};
    return {
      node: ['process', 'require', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => here[name] !== undefined,
      ),
      door: Object.keys(door).sort(),
      kinds: Object.values(door).map((value) => typeof value),
      origin: location.origin,
    };
  });
  expect(inside).toEqual({
    node: [],
    door: ['call', 'onEvent'],
    kinds: ['function', 'function'],
    origin: 'app://spanwatch',
  });
  const preferences = await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => {
      const contents = one.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
        contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  expect(preferences).toEqual([
    {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    },
  ]);
});

/** Every address that some page was about to go to, and whether main refused it. */
async function seeNavigations(
  app: ElectronApplication,
): Promise<() => Promise<[string, boolean][]>> {
  type Seen = { seen?: [string, boolean][] };
  await app.evaluate(({ BrowserWindow }) => {
    const seen: [string, boolean][] = [];
    (globalThis as Seen).seen = seen;
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.on('will-navigate', (event) => seen.push([event.url, event.defaultPrevented]));
  });
  return () => app.evaluate(() => (globalThis as Seen).seen ?? []);
}

test('the page cannot be replaced, nor another window opened, by a link, a script or a form', async ({
  spanwatch,
  elsewhere,
}) => {
  const { window, desktop } = spanwatch;
  const navigations = await seeNavigations(desktop.app);
  await window.evaluate(() => {
    document.documentElement.dataset.same = 'yes';
  });
  expect(await window.evaluate((url) => globalThis.open(url) === null, elsewhere.url)).toBe(true);
  const click = (target: string) =>
    window.evaluate(
      ([url, name]) => {
        const link = document.createElement('a');
        link.href = url;
        link.target = name;
        document.body.append(link);
        link.click();
        const form = document.createElement('form');
        form.action = url;
        form.target = name;
        document.body.append(form);
        form.submit();
      },
      [elsewhere.url, target] as const,
    );
  await click('_blank');
  await click('_self');
  await expect.poll(navigations).toEqual([[elsewhere.url, true]]);
  await window.evaluate((url) => {
    location.href = `${url}script`;
  }, elsewhere.url);
  await expect.poll(navigations).toHaveLength(2);
  await window.evaluate(() => {
    location.href = 'app://elsewhere/';
  });
  await expect.poll(navigations).toEqual([
    [elsewhere.url, true],
    [`${elsewhere.url}script`, true],
    ['app://elsewhere/', true],
  ]);
  const still = await desktop.app.evaluate(({ BrowserWindow }) =>
    Promise.all(
      BrowserWindow.getAllWindows().map(async ({ webContents }) => ({
        url: webContents.getURL(),
        same: await webContents.executeJavaScript('document.documentElement.dataset.same'),
      })),
    ),
  );
  expect(still).toEqual([{ url: 'app://spanwatch/', same: 'yes' }]);
  expect(elsewhere.connections()).toBe(0);
});

test('nothing can be fetched from elsewhere, neither past the policy of the page nor past that of the session', async ({
  spanwatch,
  elsewhere,
}) => {
  const { window, desktop } = spanwatch;
  const refused = await window.evaluate(async (url) => {
    const broken: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      broken.push(event.effectiveDirective);
    });
    const fails = (work: Promise<unknown>) =>
      work.then(
        () => 'went through',
        () => 'refused',
      );
    const element = <K extends keyof HTMLElementTagNameMap>(
      name: K,
      set: (made: HTMLElementTagNameMap[K]) => void,
    ) =>
      fails(
        new Promise((resolve, reject) => {
          const made = document.createElement(name);
          made.onload = resolve;
          made.onerror = reject;
          set(made);
          document.body.append(made);
        }),
      );
    const xhr = new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.onload = resolve;
      request.onerror = reject;
      request.open('GET', url);
      request.send();
    });
    const socket = new Promise((resolve, reject) => {
      const made = new WebSocket(url.replace('http', 'ws'));
      made.onopen = resolve;
      made.onerror = reject;
    });
    const outcome = {
      fetch: await fails(fetch(url)),
      xhr: await fails(xhr),
      socket: await fails(socket),
      beacon: navigator.sendBeacon(url, 'x') && broken.length === 0 ? 'went through' : 'refused',
      script: await element('script', (made) => {
        made.src = url;
      }),
      image: await element('img', (made) => {
        made.src = url;
      }),
      style: await element('link', (made) => {
        made.rel = 'stylesheet';
        made.href = url;
      }),
    };
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
    return { outcome, broken };
  }, elsewhere.url);
  expect(new Set(Object.values(refused.outcome))).toEqual(new Set(['refused']));
  expect(refused.broken).toEqual(
    expect.arrayContaining(['connect-src', 'script-src-elem', 'img-src', 'style-src-elem']),
  );
  const besides = await desktop.app.evaluate(async ({ BrowserWindow }, url) => {
    const other = new BrowserWindow({ show: false });
    const loaded = await other.loadURL(url).then(
      () => 'went through',
      (error: Error) => error.message,
    );
    other.destroy();
    return loaded;
  }, elsewhere.url);
  expect(besides).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(elsewhere.connections()).toBe(0);
});

test('text cannot become script: no eval, no inline script or handler, no style without its nonce', async ({
  spanwatch,
}) => {
  const { window } = spanwatch;
  const response = await window.reload();
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toContain('unsafe-');
  expect(policy).not.toMatch(/https?:|\*/);
  const ran = await window.evaluate(
    () =>
      new Promise((resolve) => {
        // Outside of the test's own call, which the policy does not govern.
        setTimeout(() => {
          const here = globalThis as unknown as Inside;
          const tries = {
            eval: () => (here.eval as (text: string) => unknown)('1'),
            function: () => new Function('return 1')(),
          };
          const outcome = Object.entries(tries).map(([name, attempt]) => {
            try {
              attempt();
              return `${name} ran`;
            } catch (error) {
              return `${name}: ${(error as Error).name}`;
            }
          });
          const script = document.createElement('script');
          script.textContent = 'globalThis.inline = true';
          const text = document.createElement('div');
          text.innerHTML = '<img src="data:," onerror="globalThis.handler = true">';
          const style = document.createElement('style');
          style.textContent = 'body { outline: 9px solid rgb(1, 2, 3) }';
          document.body.append(script, text, style);
          const image = text.querySelector('img');
          image?.addEventListener('error', () =>
            resolve([
              ...outcome,
              `inline ${String(here.inline)}`,
              `handler ${String(here.handler)}`,
              getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)' ? 'styled' : 'plain',
            ]),
          );
        }, 0);
      }),
  );
  expect(ran).toEqual([
    'eval: EvalError',
    'function: EvalError',
    'inline undefined',
    'handler undefined',
    'plain',
  ]);
});

test('only the files of the window are served, and nothing beside their folder', async ({
  spanwatch,
}) => {
  const statuses = await spanwatch.desktop.app.evaluate(async ({ session }) => {
    const paths = [
      '',
      'nothing.js',
      '..%2fmain.cjs',
      '%2e%2e/main.cjs',
      '..%5cmain.cjs',
      '%2fetc%2fpasswd',
      '%00',
      '%zz',
    ];
    const answers = paths.map(async (path) => {
      const answer = await session.defaultSession.fetch(`app://spanwatch/${path}`);
      return [path, answer.status];
    });
    return Promise.all(answers);
  });
  const [page, ...others] = statuses;
  expect(page).toEqual(['', 200]);
  for (const [path, status] of others) expect(status, String(path)).toBe(404);
});

test('every permission is denied', async ({ spanwatch }) => {
  const answers = await spanwatch.window.evaluate(async () => {
    const failed = (work: Promise<unknown>) =>
      work.then(
        () => 'granted',
        () => 'denied',
      );
    const place = new Promise((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(resolve, reject),
    );
    const state = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      place: await failed(place),
      notifications: await Notification.requestPermission(),
      microphone: await failed(navigator.mediaDevices.getUserMedia({ audio: true })),
      clipboard: await failed(navigator.clipboard.readText()),
      states: await Promise.all(
        ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(state),
      ),
    };
  });
  expect(answers).toEqual({
    place: 'denied',
    notifications: 'denied',
    microphone: 'denied',
    clipboard: 'denied',
    states: ['denied', 'denied', 'denied', 'denied', 'denied'],
  });
});

type Door = { call(name: string, input: unknown): Promise<unknown> };

const knock = (window: Page, name: string, input: unknown) =>
  window.evaluate(
    ([word, value]) => (globalThis as unknown as { spanwatch: Door }).spanwatch.call(word, value),
    [name, input] as const,
  );

test('main answers its own window only, known commands only, and inputs that fit only', async ({
  spanwatch,
}) => {
  const { window, desktop } = spanwatch;
  expect(await knock(window, 'settings.get', null)).toMatchObject({ ok: true });
  for (const name of ['nothing.of-the-kind', '__proto__', 'constructor', 'toString', ''])
    expect(await knock(window, name, null), name).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
  expect(await knock(window, 'manager.remove', { managerId: 7 })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid' },
  });

  const frame = await window.evaluate(() => {
    const made = document.createElement('iframe');
    document.body.append(made);
    return typeof (made.contentWindow as unknown as Inside | null)?.spanwatch;
  });
  expect(frame).toBe('undefined');

  const ownPreload = join(appFolder, 'preload.cjs');
  const foreign = await desktop.app.evaluate(async ({ BrowserWindow }, preload) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    });
    await other.loadURL('app://spanwatch/');
    const answer: unknown = await other.webContents.executeJavaScript(
      "spanwatch.call('settings.get', null).then(() => 'answered', (error) => error.message)",
    );
    other.destroy();
    return answer;
  }, ownPreload);
  expect(foreign).toContain('not allowed');
});

test('a name from a manager is shown as text, never as markup', async ({ spanwatch, practice }) => {
  const { window } = spanwatch;
  const victim = practice.control
    .entities('sessions')
    .find(({ display_name }) => display_name !== 'Test RZ');
  const name = '<img src=x onerror="document.title=1"><b>bold</b>';
  practice.control.mutate('sessions', String(victim?.id), { display_name: name });
  await addManager(window, practice);
  await goTo(window, 'Inventory');
  await sessionRow(window, name).click();
  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await window.title()).toBe('Spanwatch');
});
