import { useEffect, useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import type { Backup, StorageView } from '../../shared/storage.ts';
import { STORAGE_PARTS } from '../../shared/storage.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { Card, Pairs } from '../ui/card.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { LoadingState } from '../ui/states.tsx';
import { whenOf } from '../ui/time.ts';
import { toast } from '../ui/toast.ts';
import { BackupCells } from './backup-cells.tsx';
import './storage.css';
import { loadStorage, useStorageStore } from './storage-store.ts';
import { bytesText, holdingText, PART_WORDS } from './words.ts';

const PERCENT = 100;

/** Where everything is kept, how big it is, and its copies. */
export function StorageCard() {
  const { view, viewFailure } = useStorageStore();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void loadStorage(), []);
  async function backUp() {
    setBusy(true);
    const answer = await call('storage.back-up', null);
    setBusy(false);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) toast({ title: `Backed up: ${bytesText(answer.value.bytes)}`, tone: 'ok' });
    await loadStorage();
  }
  const shown = failure ?? viewFailure;
  return (
    <Card
      title="Storage"
      padded={false}
      note={view ? `${bytesText(view.bytes)}, on this computer only` : undefined}
      actions={
        <Button size="small" busy={busy} onClick={() => void backUp()}>
          Back up now
        </Button>
      }
    >
      {shown && <FailureBanner failure={shown} />}
      {!view && !shown && <LoadingState label="Reading the storage" />}
      {view && (
        <>
          <Parts view={view} />
          <Pairs
            facts={[
              { label: 'Folder', value: <Path path={view.folder} what="folder" /> },
              { label: 'Backups', value: <Path path={view.backupFolder} what="backup folder" /> },
              {
                label: 'When one is made',
                value:
                  'each day (the newest 7 are kept), before each change of the schema (3), and by hand (20)',
              },
            ]}
          />
          <Backups view={view} onFailure={setFailure} />
        </>
      )}
    </Card>
  );
}

function Path({ path, what }: { path: string; what: string }) {
  return (
    <span className="mono-id">
      <span className="mono">{path}</span>
      <CopyButton value={path} what={what} />
    </span>
  );
}

/** Each part as a share of the whole: a bar, a size and words. */
function Parts({ view }: { view: StorageView }) {
  const parts = STORAGE_PARTS.filter((part) => view.parts[part] > 0);
  const whole = parts.reduce((sum, part) => sum + view.parts[part], 0);
  return (
    <table className="table storage-parts" aria-label="How big, by kind">
      <tbody>
        {parts.map((part) => (
          <tr key={part}>
            <th scope="row">{PART_WORDS[part].name}</th>
            <td className="storage-what">{PART_WORDS[part].what}</td>
            <td className="storage-bar" aria-hidden>
              <meter min={0} max={PERCENT} value={(view.parts[part] / whole) * PERCENT} />
            </td>
            <td className="num">{bytesText(view.parts[part])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Backups({
  view,
  onFailure,
}: {
  view: StorageView;
  onFailure: (failure: Failure) => void;
}) {
  const zone = useZone();
  const now = useNow(60_000);
  const [chosen, setChosen] = useState<Backup | null>(null);
  const [busy, setBusy] = useState(false);
  async function restore({ name }: Backup) {
    setBusy(true);
    // The window begins anew when it is done: only a failure comes back here.
    const answer = await call('storage.restore', { name });
    setBusy(false);
    setChosen(null);
    if (!answer.ok) onFailure(answer.failure);
  }
  if (view.backups.length === 0) {
    return <p className="storage-none">No backup was made yet. The first one comes by itself.</p>;
  }
  return (
    <div className="table-scroll">
      <table className="table storage-backups" aria-label="Backups">
        <thead>
          <tr>
            <th scope="col">Backup made</th>
            <th scope="col">Why</th>
            <th scope="col" className="num">
              Size
            </th>
            <th scope="col">
              <span className="visually-hidden">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.backups.map((backup) => (
            <tr key={backup.name}>
              <BackupCells backup={backup} />
              <td className="num">{bytesText(backup.bytes)}</td>
              <td className="num">
                <Button size="small" onClick={() => setChosen(backup)}>
                  Restore…
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={chosen !== null}
        onClose={() => setChosen(null)}
        danger
        busy={busy}
        title={`Go back to the backup of ${chosen ? whenOf(chosen.at, now, zone) : ''}?`}
        confirm="Restore this backup"
        onConfirm={() => chosen && void restore(chosen)}
      >
        <p>
          Everything put on record since then leaves the window: now there are{' '}
          {holdingText(view.holding)}. Nothing is deleted: the database of now is put aside in the
          folder put-aside beside it. What was sent to managers stays sent.
        </p>
      </ConfirmDialog>
    </div>
  );
}
