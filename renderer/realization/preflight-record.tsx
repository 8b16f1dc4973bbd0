import type { Request } from '../../shared/request.ts';
import { useZone } from '../ui/clock.ts';
import { dayAndClockOf, isoLines } from '../ui/time.ts';
import './preflight-record.css';

const WORD = { ok: 'Fine', ask: 'Asked', stop: 'Stopped', wait: 'Waited' } as const;

/** What pre-flight said at the moment of sending, as it was kept with the request. */
export function PreflightRecord({ request }: { request: Request }) {
  const zone = useZone();
  const { preflight, allowOverwrite } = request;
  if (!preflight || preflight.length === 0) return null;
  return (
    <section className="preflight-record" aria-label="Pre-flight when it was sent">
      <h3>Pre-flight when it was sent</h3>
      {allowOverwrite && (
        <p>
          NSX’s protection was overridden: sent with{' '}
          <span className="mono">X-Allow-Overwrite: true</span>.
        </p>
      )}
      <div className="table-scroll">
        <table className="table checks">
          <thead>
            <tr>
              <th scope="col">Said</th>
              <th scope="col">What it found</th>
              <th scope="col">More</th>
              <th scope="col">Known since</th>
            </tr>
          </thead>
          <tbody>
            {preflight.map(({ id, level, title, detail, at }) => (
              <tr key={id}>
                <td>{WORD[level]}</td>
                <td className="preflight-record-title">{title}</td>
                <td className="preflight-record-more">{detail}</td>
                {at === null ? (
                  <td />
                ) : (
                  <td className="mono" title={isoLines(at, zone).join('\n')}>
                    {dayAndClockOf(at, zone)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
