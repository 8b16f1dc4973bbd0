import { describe, expect, it } from 'vitest';
import {
  conflictTitle,
  mergedTitle,
  previewWords,
  waiting,
  whoOf,
} from '../../../renderer/draft/merge/merge-words.ts';
import { shownVersions, versionTitle } from '../../../renderer/draft/version-words.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { VersionLine } from '../../../shared/draft-version.ts';
import { DraftId, ManagerId } from '../../../shared/ids.ts';
import type { MergedField } from '../../../shared/merge-record.ts';

const field = (label: string, by: MergedField['by']): MergedField => ({ label, by });

describe('a merge in words', () => {
  it.each([
    [[], 0, 'No field differs: only the revision went on. What you changed stays.'],
    [
      [field('a', 'theirs')],
      0,
      'Nothing of it touches what you changed: 1 change merges by itself.',
    ],
    [[], 1, '1 field that you changed too is asked about, one by one.'],
    [
      [field('a', 'theirs'), field('b', 'both'), field('c', 'mine')],
      2,
      '2 changes merge by themselves, and 2 fields that you changed too are asked about, one by one.',
    ],
  ])('says before what comes (%#)', (fields, conflicts, words) => {
    expect(previewWords(fields, conflicts)).toBe(words);
  });

  it('says who it was, and how many fields are to be chosen', () => {
    expect(conflictTitle(whoOf({ _last_modified_user: 'ann' }), 1)).toBe(
      'ann changed 1 field that you changed too',
    );
    expect(conflictTitle(whoOf({}), 2)).toBe('Somebody else changed 2 fields that you changed too');
  });

  it('says after what came of it', () => {
    const record = { at: 1, theirsReadAt: 1, fields: [], choices: [] };
    expect(mergedTitle(record)).toBe('Somebody else’s change is merged in: no field differed');
    const fields = [field('a', 'theirs'), field('b', 'mine')];
    const choices = [{ label: 'c', side: 'mine' as const }];
    expect(mergedTitle({ ...record, by: 'ann', fields, choices })).toBe(
      'What ann changed is merged in: 1 change came by itself, 1 field was chosen',
    );
  });

  it('counts what waits, without choices that hold no more', () => {
    const draft: Draft = {
      id: DraftId.parse('d1'),
      managerId: ManagerId.parse('m1'),
      kind: 'sessions',
      operation: 'change',
      entityId: 's1',
      base: { a: 1, b: 1 },
      baseReadAt: 1,
      body: { a: 2, b: 2 },
      text: null,
      createdAt: 1,
      savedAt: 1,
      version: 1,
    };
    expect(waiting(draft)).toBeNull();
    const theirs = { a: 3, b: 3 };
    const holds = { label: 'a', side: 'mine' as const, mine: 2, theirs: 3 };
    const old = { label: 'b', side: 'mine' as const, mine: 9, theirs: 3 };
    expect(waiting({ ...draft, merging: { theirs, theirsReadAt: 1, choices: [holds, old] } })).toBe(
      1,
    );
  });
});

describe('the versions that are shown', () => {
  const line = (key: number, more: Partial<VersionLine> = {}): VersionLine => ({
    key,
    at: key,
    name: null,
    reason: 'step',
    fields: 1,
    ...more,
  });

  it('are the named ones, those before a merge, and the last steps, newest first', () => {
    const all = [
      line(1, { name: 'point' }),
      line(2),
      line(3),
      line(4, { reason: 'before-merge' }),
      line(5),
      line(6),
    ];
    expect(shownVersions(all, false).map(({ key }) => key)).toEqual([6, 5, 4, 3, 1]);
    expect(shownVersions(all, true)).toHaveLength(6);
    const merged = { reason: 'before-merge' } as const;
    const called = [
      line(1, { name: 'point', ...merged }),
      line(4, { ...merged, revision: 3 }),
      line(5, merged),
      line(6),
    ].map(versionTitle);
    expect(called).toEqual(['point', 'Last on revision 3', 'Last before it was made', null]);
  });
});
