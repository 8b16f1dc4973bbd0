import type { Ref } from 'react';
import type { MergeRecord } from '../../../shared/merge-record.ts';
import { Button } from '../../ui/button.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { Copy } from '../lookup.ts';
import { mergedTitle } from './merge-words.ts';
import { MergedFields } from './merged-fields.tsx';
import '../changes.css';
import './merge.css';

type MergedCardProps = {
  record: MergeRecord;
  copy: Copy;
  titleRef?: Ref<HTMLHeadingElement>;
  /** Goes back to before it; absent where nothing was chosen, or it can't be gone back to. */
  onAgain?: (() => void) | undefined;
};

/** A merge that was made: a sentence, what was chosen, and what came by itself. */
export function MergedCard({ record, copy, titleRef, onAgain }: MergedCardProps) {
  const { fields, choices, from, to } = record;
  const isEmpty = fields.length === 0 && choices.length === 0;
  return (
    <section className="card merged-card">
      <div className="card-head">
        <div>
          <h2 ref={titleRef} tabIndex={-1}>
            {mergedTitle(record)}
          </h2>
          <p className="card-note">
            Revision {String(from ?? '?')} became {String(to ?? '?')}, read{' '}
            <TimeText at={record.theirsReadAt} form="clock" />, merged{' '}
            <TimeText at={record.at} form="clock" />
          </p>
        </div>
        {onAgain && (
          <div className="card-actions">
            <Button size="small" onClick={onAgain}>
              Choose again
            </Button>
          </div>
        )}
      </div>
      {!isEmpty && (
        <MergedFields
          fields={fields}
          choices={choices}
          who={record.by ?? 'Somebody else'}
          copy={copy}
        />
      )}
    </section>
  );
}
