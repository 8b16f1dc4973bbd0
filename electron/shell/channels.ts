/** What main tells the window goes over this channel; the other one, for calls, is ipc.ts's. preload.ts has their names too. */
export const EVENT = 'event';
