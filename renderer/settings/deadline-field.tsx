import { useEffect, useState } from 'react';
import { DEFAULT_DEADLINE_MINUTES, Settings } from '../../shared/settings.ts';
import { wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';
import { TypedSetting } from './setting.tsx';
import { changeSettings } from './settings-store.ts';

const Minutes = Settings.shape.deadlineMinutes;

/** What is wrong with the minutes as typed, or the minutes. */
function read(typed: string): { ok: true; minutes: number } | { ok: false; message: string } {
  const text = typed.trim();
  if (!/^\d+$/.test(text)) {
    return {
      ok: false,
      message: text
        ? `“${text}” is not a whole number of minutes`
        : `Type minutes, ${DEFAULT_DEADLINE_MINUTES} for example`,
    };
  }
  const parsed = Minutes.safeParse(Number(text));
  if (parsed.success) return { ok: true, minutes: parsed.data };
  return { ok: false, message: parsed.error.issues[0]?.message ?? 'Not a number of minutes' };
}

/** How long a watch asks. What does not fit is said here and not stored. */
export function DeadlineField({ minutes }: { minutes: number }) {
  const [typed, setTyped] = useState(String(minutes));
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => setTyped(String(minutes)), [minutes]);
  const value = read(typed);
  const error = value.ok ? failed : value.message;

  async function change(text: string) {
    setTyped(text);
    setFailed(null);
    const next = read(text);
    if (!next.ok || next.minutes === minutes) return;
    const failure = await changeSettings({ deadlineMinutes: next.minutes });
    if (failure) setFailed(wordsOf(failure).explanation);
  }

  return (
    <TypedSetting
      label="Deadline of a watch"
      note="Then it says Timed out; time in which nobody could ask does not count"
      error={error}
    >
      {(control) => (
        <div className="minutes">
          <TextInput
            {...control}
            inputMode="numeric"
            value={typed}
            onChange={(event) => void change(event.target.value)}
          />
          <span className="muted">minutes</span>
        </div>
      )}
    </TypedSetting>
  );
}
