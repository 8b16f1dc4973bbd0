import type { Request, RequestEvent } from '../../shared/request.ts';
import { KeptFingerprint } from '../history/kept-fingerprint.tsx';
import { VerifyButton, VerifyResult } from '../history/verify-result.tsx';
import { useZone } from '../ui/clock.ts';
import { isoLines, preciseWhenOf } from '../ui/time.ts';
import { factText } from './fact-text.ts';
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
