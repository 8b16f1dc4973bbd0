import { contextBridge, ipcRenderer } from 'electron';

/** The one typed door: two functions, two channels. Names and payloads are checked in main and in bridge.ts. */
const CALL = 'call';
const EVENT = 'event';

contextBridge.exposeInMainWorld('spanwatch', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL, name, input),
  onEvent: (listener: (message: unknown) => void): (() => void) => {
    // The Electron event is left out on purpose: it carries `sender`.
    const forward = (_event: unknown, message: unknown) => listener(message);
    ipcRenderer.on(EVENT, forward);
    return () => ipcRenderer.removeListener(EVENT, forward);
  },
});
