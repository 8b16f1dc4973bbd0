import { useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import type { Aside, Backup, Holding, RestoreSecrets, StorageView } from '../../shared/storage.ts';
import { bytesText, holdingText } from '../../shared/storage-words.ts';
import { count } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { unsentNotes } from '../history/unsent-notes.ts';
import { Button } from '../ui/button.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { whenOf } from '../ui/time.ts';
import { BackupCells, MadeCell, SizeAndActHeads } from './backup-cells.tsx';
import { lookAtCopy } from './storage-store.ts';
import { missingText, secretsText } from './words.ts';

/** What was chosen to go back to, and what it holds: being looked at, or not whole. */
type Chosen = {
  name: string;
  at: number;
  isAside: boolean;
  holding: Holding | null | 'looking';
  /** Null until they are counted. */
  secrets: RestoreSecrets | null;
};

/** The backups, and the databases that were put aside: each can be shown and gone back to. */
export function Copies({
  view,
  onFailure,
}: {
  view: StorageView;
  onFailure: (failure: Failure) => void;
}) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [busy, setBusy] = useState(false);

  async function choose({ name, at }: Aside, isAside: boolean) {
    setChosen({ name, at, isAside, holding: 'looking', secrets: null });
    const holding = await lookAtCopy(name);
    // Before what it holds is shown: only then it can be confirmed.
    const counted = await call('storage.secrets', { name });
    const secrets = counted.ok ? counted.value : null;
    setChosen((now) => (now?.name === name ? { ...now, holding, secrets } : now));
  }
  async function show(name: string) {
    const answer = await call('storage.show', { name });
    if (!answer.ok) onFailure(answer.failure);
  }
  async function restore({ name }: Chosen) {
    setBusy(true);
    // The window begins anew when it is done: only a failure comes back here.
    const answer = await call('storage.restore', { name });
    setBusy(false);
    setChosen(null);
    if (!answer.ok) onFailure(answer.failure);
  }
  const acts = (copy: Aside, isAside: boolean) => (
    <td className="num storage-acts">
      <Button size="small" kind="quiet" onClick={() => void show(copy.name)}>
        Show in folder
      </Button>
      <Button size="small" onClick={() => void choose(copy, isAside)}>
        Restore…
      </Button>
    </td>
  );
  return (
    <>
      <Backups backups={view.backups} acts={(backup) => acts(backup, false)} />
      {view.aside.length > 0 && <PutAside all={view.aside} acts={(one) => acts(one, true)} />}
      <Confirm
        chosen={chosen}
        now={view.holding}
        busy={busy}
        onClose={() => setChosen(null)}
        onConfirm={(one) => void restore(one)}
      />
    </>
  );
}

type Acts<T> = (copy: T) => React.ReactNode;

function Backups({ backups, acts }: { backups: readonly Backup[]; acts: Acts<Backup> }) {
  if (backups.length === 0) {
    return <p className="storage-none">No backup was made yet. The first one comes by itself.</p>;
  }
  return (
    <div className="table-scroll">
      <table className="table storage-backups" aria-label="Backups">
        <thead>
          <tr>
            <th scope="col">Backup made</th>
            <th scope="col">Why</th>
            <SizeAndActHeads />
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <tr key={backup.name}>
              <BackupCells backup={backup} />
              <td className="num">{bytesText(backup.bytes)}</td>
              {acts(backup)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MINUTE = 60_000;

function PutAside({ all, acts }: { all: readonly Aside[]; acts: Acts<Aside> }) {
  return (
    <div className="table-scroll">
      <table className="table storage-backups" aria-label="Put aside">
        <thead>
          <tr>
            <th scope="col">Database put aside</th>
            <SizeAndActHeads />
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <tr key={one.name}>
              <MadeCell at={one.at} />
              <td className="num">{bytesText(one.bytes)}</td>
              {acts(one)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Confirm({
  chosen,
  now,
  busy,
  onClose,
  onConfirm,
}: {
  chosen: Chosen | null;
  now: Holding;
  busy: boolean;
  onClose: () => void;
  onConfirm: (chosen: Chosen) => void;
}) {
  const zone = useZone();
  const today = useNow(MINUTE);
  const what = chosen?.isAside ? 'database put aside' : 'backup of';
  const isLooking = chosen?.holding === 'looking';
  return (
    <ConfirmDialog
      open={chosen !== null}
      onClose={onClose}
      danger
      busy={busy}
      blocked={
        isLooking
          ? 'It is being read'
          : chosen?.holding === null
            ? 'It is not whole: nothing can be restored of it'
            : undefined
      }
      title={`Go back to the ${what} ${chosen ? whenOf(chosen.at, today, zone) : ''}?`}
      confirm={chosen?.isAside ? 'Restore this database' : 'Restore this backup'}
      onConfirm={() => chosen && onConfirm(chosen)}
    >
      <RestoreWords
        holding={chosen?.holding ?? null}
        now={now}
        notes={unsentNotes()}
        secrets={chosen?.secrets ?? null}
      />
    </ConfirmDialog>
  );
}

/** What a copy holds, what is there now, and what would be missing. */
export function RestoreWords({
  holding,
  now,
  notes,
  secrets,
}: {
  holding: Holding | null | 'looking';
  now: Holding;
  /** Notes that were begun and not added: the window begins anew, and has them no more. */
  notes: number;
  secrets: RestoreSecrets | null;
}) {
  if (holding === 'looking') return <p role="status">Reading what it holds…</p>;
  if (holding === null) return <p role="status">It can’t be read whole: it is damaged itself.</p>;
  return (
    <>
      <p role="status">
        It holds {holdingText(holding)}. Now there are {holdingText(now)}:{' '}
        {missingText(holding, now)}.
      </p>
      <p>
        Nothing is deleted: the database of now is put aside and listed here. What was sent to
        managers stays sent.
      </p>
      {notes > 0 && (
        <p>
          <b>{count(notes, 'note')} not added yet</b> under Review would be lost: add{' '}
          {notes === 1 ? 'it' : 'them'} first.
        </p>
      )}
      {secretsText(secrets).map((text) => (
        <p key={text}>{text}</p>
      ))}
    </>
  );
}
