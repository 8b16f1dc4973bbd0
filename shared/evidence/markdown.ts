import { escapeHtml } from './escape.ts';

/**
 * What a person wrote as Markdown, as HTML with no tag but those made here: headings, paragraphs, lists, quotes, code,
 * bold, italic. Everything else stands as text: no HTML of the writer's, no image, and a link as its words and address.
 */
export function markdownHtml(text: string): string {
  const html: string[] = [];
  let paragraph: string[] = [];
  let list: { tag: string; items: string[] } = { tag: 'ul', items: [] };
  const flush = () => {
    if (paragraph.length > 0) html.push(`<p>${paragraph.map(inline).join('<br>')}</p>`);
    if (list.items.length > 0) {
      const items = list.items.map((one) => `<li>${inline(one)}</li>`);
      html.push(`<${list.tag}>${items.join('')}</${list.tag}>`);
    }
    paragraph = [];
    list = { tag: 'ul', items: [] };
  };
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string;
    if (/^\s*```/.test(line)) {
      flush();
      const end = lines.findIndex((other, index) => index > at && /^\s*```\s*$/.test(other));
      const last = end === -1 ? lines.length : end;
      html.push(`<pre><code>${escapeHtml(lines.slice(at + 1, last).join('\n'))}</code></pre>`);
      at = last;
      continue;
    }
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const quote = /^>\s?(.*)$/.exec(line);
    const item = /^\s*([-*+]|\d{1,9}[.)])\s+(.*)$/.exec(line);
    if (line.trim() === '') flush();
    else if (heading) {
      flush();
      // The report's own headings are above: a note's are the smallest.
      html.push(`<p><strong>${inline(heading[2] ?? '')}</strong></p>`);
    } else if (quote) {
      flush();
      html.push(`<blockquote>${inline(quote[1] ?? '')}</blockquote>`);
    } else if (item) {
      const tag = /\d/.test(item[1] ?? '') ? 'ol' : 'ul';
      if (list.tag !== tag || paragraph.length > 0) flush();
      list.tag = tag;
      list.items.push(item[2] ?? '');
    } else {
      if (list.items.length > 0) flush();
      paragraph.push(line);
    }
  }
  flush();
  return html.join('\n');
}

/** Code first: what stands in it is no markup. */
function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((piece) =>
      piece.length > 2 && piece.startsWith('`') && piece.endsWith('`')
        ? `<code>${escapeHtml(piece.slice(1, -1))}</code>`
        : emphasized(escapeHtml(piece)),
    )
    .join('');
}

function emphasized(html: string): string {
  return html
    .replace(/\[([^[\]]+)\]\(([^()\s]+)\)/g, '$1 ($2)')
    .replace(/\*\*([^*\n]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w*])\*([^*\s][^*\n]*)\*(?![\w*])/g, '$1<em>$2</em>')
    .replace(/(^|\W)_([^_\s][^_\n]*)_(?!\w)/g, '$1<em>$2</em>');
}
