import type { Node, Nodes, Parents, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import './note-text.css';

/** Deeper nesting than this is shown as it was typed: a note of ten thousand “>” is no quotation. */
const DEEPEST = 30;
/** A note with more stars and underscores than this is shown as it was typed: pairing them takes the square of their number. */
const MOST_STARS = 2000;
/** A note's own headings stand under those of the page. */
const HEADING_UNDER = 3;
const LAST_HEADING = 6;

/**
 * A note's Markdown as elements, never as HTML: tags in it are shown as they were typed, a link as its words and its
 * address, which leads nowhere, and a picture as its words; nothing is ever fetched.
 */
export function NoteText({ text }: { text: string }) {
  const shown = useMemo(() => {
    const root = parse(text);
    return root === null ? <p className="note-typed">{text}</p> : childrenOf(root, text, 0);
  }, [text]);
  return <div className="note-text">{shown}</div>;
}

function parse(text: string): Root | null {
  if ((text.match(/[*_]/g) ?? []).length > MOST_STARS) return null;
  try {
    return fromMarkdown(text);
  } catch {
    return null;
  }
}

function childrenOf(node: Parents, text: string, depth: number): ReactNode {
  return node.children.map((child, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a note's parts never move
    <Fragment key={at}>{elementOf(child, text, depth + 1)}</Fragment>
  ));
}

/** What was typed for a part. */
function typedOf({ position }: Node, text: string): string {
  return text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}

function elementOf(node: Nodes, text: string, depth: number): ReactNode {
  if (depth > DEEPEST) return typedOf(node, text);
  const inside = () => ('children' in node ? childrenOf(node, text, depth) : null);
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      return <p>{inside()}</p>;
    case 'emphasis':
      return <em>{inside()}</em>;
    case 'strong':
      return <strong>{inside()}</strong>;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'code':
      return (
        <pre>
          <code>{node.value}</code>
        </pre>
      );
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'blockquote':
      return <blockquote>{inside()}</blockquote>;
    case 'heading':
      return createElement(
        `h${Math.min(LAST_HEADING, node.depth + HEADING_UNDER)}`,
        null,
        inside(),
      );
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{inside()}</ol> : <ul>{inside()}</ul>;
    case 'listItem':
      return <li>{inside()}</li>;
    case 'link': {
      const typed = typedOf(node, text);
      // <https://…> is its address already.
      const isBare = typed.startsWith('<') && typed.endsWith('>');
      return (
        <>
          {inside()}
          {!isBare && <span className="note-url"> ({node.url})</span>}
        </>
      );
    }
    case 'image':
      return (
        <>
          {node.alt || 'picture'}
          <span className="note-url"> ({node.url})</span>
        </>
      );
    default:
      // HTML, references, footnotes: as they were typed.
      return typedOf(node, text);
  }
}
