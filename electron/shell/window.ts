import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rectangle } from 'electron';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_ORIGIN } from './security.ts';

const DEFAULT_SIZE = { width: 1440, height: 900 };
const MIN_SIZE = { minWidth: 900, minHeight: 600 };
/** `--bg` of the theme: what shows before the first paint. */
const BACKGROUND = { light: '#f4f6f8', dark: '#0f1318' };
export const MIN_ZOOM = 0.8;
export const MAX_ZOOM = 2;

/** The window, as it was left, on a screen that is still there; shown at its first paint. */
export function createWindow(options: {
  preload: string;
  dataFolder: string;
  theme: 'system' | 'light' | 'dark';
}): BrowserWindow {
  nativeTheme.themeSource = options.theme;
  const stateFile = path.join(options.dataFolder, 'window.json');
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...MIN_SIZE,
    ...rememberedBounds(stateFile),
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
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    if (!window.isDestroyed()) remember(stateFile, window.getNormalBounds());
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** Changes the zoom by a step, within what the layout is made for. */
export function zoomBy(window: BrowserWindow, factor: number): void {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, window.webContents.getZoomFactor() * factor));
  window.webContents.setZoomFactor(next);
}

function remember(file: string, bounds: Rectangle): void {
  try {
    writeFileSync(file, JSON.stringify(bounds), { mode: 0o600 });
  } catch {
    // A size that is not remembered is no reason to trouble anybody.
  }
}

function rememberedBounds(file: string): Partial<Rectangle> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRectangle(value)) return {};
    const { workArea } = screen.getDisplayMatching(value);
    const fits =
      value.x < workArea.x + workArea.width &&
      value.y < workArea.y + workArea.height &&
      value.x + value.width > workArea.x &&
      value.y + value.height > workArea.y;
    return fits ? value : {};
  } catch {
    return {};
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Record<string, unknown>;
  return ['x', 'y', 'width', 'height'].every((key) => Number.isInteger(entry[key]));
}
