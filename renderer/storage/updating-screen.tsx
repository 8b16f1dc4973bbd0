import type { StorageUpdate } from '../../shared/storage.ts';
import { updateText } from '../../shared/storage-words.ts';
import { Page } from '../ui/page.tsx';
import { Notice } from '../ui/states.tsx';
import './storage.css';

/** While files of an earlier version are brought up to date: how far that is. The window begins anew when it is done. */
export function UpdatingScreen({ update }: { update: StorageUpdate }) {
  const { phase, done, total } = update;
  const isCounted = phase === 'updating' && total > 0;
  return (
    <main className="scroller trouble" aria-label="Storage">
      <Page
        title="The record is being brought up to date"
        note="It was written by an earlier version of Spanwatch. No manager is asked meanwhile, and nothing is sent"
      >
        <Notice tone="info" title={<span className="updating-far">{updateText(update)}</span>}>
          {isCounted && (
            <progress
              className="updating-bar"
              aria-label="Brought up to date"
              max={total}
              value={done}
            />
          )}
          <p>
            A whole copy of before is kept in the backups. Spanwatch may be closed at any time: the
            next start goes on with it.
          </p>
        </Notice>
      </Page>
    </main>
  );
}
