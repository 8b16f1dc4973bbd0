import type { Usual } from '../../shared/history-query.ts';
import { realizedSince } from '../../shared/lane-order.ts';
import type { Timeline } from '../../shared/timeline.ts';
import { SLOWER_RULE, usualWords } from '../../shared/usual-words.ts';
import { durationText } from '../../shared/words.ts';
import type { RequestDetail } from '../history/history-store.ts';
import './usual-lines.css';

/** So many are shown; of more, the slow ones stand first. */
const MOST = 12;

/** Under the lanes: how long it usually takes here, and what was slower than usual, with the numbers. */
export function UsualLines({
  detail,
  timeline,
  usual,
}: {
  detail: RequestDetail;
  timeline: Timeline;
  usual: Usual | null;
}) {
  const { summary, nodeNames } = detail;
  if (!usual) return null;
  const nodes = timeline.lanes.filter(({ overall }) => !overall);
  const took = Object.fromEntries(
    nodes.map((lane) => {
      const since = realizedSince(lane);
      return [lane.id, since === null ? null : since - timeline.start];
    }),
  );
  const names = Object.fromEntries(nodes.map(({ id, name }) => [id, name]));
  const overallMs = summary.verdict === 'realized' ? summary.durationMs : null;
  const lines = usualWords(usual, {
    overallMs,
    nodes: took,
    nodeNames: { ...nodeNames, ...names },
  });
  if (lines.length === 0) return null;
  return (
    <section className="usual" aria-label="How long it usually takes">
      <h3 title={SLOWER_RULE}>Usually</h3>
      <ul>
        {lines.slice(0, MOST).map(({ key, of, words, isSlower, tookMs }) => (
          <li key={key} data-slower={isSlower || undefined}>
            <b>{of}</b> {words}
            {!isSlower && tookMs !== null && <>; now {durationText(tookMs)}</>}
          </li>
        ))}
        {lines.length > MOST && <li className="muted">and {lines.length - MOST} more nodes</li>}
      </ul>
      {/* Where nothing is slow, it would be read as what is said of this one. */}
      {lines.some(({ isSlower }) => isSlower) && <p className="muted">{SLOWER_RULE}.</p>}
    </section>
  );
}
