import {
  IconActivity,
  IconLayoutDashboard,
  IconList,
  IconPencil,
  IconServer2,
  IconSettings,
} from '@tabler/icons-react';
import type { Screen } from './route-store.ts';

/** What each screen is called, and its icon. */
export const SCREEN_FACTS: Record<Screen, { label: string; Icon: typeof IconList; note: string }> =
  {
    desk: { label: 'Desk', Icon: IconLayoutDashboard, note: 'What needs a person now' },
    managers: { label: 'Managers', Icon: IconServer2, note: 'Addresses, trust, sign-in' },
    inventory: { label: 'Inventory', Icon: IconList, note: 'Sessions and what they share' },
    drafts: { label: 'Drafts', Icon: IconPencil, note: 'Edits that are not sent yet' },
    requests: { label: 'Requests', Icon: IconActivity, note: 'Everything that was ever sent' },
    settings: { label: 'Settings', Icon: IconSettings, note: 'Appearance, polling, storage' },
  };
