import type { ReactNode } from 'react';

/** One line of the left column: what it is, and how it stands. */
export function TocFact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="toc-fact">
      <span>{label}</span>
      <span className="toc-value">{children}</span>
    </div>
  );
}
