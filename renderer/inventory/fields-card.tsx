import type { Entity, EntityLink } from '../../shared/inventory.ts';
import { isObject, type Json } from '../../shared/json.ts';
import { Tag } from '../ui/badge.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { type FieldRow, fieldsOf } from './fields.ts';

type FieldsCardProps = {
  entity: Entity;
  /** What it names: shown by name, and gone to. */
  uses: readonly EntityLink[];
  onOpen: (id: string) => void;
};

/** Every field of an object: what is known by its label, what isn't as it is. */
export function FieldsCard({ entity, uses, onOpen }: FieldsCardProps) {
  const { known, managed, unknown } = fieldsOf(entity);
  const rows = (fields: readonly FieldRow[]) =>
    fields.map((field) => (
      <div key={field.key}>
        <dt title={field.help ?? undefined}>{field.label}</dt>
        <dd>
          <Value field={field} uses={uses} onOpen={onOpen} />
        </dd>
      </div>
    ));
  return (
    <Card title="Fields" note="as they were read" padded={false}>
      <dl className="entity-fields">{rows(known)}</dl>
      {managed.length > 0 && (
        <>
          <h3 className="entity-fields-head">NSX’s own</h3>
          <dl className="entity-fields">{rows(managed)}</dl>
        </>
      )}
      {unknown.length > 0 && (
        <>
          <h3 className="entity-fields-head">
            Not known to Spanwatch <small>kept, and sent back as they are</small>
          </h3>
          <dl className="entity-fields">{rows(unknown)}</dl>
        </>
      )}
    </Card>
  );
}

const LONG_TEXT = 400;

function Value({ field, uses, onOpen }: { field: FieldRow } & Omit<FieldsCardProps, 'entity'>) {
  const { key, value, preset } = field;
  if (value === undefined || value === null) {
    return (
      <span className="muted">
        {preset === undefined ? 'not set' : `not set: NSX takes ${words(preset)}`}
      </span>
    );
  }
  const named = uses.filter((link) => link.field === key);
  if (named.length > 0) {
    return (
      <span className="entity-links">
        {named.map((link) =>
          link.name === null ? (
            <span key={link.id}>
              <MonoId id={link.id} what="id" /> <span className="muted">not in the inventory</span>
            </span>
          ) : (
            <LinkButton key={link.id} onClick={() => onOpen(link.id)}>
              {link.name}
            </LinkButton>
          ),
        )}
      </span>
    );
  }
  if (typeof value === 'number' && key.endsWith('_time') && key.startsWith('_')) {
    return <TimeText at={value} />;
  }
  if (key === 'tags' && Array.isArray(value)) {
    if (value.length === 0) return <span className="muted">none</span>;
    return (
      <span className="subnets">
        {value.filter(isObject).map((tag) => (
          <Tag key={`${String(tag.scope)}|${String(tag.tag)}`}>
            {tag.scope ? `${String(tag.scope)}: ` : ''}
            {String(tag.tag ?? '')}
          </Tag>
        ))}
      </span>
    );
  }
  if (typeof value === 'boolean' && key.startsWith('_')) return value ? 'yes' : 'no';
  if (!isPlain(value)) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      <pre className="entity-json" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  }
  const text = words(value);
  return (
    <span className={typeof value === 'boolean' || key === 'description' ? undefined : 'mono'}>
      {text.length > LONG_TEXT ? `${text.slice(0, LONG_TEXT)}…` : text}
    </span>
  );
}

const isFlat = (value: Json): boolean => !isObject(value) && !Array.isArray(value);

/** Reads well on a line: a value, a list of values, or an object of them. */
function isPlain(value: Json): boolean {
  if (Array.isArray(value)) return value.every(isFlat);
  return !isObject(value) || Object.values(value).every(isFlat);
}

/** A plain value as it is read out: on, off, none, or itself. */
function words(value: Json): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (value === '' || (Array.isArray(value) && value.length === 0)) return 'none';
  if (Array.isArray(value)) return value.map((one) => String(one)).join(', ');
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${words(one)}`)
    .join(', ');
}
