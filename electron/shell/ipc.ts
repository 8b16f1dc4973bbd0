import type { BrowserWindow } from 'electron';
import { ipcMain } from 'electron';
import type { EventName, Payload } from '../../shared/contract.ts';
import { events } from '../../shared/contract.ts';
import { isOwnFrame } from './security.ts';

/** The two channels, in all. Their names stand here and in preload.ts. */
const CALL = 'call';
const EVENT = 'event';

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

/** Tells the window; a payload that does not fit the contract is a bug and throws here, before it is sent. */
export function notifier(window: () => BrowserWindow | null) {
  return function notify<N extends EventName>(name: N, payload: Payload<N>): void {
    const target = window();
    if (!target || target.isDestroyed()) return;
    target.webContents.send(EVENT, { name, payload: events[name].parse(payload) });
  };
}
