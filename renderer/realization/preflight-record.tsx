import type { Request } from '../../shared/request.ts';
import { useZone } from '../ui/clock.ts';
import { isoWithOffset } from '../ui/time.ts';

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
              <th scope="col">Fact</th>
              <th scope="col">More</th>
              <th scope="col">Known since</th>
            </tr>
          </thead>
          <tbody>
            {preflight.map(({ id, level, title, detail, at }) => (
              <tr key={id}>
                <td>{WORD[level]}</td>
                <td>{title}</td>
                <td className="muted">{detail}</td>
                <td className="mono">{at === null ? '' : isoWithOffset(at, zone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
