import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Failure } from '../../shared/result.ts';
import type { OldRequests as Old } from '../../shared/retention-contract.ts';
import { RetentionDays } from '../../shared/settings.ts';
import { count } from '../../shared/words.ts';
import { call, onEvent } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { FailureBanner, wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { askToDrop } from './drop-store.ts';
import { changeSettings } from './settings-store.ts';

/** What stands there when somebody turns it on: a year, as most audits want. */
const USUAL_DAYS = 365;

function read(typed: string): { days: number } | { message: string } {
  const text = typed.trim();
  if (!/^\d+$/.test(text)) return { message: `Type days, ${USUAL_DAYS} for example` };
  const parsed = RetentionDays.safeParse(Number(text));
  if (parsed.success) return { days: parsed.data };
  return { message: parsed.error.issues[0]?.message ?? 'Not a number of days' };
}

/** How long requests are kept. Nothing goes by itself: what is older is counted, and dropped when that is confirmed. */
export function RetentionField({ days }: { days: number | null }) {
  const id = useId();
  const [typed, setTyped] = useState(String(days ?? USUAL_DAYS));
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => setTyped(String(days ?? USUAL_DAYS)), [days]);
  const value = read(typed);
  const error = days === null ? null : 'message' in value ? value.message : failed;

  async function change(retentionDays: number | null) {
    setFailed(null);
    const failure = await changeSettings({ retentionDays });
    if (failure) setFailed(wordsOf(failure).explanation);
  }
  return (
    <>
      <div className="setting">
        <div>
          <b>Keep requests</b>
          <small>Only whole requests that have ended go, and only when you confirm it</small>
        </div>
        <div>
          <div className="minutes">
            <Segmented
              label="Keep requests"
              value={days === null ? 'for-ever' : 'days'}
              onChange={(next) => void change(next === 'days' ? USUAL_DAYS : null)}
              choices={[
                { value: 'for-ever', label: 'For ever' },
                { value: 'days', label: 'For some days' },
              ]}
            />
            {days !== null && (
              <>
                <TextInput
                  id={id}
                  inputMode="numeric"
                  aria-label="Days that requests are kept"
                  aria-describedby={error ? `${id}-error` : undefined}
                  aria-invalid={error ? true : undefined}
                  value={typed}
                  onChange={(event) => {
                    setTyped(event.target.value);
                    const next = read(event.target.value);
                    if ('days' in next && next.days !== days) void change(next.days);
                  }}
                />
                <span className="muted">days</span>
              </>
            )}
          </div>
          {error && (
            <p className="field-error" id={`${id}-error`} role="alert">
              {error}
            </p>
          )}
        </div>
      </div>
      {days !== null && !error && <OldRequests days={days} />}
    </>
  );
}

/** How many are older, and the way to drop them. */
function OldRequests({ days }: { days: number }) {
  const [old, setOld] = useState<Old | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const shown = useRef(days);
  const look = useCallback(async () => {
    const answer = await call('record.old', { days });
    // Other days may have been typed meanwhile.
    if (shown.current !== days) return;
    if (answer.ok) setOld(answer.value);
    setFailure(answer.ok ? null : answer.failure);
  }, [days]);
  useEffect(() => {
    shown.current = days;
    setOld(null);
    void look();
    return onEvent('record.dropped', () => void look());
  }, [days, look]);
  const many = old?.count ?? 0;
  return (
    <>
      <div className="setting">
        <div>
          <b>Older than that</b>
          <small>Ended, no fact since, and in no change plan</small>
        </div>
        <div className="minutes">
          <span role="status">{old ? count(many, 'request') : 'being counted'}</span>
          {old && many > 0 && (
            <Button size="small" onClick={() => askToDrop(days, old)}>
              Drop {many === 1 ? 'it' : 'them'}…
            </Button>
          )}
        </div>
      </div>
      {failure && <FailureBanner failure={failure} />}
    </>
  );
}
