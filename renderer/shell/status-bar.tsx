import type { ManagerView } from '../../shared/manager.ts';
import type { StorageCheck } from '../../shared/storage.ts';
import { useDrafts } from '../draft/drafts.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { offsetWords } from '../manager/clock-offset.ts';
import { linkWords } from '../manager/link.ts';
import { sortManagers, useManagerStore } from '../manager/manager-store.ts';
import { useStorageStore } from '../storage/storage-store.ts';
import { Dot } from '../ui/badge.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { zoneName } from '../ui/time.ts';
import { useShownManager } from './shown-manager.ts';

const MINUTE = 60_000;
const CHECK_WORDS: Record<StorageCheck, string | null> = {
  pending: 'Checking the data…',
  unread: 'The data was not checked yet: its file can’t be read whole now',
  whole: null,
};

/** "Connected to 2 of 3 managers", or what still works with none. */
function reachability(managers: readonly ManagerView[], drafts: number): string {
  if (managers.length === 0) return 'No manager yet: nothing leaves this computer';
  const asked = managers.filter(({ link }) => link.state !== 'not-asked');
  const reachable = managers.filter(({ link }) => link.state === 'reachable').length;
  if (asked.length === 0) return 'No manager was asked yet';
  if (reachable === 0) {
    const wait = drafts === 1 ? '1 draft waits' : `${drafts} drafts wait`;
    const offline = managers.every(({ link }) => ['unreachable', 'not-asked'].includes(link.state));
    const why = offline ? 'Offline' : 'No manager can be asked';
    return `${why}: browsing, editing and reviewing work${drafts ? `; ${wait}` : ''}`;
  }
  return `Connected to ${reachable} of ${managers.length} ${managers.length === 1 ? 'manager' : 'managers'}`;
}

/** `clock 3.1 s behind nsx-ams-vip`: ours, seen from the manager in front. */
function clockWords({ manager, facts }: ManagerView): string | null {
  const words = offsetWords(facts?.clockOffsetMs ?? 0);
  if (!words) return null;
  return `clock ${words.by} ${words.managerIs === 'behind' ? 'ahead of' : 'behind'} ${manager.name}`;
}

/** For as long as it isn't known whether the data is whole. */
function CheckWords() {
  const check = useStorageStore((state) => state.check);
  const words = check === null ? null : CHECK_WORDS[check];
  return words && <span className="status-optional">{words}</span>;
}

export function StatusBar() {
  const zone = useZone();
  const now = useNow(MINUTE);
  const managers = sortManagers(useManagerStore((state) => state.byId));
  const drafts = useDrafts((state) => Object.keys(state.drafts).length);
  const shown = useShownManager();
  const trouble = managers.find(
    (view) => !['reachable', 'not-asked'].includes(view.link.state) && managers.length > 1,
  );
  const isReviewing = useIsReviewing();
  const online = managers.some(({ link }) => link.state === 'reachable');
  const clock = shown.is === 'manager' ? clockWords(shown.view) : null;
  const name = zoneName(now, zone);
  return (
    <footer className="status-bar">
      <span>
        <Dot tone={online ? 'ok' : 'neutral'} hollow={!online} />
        {isReviewing
          ? 'Reviewer mode: no manager, no keychain, no network'
          : reachability(managers, drafts)}
      </span>
      {trouble && (
        <span className="status-optional">
          {trouble.manager.name}: {linkWords(trouble, zone).phrase}
        </span>
      )}
      <CheckWords />
      <span className="status-end status-optional">
        {zone === 'utc' || name === 'UTC' ? 'Times UTC' : `Times local, ${name}`}
        {clock && ` · ${clock}`}
      </span>
    </footer>
  );
}
