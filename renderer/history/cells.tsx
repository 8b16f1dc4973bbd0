import {
  IconEye,
  IconMessage,
  IconQuestionMark,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isSending } from '../../shared/history.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { RequestSummary, ReviewMark } from '../../shared/request.ts';
import { count, durationText, MARK_WORDS, shortId, signedName } from '../../shared/words.ts';
import { SummaryBadge } from '../realization/verdict-badge.tsx';
import { Badge, Method, type Tone } from '../ui/badge.tsx';
import { TimeText } from '../ui/time-text.tsx';
import type { ColumnId } from './column-ids.ts';
import { WrongSign } from './wrong-record.tsx';

const SIZE = 13;
const STROKE = 2.2;

const MARKS: Record<ReviewMark, { tone: Tone; Icon: typeof IconEye }> = {
  seen: { tone: 'neutral', Icon: IconEye },
  questioned: { tone: 'warning', Icon: IconQuestionMark },
  'signed-off': { tone: 'ok', Icon: IconRosetteDiscountCheck },
};

/** The shape of a reviewer's mark, for beside its word. */
export function MarkShape({ mark }: { mark: ReviewMark }) {
  const { Icon } = MARKS[mark];
  return <Icon size={SIZE} stroke={STROKE} aria-hidden />;
}

/** A reviewer's mark: colour, shape and word. */
export function MarkBadge({ mark: { mark, by } }: { mark: NonNullable<RequestSummary['mark']> }) {
  return (
    <Badge
      tone={MARKS[mark].tone}
      icon={<MarkShape mark={mark} />}
      title={`${MARK_WORDS[mark]} by ${signedName(by)}`}
    >
      {MARK_WORDS[mark]}
    </Badge>
  );
}

/** That people said something of a request, in signs: how many notes, and the mark. */
export function RemarkSigns({ summary }: { summary: RequestSummary }) {
  const { notes = 0, mark } = summary;
  if (notes === 0 && !mark) return null;
  return (
    <span className="remark-signs">
      {mark && <MarkSign mark={mark} />}
      {notes > 0 && <NoteCount notes={notes} />}
    </span>
  );
}

/** A reviewer's mark as its shape alone, with who put it. */
export function MarkSign({ mark }: { mark: NonNullable<RequestSummary['mark']> }) {
  return (
    <span className="mark-sign" data-tone={MARKS[mark.mark].tone} title={markTitle(mark)}>
      <MarkShape mark={mark.mark} />
      <span className="visually-hidden">{markTitle(mark)}</span>
    </span>
  );
}

const markTitle = ({ mark, by }: NonNullable<RequestSummary['mark']>) =>
  `${MARK_WORDS[mark]} by ${signedName(by)}`;

function NoteCount({ notes }: { notes: number }) {
  return (
    <span className="note-count" title={count(notes, 'note')}>
      <IconMessage size={SIZE} stroke={1.8} aria-hidden />
      <span aria-hidden>{notes}</span>
      <span className="visually-hidden">{count(notes, 'note')}</span>
    </span>
  );
}

/** What stands in a column of the table. */
export function cellOf(column: ColumnId, summary: RequestSummary): ReactNode {
  const { request, nsxRequestId, nodesDone, nodesTotal, durationMs, tags = [], notes } = summary;
  switch (column) {
    case 'time':
      return <TimeText at={request.writtenAt} form="clock" />;
    case 'manager':
      return (
        <span className="manager-cell" data-colour={request.managerColour}>
          <span className="swatch" aria-hidden />
          <span className="truncate">{request.managerName}</span>
        </span>
      );
    case 'entity':
      return (
        <span className="truncate entity-cell" title={request.entityName}>
          {request.kind !== 'sessions' && <span className="muted">{KIND_NAME[request.kind]} </span>}
          {request.entityName}
        </span>
      );
    case 'kind':
      return <span className="truncate">{KIND_NAME[request.kind]}</span>;
    case 'method':
      return <Method method={request.method} />;
    case 'request-id':
      return nsxRequestId ? (
        <span className="mono" title={nsxRequestId}>
          {shortId(nsxRequestId)}
        </span>
      ) : (
        <span className="muted">{isSending(summary) ? 'none yet' : 'no id'}</span>
      );
    case 'verdict':
      return (
        <>
          <SummaryBadge summary={summary} />
          <WrongSign requestId={request.id} />
        </>
      );
    case 'nodes':
      return nodesTotal > 0 ? `${nodesDone}/${nodesTotal}` : null;
    case 'duration':
      return durationMs === null ? null : durationText(durationMs);
    case 'checks':
      return summary.checks === 0 ? null : summary.checks.toLocaleString('en');
    case 'user':
      return <span className="truncate">{request.user}</span>;
    case 'tags':
      return (
        <span className="truncate" title={tags.join(', ')}>
          {tags.join(', ')}
        </span>
      );
    case 'notes':
      return notes ? <NoteCount notes={notes} /> : null;
    case 'mark':
      return summary.mark ? <MarkBadge mark={summary.mark} /> : null;
  }
}
