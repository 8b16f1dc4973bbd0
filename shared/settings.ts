import { z } from 'zod';

export const DEFAULT_DEADLINE_MINUTES = 20;
const MAX_DEADLINE_MINUTES = 24 * 60;

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  timeZone: z.enum(['local', 'utc']).default('local'),
  density: z.enum(['dense', 'comfortable']).default('dense'),
  /** How long a watch asks before it says Timed out; counts only time in which asking was possible. */
  deadlineMinutes: z
    .number()
    .int('Type whole minutes')
    .min(1, 'At least 1 minute')
    .max(MAX_DEADLINE_MINUTES, 'At most 1440 minutes (a day)')
    .default(DEFAULT_DEADLINE_MINUTES),
  /** The manager whose inventory is in front. */
  currentManagerId: z.string().nullable().default(null),
});
export type Settings = z.infer<typeof Settings>;
export const DEFAULT_SETTINGS: Settings = Settings.parse({});
