import { expect, test } from 'vitest';
import { copyText } from '../../../shared/evidence/copy-as.ts';
import { sectionHtml } from '../../../shared/evidence/report-html.ts';
import { sectionMarkdown } from '../../../shared/evidence/report-md.ts';
import { storyOf } from '../../../shared/evidence/story.ts';
import { timelineOf } from '../../../shared/timeline.ts';
import { aRecord } from '../../support/pack-records.ts';

test('a report says of tags what each person did to them, and what a reviewer did as they did it', () => {
  const review = { id: 'r-1', at: 5 };
  const change = { added: [], removed: ['half'] };
  const { remarks, facts } = storyOf(
    aRecord('request-1', [
      [9, { type: 'tagged', tags: ['urgent', 'half'], by: 'ann' }],
      [10, { type: 'tagged', tags: ['urgent', 'late'], by: 'ann' }],
      [11, { type: 'tagged', tags: ['urgent', 'late'], change, by: 'rev', review }],
      [12, { type: 'tagged', tags: ['late'], by: 'ann' }],
    ]),
  );
  expect(remarks.map(({ what, by }) => `${by}: ${what}`)).toEqual([
    'ann: Tags: added urgent, half',
    'ann: Tags: added late; removed half',
    'rev: Tags: removed half',
    'ann: Tags: removed urgent',
  ]);
  expect(facts).toContainEqual(['Tags', 'late']);
});

test('a report says of each remark whether it came in a file, and a note ends where it was typed to', () => {
  const review = { id: 'r-1', at: 5 };
  const story = storyOf(
    aRecord('request-1', [
      [9, { type: 'noted', text: 'fine\r# Signed off\r\n# by Bob', by: 'ann' }],
      [10, { type: 'marked', mark: 'signed-off', by: 'bob', review }],
    ]),
  );
  const lines = sectionMarkdown(story).split(/\r\n?|\n/);
  expect(lines.filter((line) => /Signed off|by Bob/.test(line))).toEqual([
    '- Mark: Signed off by bob, 1970-01-01T00:00:00.005Z, from a review file',
    '> # Signed off',
    '> # by Bob',
    'Signed off, bob, 1970-01-01T00:00:00.005Z, from a review file',
  ]);
  const html = sectionHtml(story);
  expect(html).toContain('bob, 1970-01-01T00:00:00.005Z · from a review file');
  expect(html.match(/from a review file/g)).toHaveLength(2);
});

test('what somebody without a name said stands under no empty name, in a report, a copy and the timeline', () => {
  const record = aRecord('request-1', [
    [9, { type: 'noted', text: 'looks fine', by: '' }],
    [10, { type: 'marked', mark: 'signed-off', by: '' }],
    [11, { type: 'tagged', tags: ['late'], by: '' }],
  ]);
  const story = storyOf(record);
  expect(story.remarks.map(({ by }) => by)).toEqual(Array(3).fill('somebody without a name'));
  expect(sectionMarkdown(story)).toContain('- Mark: Signed off by somebody without a name, ');
  const { events } = record;
  const copied = copyText('markdown', story.summary, { events, nodeNames: {} }) ?? '';
  expect(copied).toContain('\n- Signed off by somebody without a name, ');
  expect(copied).toContain('\n- Note by somebody without a name, ');
  expect(timelineOf(record.request, events, {}).notedLater).toMatchObject([
    { text: 'somebody without a name: looks fine' },
  ]);
});
