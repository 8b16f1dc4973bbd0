import * as z from 'zod';
import { SavedView } from './history-query.ts';
import { MAX_PERSON } from './request.ts';

/** The longest time for which requests can be kept, days. */
const MAX_RETENTION_DAYS = 36_500;
export const RetentionDays = z
  .number()
  .int('Type whole days')
  .min(1, 'At least 1 day')
  .max(MAX_RETENTION_DAYS, 'At most 36500 days');

export const DEFAULT_DEADLINE_MINUTES = 20;
const MAX_DEADLINE_MINUTES = 24 * 60;

const MAX_SEEN_KEY = 200;
export const MAX_VIEWS = 100;
const MAX_SEEN = 500;

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  timeZone: z.enum(['local', 'utc']),
  density: z.enum(['dense', 'comfortable']),
  /** How long a watch asks before it says Timed out; counts only time in which asking was possible. */
  deadlineMinutes: z
    .number()
    .int('Type whole minutes')
    .min(1, 'At least 1 minute')
    .max(MAX_DEADLINE_MINUTES, 'At most 1440 minutes (a day)'),
  /** The manager whose inventory is in front. */
  currentManagerId: z.string().nullable(),
  /** After how many days an ended request may be dropped, when a person says so; null: never. */
  retentionDays: RetentionDays.nullable(),
  /** Ends of requests that were taken off the desk when that was no mark yet (`shared/seen.ts`): read, and not added to. */
  seen: z.array(z.string().max(MAX_SEEN_KEY)).max(MAX_SEEN),
  /** px of the list of requests beside the one in front, as it was left; null: as at first. */
  requestsWidth: z.number().int().min(200).max(2000).nullable(),
  /** px of the columns of the table of requests that a person has dragged, by column; the others are as wide as their words. */
  columnWidths: z.record(z.string().max(40), z.number().int().min(24).max(2000)),
  /** Who notes and marks are said by; empty: the name that the operating system knows. */
  person: z.string().trim().max(MAX_PERSON, 'At most 120 characters'),
};

export const Settings = z.object({
  theme: fields.theme.default('system'),
  timeZone: fields.timeZone.default('local'),
  density: fields.density.default('dense'),
  deadlineMinutes: fields.deadlineMinutes.default(DEFAULT_DEADLINE_MINUTES),
  currentManagerId: fields.currentManagerId.default(null),
  retentionDays: fields.retentionDays.default(null),
  seen: fields.seen.default([]),
  requestsWidth: fields.requestsWidth.default(null),
  columnWidths: fields.columnWidths.default({}),
  person: fields.person.default(''),
  /** Views of the Requests screen; changed by `view.save` and `view.remove` alone. */
  views: z.array(SavedView).max(MAX_VIEWS).default([]),
});
export type Settings = z.infer<typeof Settings>;
export const DEFAULT_SETTINGS: Settings = Settings.parse({});

/**
 * Some of the settings, to be changed. Made of the fields without their defaults: `Settings.partial()` would
 * fill in the default of every field that is left out, and so undo what was chosen before.
 */
export const SettingsChange = z.object(fields).partial();
