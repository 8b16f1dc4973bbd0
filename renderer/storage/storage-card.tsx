import { useEffect, useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import type { StorageView } from '../../shared/storage.ts';
import { STORAGE_PARTS } from '../../shared/storage.ts';
import { bytesText } from '../../shared/storage-words.ts';
import { onEvent } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { Card, Pairs } from '../ui/card.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { LoadingState } from '../ui/states.tsx';
import { Copies } from './copies.tsx';
import './storage.css';
import { backUpNow, loadStorage, useStorageStore } from './storage-store.ts';
import { PART_WORDS } from './words.ts';

const PERCENT = 100;

/** Where everything is kept, how big it is, and its copies. */
export function StorageCard() {
  const { view, viewFailure } = useStorageStore();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void loadStorage();
    return onEvent('record.dropped', () => void loadStorage());
  }, []);
  async function backUp() {
    setBusy(true);
    const answer = await backUpNow();
    setBusy(false);
    setFailure(answer.ok ? null : answer.failure);
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
          <Copies view={view} onFailure={setFailure} />
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
