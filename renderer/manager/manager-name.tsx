import type { ManagerView } from '../../shared/manager.ts';

/** A manager in a row of a list: its name in its colour, and its environment. Undefined: it was removed. */
export function ManagerName({ view }: { view: ManagerView | undefined }) {
  if (!view) return <span className="muted">removed</span>;
  return (
    <span data-colour={view.manager.colour}>
      <span className="in-colour">{view.manager.name}</span>{' '}
      <span className="muted small">{view.manager.environment}</span>
    </span>
  );
}
