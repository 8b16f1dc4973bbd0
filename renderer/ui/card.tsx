import type { ReactNode } from 'react';
import { useId } from 'react';
import './card.css';

interface CardProps {
  title?: ReactNode;
  /** What sets it apart from others of the same title, for screen readers. */
  called?: string;
  /** A muted remark beside the title. */
  note?: ReactNode;
  /** A badge beside the title. */
  badge?: ReactNode;
  /** What stands at the right end of the head. */
  actions?: ReactNode;
  foot?: ReactNode;
  /** False for tables and drawings that reach the card's edges. */
  padded?: boolean;
  children?: ReactNode;
}

/** A bordered panel with a head; a named region for screen readers. */
export function Card(props: CardProps) {
  const { title, called, note, badge, actions, foot, padded = true, children } = props;
  const id = useId();
  return (
    <section
      className="card"
      aria-label={called}
      aria-labelledby={title && !called ? id : undefined}
    >
      {title && (
        <header className="card-head">
          <h2 id={id}>{title}</h2>
          {badge}
          {note && <span className="card-note">{note}</span>}
          {actions && <div className="card-actions">{actions}</div>}
        </header>
      )}
      {children !== undefined && (
        <div className="card-body" data-padded={padded || undefined}>
          {children}
        </div>
      )}
      {foot && <footer className="card-foot">{foot}</footer>}
    </section>
  );
}

export interface Fact {
  label: string;
  value: ReactNode;
}

/** A strip of facts side by side under the page's sentence. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts one under the other, label at the left. */
export function Pairs({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="pairs">
      {facts.map(({ label, value }) => [
        <dt key={`${label}-label`}>{label}</dt>,
        <dd key={`${label}-value`}>{value}</dd>,
      ])}
    </dl>
  );
}
