import type { ManagerId } from '../../shared/ids.ts';
import { useIsReviewing } from '../evidence/review-mode.ts';
import { chooseManager } from '../settings/settings-store.ts';
import { useNow, useZone } from '../ui/clock.ts';
import { KeyHint, MOD } from '../ui/key-hint.tsx';
import { whenOf } from '../ui/time.ts';
import { useInventoryAge, useOpenWatches } from './attention.ts';
import { ManagerMenu } from './manager-menu.tsx';
import { openPalette } from './palette-door.ts';
import { go } from './route-store.ts';
import { useShownManager } from './shown-manager.ts';

const MINUTE = 60_000;

/** Which manager, which environment, and whether it can be reached: always in view. */
export function TitleBar() {
  const shown = useShownManager();
  const isReviewing = useIsReviewing();
  const view = shown.is === 'manager' ? shown.view : null;
  const colour = view?.manager.colour ?? (shown.is === 'gone' ? shown.colour : 'none');
  return (
    <header className="title-bar" data-colour={colour}>
      <b>Spanwatch</b>
      {!isReviewing && <ManagerMenu shown={shown} />}
      {!isReviewing && <WatchesPill />}
      {view && <InventoryPill managerId={view.manager.id} />}
      <button
        type="button"
        className="pill command-box"
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <span className="truncate">Search or run a command</span>
        <span aria-hidden>
          <KeyHint keys={[MOD, 'K']} />
        </span>
      </button>
    </header>
  );
}

function WatchesPill() {
  const open = useOpenWatches().length;
  if (open === 0) return null;
  return (
    <button
      type="button"
      className="pill pill-optional"
      data-muted
      onClick={() => go({ screen: 'desk' })}
    >
      {open === 1 ? '1 watch open' : `${open} watches open`}
    </button>
  );
}

function InventoryPill({ managerId }: { managerId: ManagerId }) {
  const zone = useZone();
  const now = useNow(MINUTE);
  const state = useInventoryAge(managerId);
  if (!state) return null;
  const words = state.reading
    ? 'reading the inventory'
    : state.asOf
      ? `inventory as of ${whenOf(state.asOf, now, zone).replace(/^(\d\d:\d\d):\d\d$/, '$1')}`
      : 'inventory not read yet';
  return (
    <button
      type="button"
      className="pill pill-optional"
      data-muted
      onClick={() => {
        chooseManager(managerId);
        go({ screen: 'inventory' });
      }}
    >
      {words}
    </button>
  );
}
