import { inProject } from '../../electron/launch/paths.mjs';

/**
 * What Playwright itself loads first where it finds Electron by itself: the application is ready only once Playwright
 * is connected. Without it a window that opens in that moment now and then leaves both waiting for ever.
 */
export const UNTIL_CONNECTED = [
  '-r',
  inProject('node_modules', 'playwright-core', 'lib', 'server', 'electron', 'loader.js'),
];
