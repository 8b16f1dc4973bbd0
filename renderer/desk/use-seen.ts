import { useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { sayingOf, sayMark } from '../history/saying.ts';
import { wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';

/**
 * The desk's *Seen* is the reviewer's mark, and nothing else. What was marked from here keeps its place for as long as
 * the desk is in front: nothing moves under the pointer, and the mark can be taken back.
 */
export function useSeen(summaries: Readonly<Record<string, RequestSummary>>) {
  const [here, setHere] = useState<ReadonlySet<RequestId>>(new Set());

  async function put(id: RequestId, isSeen: boolean): Promise<void> {
    setHere((before) => new Set(before).add(id));
    if (await sayMark(id, isSeen ? 'seen' : null)) return;
    const { failure } = sayingOf(id);
    if (!failure) return;
    const { title, explanation, tone } = wordsOf(failure);
    toast({ title, message: explanation, tone });
  }

  /** These that ask, and those that were marked from here, in the order in which they were. */
  function withSeen(asking: readonly RequestSummary[]): { row: RequestSummary; isSeen: boolean }[] {
    const ids = new Set(asking.map(({ request }) => request.id));
    const seen = [...here].flatMap((id) => (ids.has(id) ? [] : (summaries[id] ?? [])));
    return [...asking, ...seen]
      .sort((a, b) => b.request.writtenAt - a.request.writtenAt)
      .map((row) => ({ row, isSeen: !ids.has(row.request.id) }));
  }

  return { put, withSeen };
}
