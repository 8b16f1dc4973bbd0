import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { marksOf } from '../../../renderer/history/review-marks.tsx';
import { ReviewTab } from '../../../renderer/history/review-tab.tsx';
import { useSigner } from '../../../renderer/history/signed-as.tsx';
import { tagAct } from '../../../renderer/history/tags-input.tsx';
import {
  forgetSent,
  keepUnsent,
  unsentNotes,
  useUnsentNotes,
} from '../../../renderer/history/unsent-notes.ts';
import { summarize } from '../../../shared/history.ts';
import { MAX_TAGS, type RequestFact } from '../../../shared/request.ts';
import { aRequest, life, T0 } from '../../support/request-events.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));
vi.mock('zustand', async (original) => {
  const { liveStores } = await import('../../support/live-stores.ts');
  return liveStores(await original());
});

const REQUEST = aRequest();
const factsAt = (...facts: [number, RequestFact][]) => life([0, { type: 'sent' }], ...facts);

/** Review as the window draws it first, its tags and spaces aside. */
function drawn(...facts: [number, RequestFact][]) {
  const events = factsAt(...facts);
  const html = renderToStaticMarkup(
    <MantineProvider>
      <ReviewTab summary={summarize(REQUEST, events)} events={events} />
    </MantineProvider>,
  );
  return { html, text: html.replace(/<style.*?<\/style>/gs, '').replace(/<[^>]*>/g, ' ') };
}

afterEach(() => {
  for (const id of Object.keys(useUnsentNotes.getState())) useUnsentNotes.setState({ [id]: '' });
});

describe('Review', () => {
  it('has every mark with who and when, the newest first, a reviewer’s at their own time', () => {
    const events = factsAt(
      [10, { type: 'marked', mark: 'questioned', by: 'nora' }],
      [30, { type: 'marked', mark: null, by: 'nora' }],
      [40, { type: 'marked', mark: 'signed-off', by: 'rev', review: { id: 'r', at: T0 + 20_000 } }],
    );
    expect(marksOf(events).map(({ mark, by }) => [mark, by])).toEqual([
      [null, 'nora'],
      ['signed-off', 'rev'],
      ['questioned', 'nora'],
    ]);
    const { html } = drawn(
      [10, { type: 'marked', mark: 'questioned', by: 'nora' }],
      [30, { type: 'marked', mark: 'signed-off', by: 'ann' }],
    );
    const list = html.slice(html.indexOf('Marks, newest first'));
    expect(list.indexOf('Signed off')).toBeLessThan(list.indexOf('Questioned'));
    expect(list).toContain('<b>nora</b>');
  });

  it('says of the mark that counts whether it came in a file, where it is the only one too', () => {
    const review = { id: 'r', at: T0 + 20_000 };
    const text = (...facts: [number, RequestFact][]) => drawn(...facts).text;
    const ofFile: [number, RequestFact] = [40, { type: 'marked', mark: 'seen', by: 'rev', review }];
    const ofTheMark = /from a review file\s*; press/;
    expect(text(ofFile)).toMatch(ofTheMark);
    const mine: [number, RequestFact] = [50, { type: 'marked', mark: 'seen', by: 'ann' }];
    expect(text(ofFile, mine)).not.toMatch(ofTheMark);
    expect(text(ofFile, mine)).toContain('from a review file');
    expect(text(mine)).not.toContain('from a review file');
  });

  it('says that there is no mark, and of nobody’s note that nobody looked', () => {
    const { text } = drawn([10, { type: 'noted', text: 'x', by: 'ann' }]);
    expect(text).toContain('no mark yet');
    const marked = drawn([10, { type: 'marked', mark: 'seen', by: '' }]).text.replace(/\s+/g, ' ');
    expect(marked).toContain('by somebody without a name');
    expect(text).not.toContain('nobody');
  });

  it('shows the name that is signed with beside the note’s button', () => {
    useSigner.setState({ by: 'Nora Engineer' });
    expect(drawn().text.match(/Nora Engineer/g)).toHaveLength(2);
  });

  it('shows a note that is being typed as it will stand, its Markdown read', () => {
    keepUnsent(REQUEST.id, 'a **b** <i>');
    expect(drawn().html).toContain('<p>a <strong>b</strong> &lt;i&gt;</p>');
    expect(unsentNotes()).toBe(1);
    keepUnsent(REQUEST.id, ' ');
    expect(drawn().html).not.toContain('As it will stand');
    expect(unsentNotes()).toBe(0);
  });

  it('keeps what is typed while a note is put on record', () => {
    const left = (typed: string) => {
      keepUnsent(REQUEST.id, typed);
      forgetSent(REQUEST.id, 'Node 2 lost it.');
      return useUnsentNotes.getState()[REQUEST.id];
    };
    expect(left('Node 2 lost it.')).toBe('');
    expect(left('Node 2 lost it.\nSo did 3')).toBe('So did 3');
    expect(left('Another thought')).toBe('Another thought');
  });

  it('takes the focus from nobody: nothing in it is disabled, not even with as many tags as there can be', () => {
    const tags = Array.from({ length: MAX_TAGS }, (_none, at) => `tag-${at}`);
    for (const { html } of [drawn(), drawn([10, { type: 'tagged', tags, by: 'ann' }])]) {
      expect(html).not.toMatch(/ disabled=""/);
    }
  });

  it.each([
    ['Enter ends what is typed', { key: 'Enter' }, 'edge', 'add'],
    ['Enter alone does nothing', { key: 'Enter' }, ' ', null],
    [
      'Enter of a word being composed is the word’s',
      { key: 'Enter', isComposing: true },
      'ed',
      null,
    ],
    ['Backspace takes the last away where nothing is typed', { key: 'Backspace' }, '', 'drop'],
    ['Backspace erases what is typed', { key: 'Backspace' }, 'e', null],
    ['Backspace that is held stops at the tags', { key: 'Backspace', repeat: true }, '', null],
  ])('of tags: %s', (_what, key, typed, act) => {
    expect(tagAct({ repeat: false, isComposing: false, ...key }, typed)).toBe(act);
  });
});
