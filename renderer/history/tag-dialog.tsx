import { useEffect, useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import { count } from '../../shared/words.ts';
import { Chip, Chips } from '../ui/badge.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { doneWords, sayDone, tagMany, tagsOfMany } from './many.ts';
import { TagsInput } from './tags-input.tsx';
import { useRun } from './use-run.ts';

/** Tags that several requests get, and those that they lose. */
export function TagDialog({ ids, onClose }: { ids: readonly RequestId[]; onClose: () => void }) {
  const [add, setAdd] = useState<readonly string[]>([]);
  const [known, setKnown] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<readonly string[]>([]);
  const { done, failure, setFailure, run, stop } = useRun();
  const isBusy = done !== null;
  const requests = count(ids.length, 'request');
  // biome-ignore lint/correctness/useExhaustiveDependencies: those that were chosen when it was opened
  useEffect(() => {
    void tagsOfMany(ids).then((read) =>
      read.ok ? setKnown(read.value) : setFailure(read.failure),
    );
  }, []);

  async function put() {
    const outcome = await run((goesOn) => tagMany(ids, { add, remove }, goesOn));
    if (!outcome) return;
    onClose();
    const message = [...add, ...remove.map((tag) => `no longer ${tag}`)].join(', ');
    const those = doneWords(outcome.done, ids.length);
    sayDone(add.length > 0 ? `${those} tagged` : `${those} untagged`, message, outcome);
  }

  function toggle(tag: string) {
    setRemove(remove.includes(tag) ? remove.filter((one) => one !== tag) : [...remove, tag]);
  }

  const isNothing = add.length + remove.length === 0;
  return (
    <ConfirmDialog
      open
      // What is on record by then stays: it is said, with the way to take it back.
      onClose={isBusy ? stop : onClose}
      cancel={isBusy ? 'Stop' : 'Cancel'}
      title={`Tag ${requests}`}
      confirm={remove.length === 0 ? 'Add the tags' : 'Change the tags'}
      busy={isBusy}
      blocked={isNothing ? 'Type a tag first, or press one to be taken away' : undefined}
      onConfirm={() => void put()}
      remark={isBusy && ids.length > 1 ? `${done} of ${ids.length}` : undefined}
    >
      <p className="muted">
        Added to the tags that each of them has. Kept in the record, with your name.
      </p>
      <TagsInput label="Tags to add" tags={add} onChange={setAdd} autoFocus />
      {known.length > 0 && (
        <div className="tags-gone">
          <p className="muted small">Some of them have these. Press one to take it away:</p>
          <Chips label="Tags to take away">
            {known.map((tag) => (
              <Chip key={tag} on={remove.includes(tag)} onClick={() => toggle(tag)}>
                {remove.includes(tag) ? <s>{tag}</s> : tag}
              </Chip>
            ))}
          </Chips>
        </div>
      )}
      {failure && <FailureBanner failure={failure} />}
    </ConfirmDialog>
  );
}
