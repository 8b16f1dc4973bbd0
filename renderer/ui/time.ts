import { isoUtc } from '../../shared/iso-utc.ts';
import { durationText } from '../../shared/words.ts';

/** How times and durations are written. Pure: the zone and "now" are arguments. */
export type Zone = 'local' | 'utc';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const JUST_NOW = 5 * SECOND;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  milli: number;
}

function parts(at: number, zone: Zone): Parts {
  const d = new Date(at);
  return zone === 'utc'
    ? {
        year: d.getUTCFullYear(),
        month: d.getUTCMonth() + 1,
        day: d.getUTCDate(),
        hour: d.getUTCHours(),
        minute: d.getUTCMinutes(),
        second: d.getUTCSeconds(),
        milli: d.getUTCMilliseconds(),
      }
    : {
        year: d.getFullYear(),
        month: d.getMonth() + 1,
        day: d.getDate(),
        hour: d.getHours(),
        minute: d.getMinutes(),
        second: d.getSeconds(),
        milli: d.getMilliseconds(),
      };
}

/** `14:05:31` */
export function clockOf(at: number, zone: Zone): string {
  const p = parts(at, zone);
  return `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`;
}

/** `14:05:31.804` */
export function preciseClockOf(at: number, zone: Zone): string {
  return `${clockOf(at, zone)}.${String(parts(at, zone).milli).padStart(3, '0')}`;
}

/** `14:05` */
export function shortClockOf(at: number, zone: Zone): string {
  return clockOf(at, zone).slice(0, 5);
}

/** `2026-02-03` */
export function dateOf(at: number, zone: Zone): string {
  const p = parts(at, zone);
  return `${p.year}-${two(p.month)}-${two(p.day)}`;
}

/** `14:05` if it was today, else the date with it: a time never loses its day. */
export function shortWhenOf(at: number, now: number, zone: Zone): string {
  const clock = shortClockOf(at, zone);
  return dateOf(at, zone) === dateOf(now, zone) ? clock : dayAndClockOf(at, zone);
}

/** The clock if it was today, else the date and the clock: a time never loses its day. */
export function whenOf(at: number, now: number, zone: Zone): string {
  return dateOf(at, zone) === dateOf(now, zone) ? clockOf(at, zone) : dayAndClockOf(at, zone);
}

/** `2026-02-03 14:05`: of what is read on another day. */
export function dayAndClockOf(at: number, zone: Zone): string {
  return `${dateOf(at, zone)} ${shortClockOf(at, zone)}`;
}

/** `2026-02-03 14:05:31.804`: of what is on record, to the letter. */
export function preciseWhenOf(at: number, zone: Zone): string {
  return `${dateOf(at, zone)} ${preciseClockOf(at, zone)}`;
}

/** Minutes east of UTC at that time. */
function offsetOf(at: number, zone: Zone): number {
  return zone === 'utc' ? 0 : -new Date(at).getTimezoneOffset();
}

/** `UTC`, `UTC+1`, `UTC+5:30` */
export function zoneName(at: number, zone: Zone): string {
  const minutes = offsetOf(at, zone);
  if (minutes === 0) return 'UTC';
  const whole = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${whole}${rest ? `:${two(rest)}` : ''}`;
}

/** `2026-02-03T14:05:31.804+01:00` */
export function isoWithOffset(at: number, zone: Zone): string {
  const minutes = offsetOf(at, zone);
  const sign = minutes < 0 ? '-' : '+';
  const offset = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${dateOf(at, zone)}T${preciseClockOf(at, zone)}${offset}`;
}

/** What hover tells of a time: ISO with its offset, and in UTC where that says more. */
export function isoLines(at: number, zone: Zone): string[] {
  const own = isoWithOffset(at, zone);
  return offsetOf(at, zone) === 0 ? [isoUtc(at)] : [own, isoUtc(at)];
}

/** `just now`, `40 s`, `3 min`, `2 h`, `yesterday`, `5 days`: how long ago, without "ago". */
export function shortAgo(at: number, now: number): string {
  const past = Math.max(0, now - at);
  if (past < JUST_NOW) return 'now';
  if (past < MINUTE) return `${Math.floor(past / SECOND)} s`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h`;
  const days = Math.floor(past / DAY);
  return days === 1 ? 'yesterday' : `${days} days`;
}

/** The window's present is told in whole seconds, once a second: what has just happened may lie this far ahead, in ms. */
const PRESENT = 2 * SECOND;

/** `just now`, `3 min ago`, `yesterday`; for a time to come `in 40 s`. */
export function relative(at: number, now: number): string {
  if (at > now + PRESENT) return `in ${durationText(at - now)}`;
  const short = shortAgo(at, now);
  if (short === 'now') return 'just now';
  return short === 'yesterday' ? short : `${short} ago`;
}
