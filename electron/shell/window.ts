import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rectangle } from 'electron';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import * as z from 'zod/mini';
import { APP_ORIGIN } from './security.ts';

const DEFAULT_SIZE = { width: 1440, height: 900 };
const MIN_SIZE = { minWidth: 900, minHeight: 600 };
/** `--bg` of the theme: what shows before the first paint. */
const BACKGROUND = { light: '#f4f6f8', dark: '#0f1318' };
export const MIN_ZOOM = 0.8;
export const MAX_ZOOM = 2;

/** The window, as it was left, on a screen that is still there; shown at its first paint. */
export function createWindow(options: { preload: string; dataFolder: string }): BrowserWindow {
  const stateFile = path.join(options.dataFolder, 'window.json');
  const remembered = recall(stateFile);
  nativeTheme.themeSource = remembered.theme;
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...MIN_SIZE,
    ...remembered.bounds,
    show: false,
    title: 'Spanwatch',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // The window's scripts are the same until the next version: compiled at the first start, and kept.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    if (!window.isDestroyed())
      remember(stateFile, window.getNormalBounds(), nativeTheme.themeSource);
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** Changes the zoom by a step, within what the layout is made for. */
export function zoomBy(window: BrowserWindow, factor: number): void {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, window.webContents.getZoomFactor() * factor));
  window.webContents.setZoomFactor(next);
}

type Theme = 'system' | 'light' | 'dark';

function remember(file: string, bounds: Rectangle, theme: Theme): void {
  try {
    writeFileSync(file, JSON.stringify({ bounds, theme }), { mode: 0o600 });
  } catch {
    // A size that is not remembered is no reason to trouble anybody.
  }
}

const Remembered = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int(),
    height: z.int(),
  }),
  theme: z.enum(['system', 'light', 'dark']),
});

/** What was remembered; the place only while a screen is still there. */
function recall(file: string): { bounds: Partial<Rectangle>; theme: Theme } {
  try {
    const { bounds, theme } = Remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { bounds: isOnScreen(bounds) ? bounds : {}, theme };
  } catch {
    return { bounds: {}, theme: 'system' };
  }
}

function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  return (
    bounds.x < workArea.x + workArea.width &&
    bounds.y < workArea.y + workArea.height &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y + bounds.height > workArea.y
  );
}
