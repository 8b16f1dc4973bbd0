import { go } from './route-store.ts';

/** A card of the settings that is far down. */
export type SettingPart = 'record' | 'storage';

export const settingId = (part: SettingPart) => `settings-${part}`;

/** Shows the settings with this card in sight. */
export function showSetting(part: SettingPart): void {
  go({ screen: 'settings' });
  // The settings are drawn by the next frame, if they were not in front already.
  requestAnimationFrame(() => {
    document.getElementById(settingId(part))?.scrollIntoView({ block: 'start' });
  });
}
