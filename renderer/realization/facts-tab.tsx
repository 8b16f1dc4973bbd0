import type { Request, RequestEvent } from '../../shared/request.ts';
import { KeptFingerprint } from '../history/kept-fingerprint.tsx';
import { VerifyButton, VerifyResult } from '../history/verify-result.tsx';
import { useZone } from '../ui/clock.ts';
import { isoLines, preciseWhenOf } from '../ui/time.ts';
import { factText } from './fact-text.ts';
import { Space, useLongRows } from './long-rows.tsx';
import { PreflightRecord } from './preflight-record.tsx';

/** The record itself: every fact as it was appended. All that this page says is computed from these rows. */
export function FactsTab({
  request,
  events,
}: {
  request: Request;
  events: readonly RequestEvent[];
}) {
  return (
    <>
      <div className="verify-bar">
        <span>Each fact is chained to those before it: what is changed later is found.</span>
        <VerifyButton requestId={request.id} label="Verify this request" />
      </div>
      <VerifyResult requestId={request.id} />
      <KeptFingerprint requestId={request.id} />
      <FactsTable events={events} />
      <PreflightRecord request={request} />
    </>
  );
}

function FactsTable({ events }: { events: readonly RequestEvent[] }) {
  const zone = useZone();
  const { scroller, isLong, indexes, before, after, measure } = useLongRows(events.length);
  return (
    <div ref={scroller} className="table-scroll" data-long={isLong || undefined}>
      <table className="table checks" aria-label="Facts" aria-rowcount={events.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="num">
              #
            </th>
            <th scope="col">On record since</th>
            <th scope="col">Fact</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <Space height={before} />
        {indexes.map((index) => {
          const event = events[index];
          return (
            event && (
              <tbody key={index} ref={measure} data-index={index}>
                <tr aria-rowindex={index + 2} data-type="fact">
                  <td className="num">{event.seq}</td>
                  <td className="mono" title={isoLines(event.at, zone).join('\n')}>
                    {preciseWhenOf(event.at, zone)}
                  </td>
                  <td className="mono">{event.fact.type}</td>
                  <td className="checks-changed">{factText(event.fact)}</td>
                </tr>
              </tbody>
            )
          );
        })}
        <Space height={after} />
      </table>
    </div>
  );
}
