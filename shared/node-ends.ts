import type { StateClass } from './realization.ts';
import { classOfState } from './realization.ts';
import type { Request, RequestEvent } from './request.ts';
import type { NodeNames } from './sentence.ts';
import { nodeName } from './sentence.ts';
import { shortId, stateLabel } from './words.ts';

/** How one transport node was seen last, in one session where there are several. */
export type NodeEnd = {
  /** The node's id, and the session's before it where there are several. */
  key: string;
  name: string;
  state: string;
  stateClass: StateClass;
  /** From the send (or the begin of the watch) to the check since which it is realized, ms; null where it is not. */
  realizedMs: number | null;
  /** From the check before that one (or the send) to it, ms: when in between it was realized is not known. */
  withinMs: number | null;
};

/** The end of each transport node that a check has named, in the order in which NSX first named them. `idText`: of a session without a name. */
export function nodeEnds(
  request: Request,
  events: readonly RequestEvent[],
  names: NodeNames,
  idText: (id: string) => string = shortId,
): NodeEnd[] {
  const ordered = [...events].sort((a, b) => a.seq - b.seq);
  const sessions = new Map<string, string>();
  for (const { fact } of ordered) {
    if (fact.type !== 'watch-started') continue;
    sessions.set(fact.sessionId, fact.sessionName ?? idText(fact.sessionId));
  }
  const began =
    ordered.find(({ fact }) => fact.type === 'sent') ??
    ordered.find(({ fact }) => fact.type === 'watch-started');
  const start = began?.at ?? request.writtenAt;
  const ends = new Map<string, NodeEnd>();
  const lastOf = new Map<string | null, number>();
  for (const { at, fact } of ordered) {
    if (fact.type !== 'checked') continue;
    const of = sessions.size > 1 ? (fact.sessionId ?? '') : null;
    const sinceMs = Math.max(0, at - (lastOf.get(of) ?? start));
    lastOf.set(of, at);
    for (const node of fact.nodes) {
      const key = of === null ? node.nodeId : `${of}/${node.nodeId}`;
      const name = nodeName(node, names);
      const stateClass = classOfState(node.state);
      const before = ends.get(key);
      const isRealized = stateClass === 'realized';
      ends.set(key, {
        key,
        name: of === null ? name : `${sessions.get(of) ?? idText(of)} · ${name}`,
        state: stateLabel(node.state),
        stateClass,
        realizedMs: isRealized ? (before?.realizedMs ?? Math.max(0, at - start)) : null,
        withinMs: isRealized ? (before?.withinMs ?? sinceMs) : null,
      });
    }
  }
  return [...ends.values()];
}
