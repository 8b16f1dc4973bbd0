import type { Draft } from '../../../shared/draft.ts';
import { Badge } from '../../ui/badge.tsx';
import { waiting } from './merge-words.ts';

/** That somebody else had to do with the object of a draft; null where nobody had. */
export function standingBadge(draft: Draft) {
  if (draft.standing?.state === 'gone') return <Badge tone="danger">deleted on the manager</Badge>;
  const left = waiting(draft);
  if (left !== null) {
    return <Badge tone="warning">{left === 0 ? 'merge to finish' : `${left} to choose`}</Badge>;
  }
  if (draft.standing?.state === 'moved') {
    return <Badge tone="warning">changed on the manager</Badge>;
  }
  return null;
}
