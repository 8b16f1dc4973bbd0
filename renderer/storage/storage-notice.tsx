import { IconX } from '@tabler/icons-react';
import { type CatchingUp, catchingUpText } from '../../shared/catching-up.ts';
import type { Restored } from '../../shared/storage.ts';
import { holdingText } from '../../shared/storage-words.ts';
import { IconButton } from '../ui/button.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { wordsOf } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import { whenOf } from '../ui/time.ts';
import './storage.css';

const MINUTE = 60_000;

import { forgetRestored, useStorageStore } from './storage-store.ts';

/** Once, above every screen, after a copy took the place of the database: which one, and where the former is. */
export function RestoredNotice() {
  const zone = useZone();
  const now = useNow(MINUTE);
  const restored = useStorageStore((state) => state.restored);
  if (!restored) return null;
  return (
    <div className="storage-notice">
      <RestoredWords restored={restored} when={whenOf(restored.from, now, zone)} />
    </div>
  );
}

export function RestoredWords({ restored, when }: { restored: Restored; when: string }) {
  return (
    <Notice
      tone="ok"
      title={`Restored as of ${when}: ${holdingText(restored.holding)}`}
      actions={
        <IconButton small label="Close" icon={<IconX size={14} />} onClick={forgetRestored} />
      }
    >
      <p>
        {restored.aside === null
          ? 'There was no database before.'
          : 'The database of before is put aside; Settings › Storage lists it and goes back to it: '}
        {restored.aside !== null && <span className="mono">{restored.aside}</span>}
      </p>
    </Notice>
  );
}

/** Above every screen for as long as it isn't known of every request whether it is in doubt: nothing is sent meanwhile. */
export function CatchingUpNotice() {
  const catchingUp = useStorageStore((state) => state.catchingUp);
  if (!catchingUp) return null;
  return (
    <div className="storage-notice">
      <CatchingUpWords catchingUp={catchingUp} />
    </div>
  );
}

export function CatchingUpWords({ catchingUp }: { catchingUp: CatchingUp }) {
  return (
    <Notice tone="info" title={<span className="updating-far">{catchingUpText(catchingUp)}</span>}>
      <p>
        The newest requests are there first. Nothing is sent until all are: an earlier write may be
        in doubt.
      </p>
    </Notice>
  );
}

/** Above every screen for as long as nothing can be put on record. */
export function StorageNotice() {
  const failing = useStorageStore((state) => state.failing);
  if (!failing) return null;
  const { title, explanation, next } = wordsOf(failing);
  return (
    <div className="storage-notice">
      <Notice tone="danger" title={title} loud>
        <p>
          {explanation} {next}
        </p>
      </Notice>
    </div>
  );
}
