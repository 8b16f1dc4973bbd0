import { IconArrowsDiff, IconPackageExport, IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { openExportDialog } from '../evidence/evidence-store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner, wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { compareTwo, tagMany } from './many.ts';
import { useRequests } from './requests-state.ts';
import { MOST_CHOSEN } from './selection.ts';
import { TagsInput } from './tags-input.tsx';

const TWO = 2;

/** How many requests are chosen, and what can be done with them together. */
export function SelectionBar({ onAlone }: { onAlone: () => void }) {
  const chosen = useRequests((state) => state.selection.ids);
  const [isTagging, setIsTagging] = useState(false);
  const ids = [...chosen] as RequestId[];
  const [first, second] = ids;

  async function compare() {
    if (!first || !second) return;
    const failure = await compareTwo(first, second);
    if (failure) toast({ title: wordsOf(failure).title, tone: 'danger' });
  }

  return (
    <section className="selection-bar" aria-label="Chosen requests">
      <span role="status">
        <b>{ids.length.toLocaleString('en')} selected</b>
        {ids.length >= MOST_CHOSEN && <span className="muted"> · the most at once</span>}
      </span>
      <span className="selection-acts">
        <Button
          size="small"
          icon={<IconPackageExport size={15} />}
          onClick={() => openExportDialog(ids)}
        >
          Export…
        </Button>
        <Button
          size="small"
          icon={<IconArrowsDiff size={15} />}
          disabled={ids.length !== TWO}
          why="Two requests can be compared: choose exactly two"
          onClick={() => void compare()}
        >
          Compare
        </Button>
        <Button size="small" icon={<IconTag size={15} />} onClick={() => setIsTagging(true)}>
          Tag…
        </Button>
        <IconButton
          small
          label="Choose only the one in front"
          icon={<IconX size={15} />}
          onClick={onAlone}
        />
      </span>
      {isTagging && <TagDialog ids={ids} onClose={() => setIsTagging(false)} />}
    </section>
  );
}

function TagDialog({ ids, onClose }: { ids: readonly RequestId[]; onClose: () => void }) {
  const [tags, setTags] = useState<readonly string[]>([]);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isBusy = done !== null;
  const requests = count(ids.length, 'request');

  async function put() {
    setFailure(null);
    setDone(0);
    const outcome = await tagMany(ids, tags, setDone);
    setDone(null);
    if (outcome.failure) return setFailure(outcome.failure);
    onClose();
    toast({ title: `${requests} tagged`, message: tags.join(', '), tone: 'ok' });
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Tag ${requests}`}
      confirm="Add the tags"
      busy={isBusy}
      blocked={tags.length === 0 ? 'Type a tag first' : undefined}
      onConfirm={() => void put()}
      remark={isBusy && ids.length > 1 ? `${done} of ${ids.length}` : undefined}
    >
      <p className="muted">
        Added to the tags that each of them has. Kept in the record, with your name.
      </p>
      <TagsInput label="Tags to add" tags={tags} onChange={setTags} autoFocus />
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
