import { IconX } from '@tabler/icons-react';
import type { DraftId } from '../../shared/ids.ts';
import { count } from '../../shared/words.ts';
import { IconButton } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { ChangeValue } from './change-value.tsx';
import { draftStore, useDrafts } from './drafts.ts';
import type { Copy } from './lookup.ts';

/** After the live revision was taken: what somebody else has changed, which is in the draft now or was kept as typed. */
export function TheirsNotice({ id, copy }: { id: DraftId; copy: Copy }) {
  const theirs = useDrafts((state) => state.theirs[id]);
  if (!theirs) return null;
  const title =
    theirs.length === 0
      ? 'The live revision is taken; nobody changed a field'
      : `The live revision is taken; ${count(theirs.length, 'field')} had been changed on the manager`;
  return (
    <Notice
      tone="info"
      title={title}
      actions={
        <IconButton
          small
          label="Close"
          icon={<IconX size={14} />}
          onClick={() => draftStore.getState().seenTheirs(id)}
        />
      }
    >
      {theirs.length > 0 && (
        <>
          <p>Where you had typed yourself, yours was kept; the rest is theirs.</p>
          <ul className="theirs">
            {theirs.map(({ label, base, mine }) => (
              <li key={label}>
                <span className="mono">{label}</span>{' '}
                <ChangeValue value={base} other={mine} copy={copy} state="gone" />{' '}
                <span aria-hidden>→</span>
                <span className="visually-hidden">became</span>{' '}
                <ChangeValue value={mine} other={base} copy={copy} state="moved" />
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
