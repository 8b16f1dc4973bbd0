import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { NoteText } from '../../../renderer/history/note-text.tsx';

/** The note's own HTML, without the element around it. */
function html(text: string): string {
  const all = renderToStaticMarkup(<NoteText text={text} />);
  return all.replace(/^<div class="note-text">/, '').replace(/<\/div>$/, '');
}

const ALLOWED =
  /^<\/?(p|em|strong|code|pre|br|hr|blockquote|h4|h5|h6|ul|ol|li|span)( start="\d+")?( class="note-url")?\/?>$/;
const tagsOf = (shown: string) => shown.match(/<[^>]*>/g) ?? [];

describe('a note', () => {
  it.each([
    ['words', 'words', '<p>words</p>'],
    ['bold, slanted, code', '**a** *b* `c`', '<p><strong>a</strong> <em>b</em> <code>c</code></p>'],
    ['a list', '- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    ['a numbered list', '3. a', '<ol start="3"><li><p>a</p></li></ol>'],
    ['a heading under the page’s', '# a', '<h4>a</h4>'],
    ['a block of code', '```\n<b>\n```', '<pre><code>&lt;b&gt;</code></pre>'],
    ['a quotation', '> a', '<blockquote><p>a</p></blockquote>'],
    [
      'HTML as it was typed',
      'a <b onclick="x()">b</b>',
      '<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>',
    ],
    ['a block of HTML as it was typed', '<script>x</script>', '&lt;script&gt;x&lt;/script&gt;'],
    [
      'a link as words and address',
      '[a](https://b.example)',
      '<p>a<span class="note-url"> (https://b.example)</span></p>',
    ],
    ['an address that stands alone', '<https://b.example>', '<p>https://b.example</p>'],
    [
      'a picture as words and address',
      '![a](https://b.example/c.png)',
      '<p>a<span class="note-url"> (https://b.example/c.png)</span></p>',
    ],
    [
      'a script’s address as text',
      '[a](javascript:x)',
      '<p>a<span class="note-url"> (javascript:x)</span></p>',
    ],
  ])('shows %s', (_what, text, shown) => {
    expect(html(text)).toBe(shown);
  });

  it('is never more than the elements of a text, whatever was typed', () => {
    const part = fc.constantFrom(
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '![',
      '](',
      '`',
      '```\n',
      '*',
      '**',
      '_',
      '\n',
      '\n\n',
      '- ',
      '1. ',
      '# ',
      '> ',
      '&lt;',
      '&#60;',
      '<img src=x onerror=y>',
      '<!--',
      'javascript:',
      'a',
      ' ',
      '\\',
      '[a]: b\n',
      '<a href="x">',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 40 }),
        (parts) => {
          const text = parts.join('');
          for (const tag of tagsOf(html(text))) expect(tag).toMatch(ALLOWED);
        },
      ),
    );
  });

  it('that is nested without end is shown all the same', () => {
    expect(html(`${'> '.repeat(2000)}deep`)).toContain('deep');
    const stars = '_*a'.repeat(6000);
    expect(html(stars)).toBe(`<p class="note-typed">${stars}</p>`);
    expect(html('['.repeat(5000)).length).toBeGreaterThan(0);
  });
});
