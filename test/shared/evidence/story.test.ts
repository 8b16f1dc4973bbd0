import { expect, test } from 'vitest';
import { storyOf } from '../../../shared/evidence/story.ts';
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
