import { GAP_WORDS } from '../../shared/lane.ts';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { Request, RequestEvent } from '../../shared/request.ts';
import { tagChangeText } from '../../shared/tags.ts';
import { clockText, durationText, failureInShort, MARK_WORDS } from '../../shared/words.ts';
import { KeptFingerprint } from '../history/kept-fingerprint.tsx';
import { VerifyButton, VerifyResult } from '../history/verify-result.tsx';
import { useZone } from '../ui/clock.ts';
import { isoLines, preciseWhenOf } from '../ui/time.ts';
import { PreflightRecord } from './preflight-record.tsx';

/** The record itself: every fact as it was appended. All that this page says is computed from these rows. */
export function FactsTab({
  request,
  events,
}: {
  request: Request;
  events: readonly RequestEvent[];
}) {
  const zone = useZone();
  return (
    <>
      <div className="verify-bar">
        <span>Each fact is chained to those before it: what is changed later is found.</span>
        <VerifyButton requestId={request.id} label="Verify this request" />
      </div>
      <VerifyResult requestId={request.id} />
      <KeptFingerprint requestId={request.id} />
      <div className="table-scroll">
        <table className="table checks">
          <thead>
            <tr>
              <th scope="col" className="num">
                #
              </th>
              <th scope="col">On record since</th>
              <th scope="col">Fact</th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {events.map(({ seq, at, fact }) => (
              <tr key={seq} data-type="fact">
                <td className="num">{seq}</td>
                <td className="mono" title={isoLines(at, zone).join('\n')}>
                  {preciseWhenOf(at, zone)}
                </td>
                <td className="mono">{fact.type}</td>
                <td className="checks-changed">{factText(fact)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PreflightRecord request={request} />
    </>
  );
}

const tagsText = (tags: readonly string[]) => tags.join(', ') || 'no tags';

function factText(fact: RequestEvent['fact']): string {
  switch (fact.type) {
    case 'sent':
      return 'The first byte may have left';
    case 'answered':
      return `${fact.exchange.status ?? 'No status'}, x-nsx-requestid ${fact.nsxRequestId ?? 'missing'}`;
    case 'settled':
      return `${fact.outcome}: ${fact.evidence}`;
    case 'watch-started':
      return `Session ${fact.sessionId}, for at most ${durationText(fact.deadlineMs)}`;
    case 'checked':
      return `${VERDICT_FACTS[fact.verdict].word}: NSX says ${fact.rawState ?? 'no state'}`;
    case 'not-sent':
    case 'lost':
    case 'not-asked':
    case 'tunnel-not-read':
      return failureInShort(fact.failure);
    case 'gap':
      return `${GAP_WORDS[fact.reason]} for ${durationText(fact.to - fact.from)}`;
    case 'tunnel':
      return `Tunnel ${fact.status.session}`;
    case 'nothing-to-ask':
      return fact.reason;
    case 'stopped':
      return fact.reason ?? 'By you';
    case 'resumed':
      return 'By you';
    case 'timed-out':
      return 'The deadline passed';
    case 'clock':
      return clockText(fact.offsetMs);
    case 'noted':
      return `${fact.by}: ${fact.text}`;
    case 'tagged':
      return fact.change
        ? `${fact.by} ${tagChangeText(fact.change)}; the tags are now: ${tagsText(fact.tags)}`
        : `${fact.by}: ${tagsText(fact.tags)}`;
    case 'marked':
      return `${fact.by}: ${fact.mark === null ? 'no mark' : MARK_WORDS[fact.mark]}`;
  }
}
