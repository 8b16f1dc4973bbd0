import type { Manager } from '../../shared/manager.ts';

/** The first facts of every confirmation: to which manager it goes, in its colour, and as whom. */
export function WheretoFacts({ manager }: { manager: Manager }) {
  return (
    <>
      <dt>Manager</dt>
      <dd>
        <b className="in-colour">
          {manager.name}
          {manager.environment && ` · ${manager.environment}`}
        </b>{' '}
        <span className="mono muted">{manager.address}</span>
      </dd>
      <dt>As</dt>
      <dd>{manager.user}</dd>
    </>
  );
}
