import { beforeEach, expect, it, vi } from 'vitest';
import { changeSettings, useSettings } from '../../../renderer/settings/settings-store.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.ts';

let answers: ((value: unknown) => void)[] = [];

beforeEach(() => {
  answers = [];
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  vi.stubGlobal('window', {
    spanwatch: {
      call: () => new Promise((resolve) => answers.push(resolve)),
      onEvent: () => () => {},
    },
  });
});

const now = () => useSettings.getState().settings;
const taken = (change: Partial<Settings>) => ({
  ok: true,
  value: { ...DEFAULT_SETTINGS, ...change },
});
const refused = { ok: false, failure: { kind: 'bug', detail: 'no' } };

it('an older answer puts nothing back that was changed since', async () => {
  const first = changeSettings({ retentionDays: 36 });
  const second = changeSettings({ retentionDays: 365, deadlineMinutes: 7 });
  answers[0]?.(taken({ retentionDays: 36 }));
  await first;
  expect(now()).toMatchObject({ retentionDays: 365, deadlineMinutes: 7 });
  answers[1]?.(taken({ retentionDays: 365, deadlineMinutes: 7 }));
  await second;
  expect(now()).toMatchObject({ retentionDays: 365, deadlineMinutes: 7 });
});

it('what is refused goes back, and nothing else with it', async () => {
  const first = changeSettings({ deadlineMinutes: 9 });
  const second = changeSettings({ person: 'Nora' });
  answers[1]?.(taken({ person: 'Nora' }));
  await second;
  expect(now()).toMatchObject({ person: 'Nora', deadlineMinutes: 9 });
  answers[0]?.(refused);
  expect(await first).toEqual(refused.failure);
  expect(now()).toMatchObject({
    person: 'Nora',
    deadlineMinutes: DEFAULT_SETTINGS.deadlineMinutes,
  });
});
