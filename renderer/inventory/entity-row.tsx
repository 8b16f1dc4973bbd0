import { IconLock, IconPencil } from '@tabler/icons-react';
import type { Entity, FoundEntity } from '../../shared/inventory.ts';
import type { Copy } from '../draft/lookup.ts';
import { lockOf } from '../draft/lookup.ts';
import { describeEntity, sessionShape } from './describe.ts';

/** An entity in two lines: name, then what tells it from its siblings, or what of it was found. */
export function EntityRow({
  entity,
  copy,
  drafted,
  why = [],
  kind = null,
}: {
  entity: Entity;
  copy: Copy;
  drafted: boolean;
  /** What has the typed words, where the name hasn't. */
  why?: FoundEntity['why'];
  /** Said where the list is of every kind. */
  kind?: string | null;
}) {
  const lock = lockOf(entity.body);
  const session = entity.kind === 'sessions';
  const off = entity.body.enabled === false;
  return (
    <>
      <div className="row-1">
        <span className="row-name">{entity.name}</span>
        {lock && <IconLock size={13} className="muted" role="img" aria-label={lock.title} />}
        {drafted && (
          <IconPencil size={13} color="var(--accent)" role="img" aria-label="There is a draft" />
        )}
        <span className="row-end">
          {off ? 'disabled' : session ? sessionShape(entity) : ''}
          {kind && <span className="visually-hidden"> {kind}</span>}
        </span>
      </div>
      <div className="row-2">
        {why.length > 0 ? (
          <span className="truncate row-why">
            {why.map(({ label, text }) => (
              <span key={`${label}|${text}`}>
                {label} <span className="mono">{text}</span>
              </span>
            ))}
          </span>
        ) : (
          <span className="mono truncate">{describeEntity(copy, entity) || entity.id}</span>
        )}
      </div>
    </>
  );
}
