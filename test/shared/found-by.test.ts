import { describe, expect, test } from 'vitest';
import { foundIn, foundInRequest, hiddenWord } from '../../shared/found-by.ts';
import { summarize } from '../../shared/history.ts';
import { wordsIn } from '../../shared/inventory-search.ts';
import { answered, aRequest, life } from '../support/request-events.ts';

const request = aRequest({
  entityName: 'Amsterdam ↔ Ōsaka',
  bodyAfter: { subnet: '198.18.7.0/24' },
});
const summary = summarize(request, life([0, { type: 'sent' }], answered(1)));

describe('why a request was found', () => {
  test.each([
    ['its name', 'osaka'],
    ['its manager', 'ams-vip'],
    ['the short form of its id', 'e550'],
    ['its verdict and method', 'accepted put'],
  ])('is not said where the row shows it: %s', (_what, typed) => {
    expect(hiddenWord(summary, wordsIn(typed))).toBeNull();
  });

  test('is the first word that the row does not show, in the letters of the text', () => {
    expect(hiddenWord(summary, wordsIn('osaka 18.7'))).toBe('18.7');
    expect(foundInRequest(summary, '18.7')).toEqual({
      before: '198.',
      match: '18.7',
      after: '.0/24',
    });
    expect(foundInRequest(summary, 'nowhere')).toBeNull();
  });

  test('is marked in place where letters fold to more or fewer', () => {
    const text = 'Lo\u0301pez asked: ﬁne, says Größe Ōsaka';
    for (const [word, match] of [
      ['osaka', 'Ōsaka'],
      ['fine', 'ﬁne'],
      ['lopez', 'Lo\u0301pez'],
    ] as const) {
      expect(foundIn(['x', text], word)?.match).toBe(match);
    }
  });

  test('is cut around the word, so that it stands in sight', () => {
    const found = foundIn([`${'a '.repeat(50)}word${' b'.repeat(90)}`], 'word');
    expect(found?.before).toMatch(/^….{14}$/);
    expect(found?.after).toMatch(/^.{80}…$/);
  });
});
