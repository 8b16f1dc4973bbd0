import type { BrowserWindow } from 'electron';
import { ipcMain } from 'electron';
import { isOwnFrame } from './security.ts';

/** One of the two channels; the other one is notifier.ts's. Their names stand here, there and in preload.ts. */
const CALL = 'call';

type Dispatch = (name: unknown, input: unknown) => Promise<unknown>;

/** Lets the window call main, and nobody else. Calls wait until main is ready. */
export function listenForCalls(window: BrowserWindow, ready: Promise<Dispatch>): void {
  ipcMain.handle(CALL, async (event, name: unknown, input: unknown) => {
    if (event.sender !== window.webContents || !isOwnFrame(event.senderFrame, event.sender)) {
      throw new Error('not allowed');
    }
    const dispatch = await ready;
    return dispatch(name, input);
  });
}
