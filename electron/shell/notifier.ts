import type { BrowserWindow } from 'electron';
import type { EventName, Payload } from '../../shared/contract.ts';
import { events } from '../../shared/contract.ts';
import { EVENT } from './channels.ts';

/** Tells the window; a payload that does not fit the contract is a bug and throws here, before it is sent. */
export function notifier(window: () => BrowserWindow | null) {
  return function notify<N extends EventName>(name: N, payload: Payload<N>): void {
    const target = window();
    if (!target || target.isDestroyed()) return;
    target.webContents.send(EVENT, { name, payload: events[name].parse(payload) });
  };
}
