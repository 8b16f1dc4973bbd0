import { expect, it } from 'vitest';
import { announcementOf } from '../../../renderer/shell/announcement.ts';
import { summarize } from '../../../shared/history.ts';
import { aRequest, life, pictureLife, T0 } from '../../support/request-events.ts';

const SENT = summarize(aRequest(), life([0, { type: 'sent' }]));
const REALIZED = summarize(aRequest(), pictureLife());
const DAY = 86_400_000;

it('a verdict is said once, and not again with each thing that is said of the request', () => {
  const said = new Map<string, string>();
  expect(announcementOf(said, SENT, T0)).toBe('Amsterdam ↔ Osaka: sent, no answer yet');
  expect(announcementOf(said, REALIZED, T0 + DAY)).toMatch(/^Amsterdam ↔ Osaka: \S.+, \d of 4 tr/);
  expect(announcementOf(said, { ...REALIZED, tags: ['edge'] }, T0 + DAY)).toBeNull();
});

it('an old request that is tagged or marked has no new verdict to be said', () => {
  const ended = { ...REALIZED, open: false };
  expect(announcementOf(new Map(), { ...ended, tags: ['edge'] }, T0 + DAY)).toBeNull();
  expect(announcementOf(new Map(), ended, T0 + 20_000)).not.toBeNull();
});

it('an old request that is taken up again is said, and so is its new end', () => {
  const said = new Map<string, string>();
  announcementOf(said, { ...REALIZED, open: false }, T0 + DAY);
  const again = { ...REALIZED, open: true, verdict: 'in-progress' as const };
  expect(announcementOf(said, again, T0 + DAY)).toContain('In progress');
});
