import type { ReactNode } from 'react';

/** One line of the settings: what it is at the left, the choice at the right. */
export function Setting({
  label,
  note,
  children,
}: {
  label: string;
  note: string;
  children: ReactNode;
}) {
  return (
    <div className="setting">
      <div>
        <b>{label}</b>
        <small>{note}</small>
      </div>
      <div>{children}</div>
    </div>
  );
}
