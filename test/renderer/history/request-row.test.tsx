import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { FoundText } from '../../../renderer/history/request-row.tsx';

it('a row marks the word in the text that it was found by, and shows that text as text', () => {
  const why = { before: '<b>dis', match: 'abl', after: 'ed</b>' };
  const html = renderToStaticMarkup(<FoundText why={why} />);
  expect(html).toContain('&lt;b&gt;dis<mark>abl</mark>ed&lt;/b&gt;');
  expect(html).toContain('title="Found in: &lt;b&gt;disabled&lt;/b&gt;"');
});
