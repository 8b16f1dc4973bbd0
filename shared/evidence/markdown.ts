import { escapeHtml } from './escape.ts';

/**
 * What a person wrote as Markdown, as HTML with no tag but those made here: headings, paragraphs, lists, quotes, code,
 * bold, italic. Everything else stands as text: no HTML of the writer's, no image, and a link as its words and address.
 */
export function markdownHtml(text: string): string {
  const html: string[] = [];
  let paragraph: string[] = [];
  let list: Item[] = [];
  const flush = () => {
    if (paragraph.length > 0) html.push(`<p>${paragraph.map(inline).join('<br>')}</p>`);
    html.push(listHtml(list));
    paragraph = [];
    list = [];
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
    const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/.exec(line);
    if (line.trim() === '') flush();
    else if (heading) {
      flush();
      // The report's own headings are above: a note's are the smallest.
      html.push(`<p><strong>${inline(heading[2] ?? '')}</strong></p>`);
    } else if (quote) {
      flush();
      html.push(`<blockquote>${inline(quote[1] ?? '')}</blockquote>`);
    } else if (item) {
      if (paragraph.length > 0) flush();
      const [, before = '', mark = '', words = ''] = item;
      list.push({ indent: before.replaceAll('\t', TAB).length, mark, lines: [words] });
      // What follows an item without a line between is its own, as in the window.
    } else if (list.length > 0) list.at(-1)?.lines.push(line.trim());
    else paragraph.push(line);
  }
  flush();
  return html.filter((part) => part !== '').join('\n');
}

type Item = { indent: number; mark: string; lines: string[] };

const TAB = '    ';
/** An item that stands further in than this under the one before is of a list in it. */
const NESTED = 2;

const tagOf = ({ mark }: Item) => (/\d/.test(mark) ? 'ol' : 'ul');

/** Items as lists, one in another where they stand further in. */
function listHtml(items: readonly Item[]): string {
  const html: string[] = [];
  for (let at = 0; at < items.length; ) {
    const first = items[at] as Item;
    const tag = tagOf(first);
    const start = Number.parseInt(first.mark, 10);
    html.push(tag === 'ol' && start !== 1 ? `<ol start="${start}">` : `<${tag}>`);
    for (let item = items[at]; item && tagOf(item) === tag; item = items[at]) {
      const { indent, lines } = item;
      let end = at + 1;
      while (end < items.length && (items[end] as Item).indent >= indent + NESTED) end += 1;
      const inside = listHtml(items.slice(at + 1, end));
      html.push(`<li>${lines.map(inline).join('<br>')}${inside}</li>`);
      at = end;
    }
    html.push(`</${tag}>`);
  }
  return html.join('');
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

/** A link or a picture; its address may have brackets of its own. */
const LINK = /(!?)\[([^[\]]*)\]\(((?:[^()\s]|\([^()\s]*\))+)\)/g;

function emphasized(html: string): string {
  return html
    .replace(LINK, (_whole, picture, words, url) => {
      return `${words || (picture ? 'picture' : '')} (${url})`.trim();
    })
    .replace(/\*\*([^*\n]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w*])\*([^*\s][^*\n]*)\*(?![\w*])/g, '$1<em>$2</em>')
    .replace(/(^|\W)_([^_\s][^_\n]*)_(?!\w)/g, '$1<em>$2</em>');
}
