import type { ReactNode } from 'react';
import { HeadingLevel } from './heading.ts';
import './page.css';

interface PageProps {
  /** The sentence that a person would say. */
  title: ReactNode;
  /** One or two muted lines under it. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Uses the whole width (tables, lanes) instead of a reading width. */
  wide?: boolean;
  children?: ReactNode;
}

/** What stands in a detail pane: a sentence, acts at the right, then cards. */
export function Page({ title, note, actions, wide = false, children }: PageProps) {
  return (
    <div className="page" data-wide={wide || undefined}>
      <header className="page-head">
        <div className="page-words">
          <h1 {...clampOf(title)}>{title}</h1>
          {note && <p>{note}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      <HeadingLevel value="h2">{children}</HeadingLevel>
    </div>
  );
}

/** Longer than this a text is no sentence of ours but somebody's name, in characters. */
const LONG_NAME = 120;

function clampOf(title: ReactNode): { title?: string; 'data-clamp'?: true } {
  const isLong = typeof title === 'string' && title.length > LONG_NAME;
  return isLong ? { title, 'data-clamp': true } : {};
}

/** A titled part of a form or page without a frame. */
export function Section({
  title,
  note,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="section">
      <h3>
        {title} {note && <small>{note}</small>}
      </h3>
      {children}
    </section>
  );
}
