import { IconDatabaseOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import type { StorageTrouble } from '../../shared/storage.ts';
import { bytesText, holdingText } from '../../shared/storage-words.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { LoadingState, Notice } from '../ui/states.tsx';
import { whenOf } from '../ui/time.ts';
import { BackupCells, SizeAndActHeads } from './backup-cells.tsx';
import './storage.css';
import { loadTrouble, useStorageStore } from './storage-store.ts';
import { FOUND_WORDS, missingText, TROUBLE_WORDS } from './words.ts';

type Choice = { what: 'restore'; name: string } | { what: 'begin-anew' };

/** All that there is while the data can't be opened: what is wrong, and the ways on. */
export function TroubleScreen() {
  const trouble = useStorageStore((state) => state.trouble);
  const troubleFailure = useStorageStore((state) => state.troubleFailure);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void loadTrouble(), []);
  // The window begins anew when it is done: only a failure comes back here.
  async function run(next: Choice | 'try-again') {
    setBusy(true);
    const answer =
      next === 'try-again'
        ? await call('storage.try-again', null)
        : next.what === 'restore'
          ? await call('storage.restore', { name: next.name })
          : await call('storage.begin-anew', null);
    setBusy(false);
    setChoice(null);
    setFailure(answer.ok ? null : answer.failure);
  }
  const shown = failure ?? troubleFailure;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
    <main className="scroller trouble" tabIndex={0} aria-label="Storage">
      <Page
        title={trouble ? TROUBLE_WORDS[trouble.kind].title : 'The data can’t be opened'}
        note={FOUND_WORDS[trouble?.found ?? 'at-start']}
        actions={
          <Button busy={busy} onClick={() => void run('try-again')}>
            Try again
          </Button>
        }
      >
        {shown && <FailureBanner failure={shown} />}
        {!trouble && !troubleFailure && <LoadingState label="Looking at the backups" />}
        {trouble && <Explained trouble={trouble} />}
        {trouble && (
          <Copies
            trouble={trouble}
            busy={busy}
            onRestore={(name) => setChoice({ what: 'restore', name })}
          />
        )}
        {trouble && trouble.kind === 'damaged' && (
          <Card title="Begin with an empty database">
            <div className="trouble-anew">
              <p>Managers, drafts and the record of requests begin anew.</p>
              <Button onClick={() => setChoice({ what: 'begin-anew' })}>Begin anew…</Button>
            </div>
          </Card>
        )}
      </Page>
      <Confirm
        choice={choice}
        trouble={trouble}
        busy={busy}
        onClose={() => setChoice(null)}
        onConfirm={(chosen) => void run(chosen)}
      />
    </main>
  );
}

function Explained({ trouble }: { trouble: StorageTrouble }) {
  return (
    <Notice
      tone={trouble.kind === 'damaged' ? 'danger' : 'warning'}
      icon={<IconDatabaseOff size={18} aria-hidden />}
      title={trouble.file}
      loud
    >
      <p>{TROUBLE_WORDS[trouble.kind].text}</p>
      <p className="mono trouble-words">{trouble.detail}</p>
      {trouble.kind === 'damaged' && (
        <p>
          {trouble.holding
            ? `What can still be counted in it: ${holdingText(trouble.holding)}.`
            : 'How much it holds can’t be read any more.'}
        </p>
      )}
    </Notice>
  );
}

function Copies({
  trouble,
  busy,
  onRestore,
}: {
  trouble: StorageTrouble;
  busy: boolean;
  onRestore: (name: string) => void;
}) {
  const { backups, damagedBackups } = trouble;
  return (
    <Card
      title="Backups"
      padded={false}
      note={
        damagedBackups > 0
          ? `${damagedBackups} more ${damagedBackups === 1 ? 'is' : 'are'} damaged too, and not offered`
          : 'each was read whole just now'
      }
    >
      {backups.length === 0 ? (
        <p className="storage-none">No backup that could be restored is there.</p>
      ) : (
        <div className="table-scroll">
          <table className="table storage-backups">
            <thead>
              <tr>
                <th scope="col">Made</th>
                <th scope="col">Why</th>
                <th scope="col">Holds</th>
                <SizeAndActHeads />
              </tr>
            </thead>
            <tbody>
              {backups.map((backup, index) => (
                <tr key={backup.name}>
                  <BackupCells backup={backup} />
                  <td>
                    {holdingText(backup.holding)}
                    <small className="storage-missing">
                      {missingText(backup.holding, trouble.holding) ??
                        'what was put on record since is missing in it; how much can’t be told'}
                    </small>
                  </td>
                  <td className="num">{bytesText(backup.bytes)}</td>
                  <td className="num">
                    <Button
                      size="small"
                      kind={index === 0 ? 'primary' : undefined}
                      disabled={busy}
                      onClick={() => onRestore(backup.name)}
                    >
                      Restore…
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Confirm({
  choice,
  trouble,
  busy,
  onClose,
  onConfirm,
}: {
  choice: Choice | null;
  trouble: StorageTrouble | null;
  busy: boolean;
  onClose: () => void;
  onConfirm: (choice: Choice) => void;
}) {
  const zone = useZone();
  const now = useNow(60_000);
  const backup = trouble?.backups.find(
    ({ name }) => choice?.what === 'restore' && choice.name === name,
  );
  const isAnew = choice?.what === 'begin-anew';
  return (
    <ConfirmDialog
      open={choice !== null}
      onClose={onClose}
      danger={isAnew}
      busy={busy}
      title={
        isAnew
          ? 'Begin with an empty database?'
          : `Restore the backup of ${backup ? whenOf(backup.at, now, zone) : ''}?`
      }
      confirm={isAnew ? 'Begin anew' : 'Restore this backup'}
      onConfirm={() => choice && onConfirm(choice)}
    >
      <p>
        {isAnew
          ? 'Nothing is deleted: the damaged database is put aside in the folder put-aside beside it.'
          : `It holds ${backup ? holdingText(backup.holding) : ''}. The database of now is put aside, not deleted.`}
      </p>
    </ConfirmDialog>
  );
}
