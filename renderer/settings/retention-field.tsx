import { useCallback, useEffect, useId, useState } from 'react';
import type { Output } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import { RetentionDays } from '../../shared/verify-contract.ts';
import { count } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { useNow, useZone } from '../ui/clock.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailureBanner, wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { whenOf } from '../ui/time.ts';
import { toast } from '../ui/toast.ts';
import { changeSettings } from './settings-store.ts';

/** What stands there when somebody turns it on: a year, as most audits want. */
const USUAL_DAYS = 365;

type Old = Output<'record.old'>;

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
  const zone = useZone();
  const now = useNow(60_000);
  const [old, setOld] = useState<Old | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const look = useCallback(async () => {
    const answer = await call('record.old', { days });
    setOld(answer.ok ? answer.value : null);
    if (!answer.ok) setFailure(answer.failure);
  }, [days]);
  useEffect(() => {
    setOld(null);
    void look();
  }, [look]);

  async function drop() {
    if (!old) return;
    setBusy(true);
    setFailure(null);
    const answer = await call('record.drop', { days, ...old });
    setBusy(false);
    setAsking(false);
    if (answer.ok) {
      toast({ title: `${count(answer.value.dropped, 'request')} dropped`, tone: 'ok' });
    } else setFailure(answer.failure);
    await look();
  }
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
          {many > 0 && (
            <Button size="small" onClick={() => setAsking(true)}>
              Drop {many === 1 ? 'it' : 'them'}…
            </Button>
          )}
        </div>
      </div>
      {failure && <FailureBanner failure={failure} />}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        danger
        busy={busy}
        title={`Drop ${count(many, 'request')} older than ${count(days, 'day')}?`}
        confirm={`Drop ${count(many, 'request')}`}
        onConfirm={() => void drop()}
      >
        <p>
          They and their checks leave this computer’s database for good
          {old && `: all that have no fact since ${whenOf(old.before, now, zone)}`}. That they were
          here, and when they were dropped, stays in the register, so the rest can still be
          verified. Backups that were made before keep them.
        </p>
      </ConfirmDialog>
    </>
  );
}
