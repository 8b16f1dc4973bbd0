import type { ReactNode } from 'react';
import type { SectionId } from './sections.ts';

type FormSectionProps = {
  id: SectionId;
  title: string;
  note?: ReactNode;
  children: ReactNode;
};

/** A part of a draft's form under its heading; the left column leads here. */
export function FormSection({ id, title, note, children }: FormSectionProps) {
  return (
    <section
      className="section draft-section"
      id={`section-${id}`}
      tabIndex={-1}
      aria-label={title}
    >
      <h2>
        {title} {note && <small>{note}</small>}
      </h2>
      {children}
    </section>
  );
}
