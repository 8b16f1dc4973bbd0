import { create } from 'zustand';
import type { Output } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { call, onEvent } from '../bridge.ts';
import { useZoneStore } from '../ui/clock.ts';

export type AppInfo = Output<'app.info'>;

interface SettingsState {
  settings: Settings;
  /** False until the first answer; the defaults stand in. */
  loaded: boolean;
  /** Main could not open the data: `storage.trouble` says why. */
  isClosed: boolean;
  /** What runs here: versions, folder, keychain. Null until main has answered. */
  info: AppInfo | null;
}

export const useSettings = create<SettingsState>(() => ({
  settings: DEFAULT_SETTINGS,
  loaded: false,
  isClosed: false,
  info: null,
}));

/** What main has said last, and what was changed here that it has not answered yet, the oldest first. */
let known: Settings = DEFAULT_SETTINGS;
let changing: readonly Partial<Settings>[] = [];

/** What main says, under what is being changed: an older answer puts nothing back that was typed since. */
function take(said: Settings) {
  known = said;
  show(changing.reduce<Settings>((settings, change) => ({ ...settings, ...change }), said));
}

function show(settings: Settings) {
  document.documentElement.dataset.density = settings.density;
  useZoneStore.setState({ zone: settings.timeZone });
  useSettings.setState({ settings });
}

/** Fills the store and keeps it up. Once, at start. */
export async function startSettings(): Promise<void> {
  onEvent('settings.changed', take);
  const settings = await call('settings.get', null);
  if (settings.ok) take(settings.value);
  // The data can't be opened: nothing else can be asked for then.
  const isClosed = !settings.ok && settings.failure.kind === 'storage' && settings.failure.closed;
  useSettings.setState({ loaded: true, isClosed: isClosed === true });
}

/** What runs here, and what changes by itself: the data folder's size, the keychain, which may take its time. */
export async function loadInfo(): Promise<void> {
  const info = await call('app.info', null);
  if (info.ok) useSettings.setState({ info: info.value });
}

/** Stores a change; the window follows at once and goes back if it was not taken. */
export async function changeSettings(change: Partial<Settings>): Promise<Failure | null> {
  changing = [...changing, change];
  take(known);
  const answer = await call('settings.set', change);
  changing = changing.filter((one) => one !== change);
  take(answer.ok ? answer.value : known);
  return answer.ok ? null : answer.failure;
}

/** Puts a manager in front: title bar, inventory, new drafts. */
export function chooseManager(currentManagerId: string): void {
  void changeSettings({ currentManagerId });
}
