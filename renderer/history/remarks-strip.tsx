import type { RequestSummary } from '../../shared/request.ts';
import { Tag } from '../ui/badge.tsx';
import { MarkBadge } from './cells.tsx';
import './review-tab.css';

/** The mark and the tags of a request, under its sentence; nothing where it has none. */
export function RemarksStrip({ summary: { mark, tags = [] } }: { summary: RequestSummary }) {
  if (!mark && tags.length === 0) return null;
  return (
    <span className="remarks-strip">
      {mark && <MarkBadge mark={mark} />}
      {tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </span>
  );
}
