import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeOfTags,
  eachOnce,
  spelledAs,
  tagChangeText,
  withTagChange,
} from '../../shared/tags.ts';

const someTags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));

describe('what was done to tags', () => {
  test('done again to the tags that it was done to gives what came of it', () => {
    fc.assert(
      fc.property(someTags, someTags, (before, after) => {
        const again = withTagChange(before, changeOfTags(before, after));
        expect(again.sort()).toEqual([...after].sort());
      }),
    );
  });

  test('done to others leaves all that it did not name as it is', () => {
    fc.assert(
      fc.property(someTags, someTags, someTags, (before, after, today) => {
        const { added, removed } = changeOfTags(before, after);
        const next = withTagChange(today, { added, removed });
        for (const tag of added) expect(next).toContain(tag);
        for (const tag of removed) expect(next).not.toContain(tag);
        const named = new Set([...added, ...removed]);
        const others = (tags: readonly string[]) => tags.filter((tag) => !named.has(tag));
        expect(others(next)).toEqual(others(today));
      }),
    );
  });

  test('finds a tag that is spelled otherwise, and leaves its spelling', () => {
    expect(withTagChange(['Urgent', 'half'], { added: ['URGENT'], removed: ['HALF'] })).toEqual([
      'Urgent',
    ]);
    expect(eachOnce(['urgent', 'URGENT', 'half'])).toEqual(['urgent', 'half']);
  });

  test('takes the spelling that a tag has elsewhere', () => {
    expect(spelledAs('URGENT', ['half', 'Urgent'])).toBe('Urgent');
    expect(spelledAs('new', ['half'])).toBe('new');
  });

  test('gives a tag another spelling where that is what was done', () => {
    const change = changeOfTags(['urgent'], ['Urgent']);
    expect(withTagChange(['urgent', 'a'], change)).toEqual(['a', 'Urgent']);
  });

  test('is said with what was added and what was removed', () => {
    expect(tagChangeText({ added: ['a', 'b'], removed: ['half'] })).toBe(
      'added a, b; removed half',
    );
    expect(tagChangeText({ added: [], removed: [] })).toBe('changed no tag');
  });
});
