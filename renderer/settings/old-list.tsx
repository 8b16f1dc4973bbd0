import type { OldRequests } from '../../shared/retention-contract.ts';
import { count } from '../../shared/words.ts';
import { VerdictBadge } from '../realization/verdict-badge.tsx';
import { useZone } from '../ui/clock.ts';
import { dayAndClockOf } from '../ui/time.ts';
import { remarkWords, stayWords } from './drop-words.ts';

/** The requests that would go: those of which somebody said something first, then the oldest. */
export function OldList({ old }: { old: OldRequests }) {
  const zone = useZone();
  const more = old.count - old.shown.length;
  return (
    <div className="old-list">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="old-list-scroll" aria-label="Requests that would go" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Sent</th>
              <th scope="col">Request</th>
              <th scope="col">Manager</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {old.shown.map((one) => (
              <tr key={one.id}>
                <td className="old-list-when">{dayAndClockOf(one.writtenAt, zone)}</td>
                <td>
                  <span className="muted">{one.method}</span> {one.entityName}
                  {remarkWords(one) !== null && (
                    <span className="old-list-said" data-mark={one.mark}>
                      {remarkWords(one)}
                    </span>
                  )}
                </td>
                <td className="old-list-manager" title={one.managerName}>
                  {one.managerName}
                </td>
                <td>
                  <VerdictBadge verdict={one.verdict} notApplied={one.notApplied} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="old-list-foot">
        {more > 0 && `${old.shown.length} of them; ${count(more, 'more', 'more')} go too. `}
        All that have no fact since {dayAndClockOf(old.before, zone)}. {stayWords(old.stay)}
      </p>
    </div>
  );
}
