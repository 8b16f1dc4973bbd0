import type { Json, JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import { KINDS_IN_ORDER } from '../../shared/nsx/kinds.ts';
import type { Copy } from './lookup.ts';
import { entityOf } from './lookup.ts';
import { subnetTexts } from './subnets.ts';

type ValueProps = {
  value: Json | undefined;
  other: Json | undefined;
  copy: Copy;
  state: 'plain' | 'gone' | 'new' | 'moved';
};

/** One version of a field; of a list, only what the other version has not is marked. */
export function ChangeValue({ value, other, copy, state }: ValueProps) {
  if (value === undefined) return <span className="muted small">not there</span>;
  if (isTexts(value)) {
    const there = new Set(isTexts(other) ? other : []);
    return (
      <span className="subnets">
        {value.length === 0 && <span className="muted small">none</span>}
        {value.map((text) => (
          <span
            key={text}
            className="changes-value mono"
            data-state={there.has(text) ? 'plain' : state}
          >
            {text}
          </span>
        ))}
      </span>
    );
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    return (
      <span className="changes-value mono" data-state={state}>
        {value.map((item) => inOneLine(item)).join('\n')}
      </span>
    );
  }
  if (isObject(value)) {
    return (
      <span className="changes-value mono" data-state={state}>
        {Object.entries(value)
          .map(([key, part]) => `${key}: ${readable(copy, part)}`)
          .join('\n')}
      </span>
    );
  }
  const named = typeof value === 'string' ? namedBy(copy, value) : null;
  return (
    <span className="changes-value mono" data-state={state}>
      {named !== null ? named : typeof value === 'string' ? value || '""' : JSON.stringify(value)}
    </span>
  );
}

/** The name of the object that an id names, or of the draft that creates it; null where the copy knows none. */
function namedBy(copy: Copy, id: string): string | null {
  for (const kind of KINDS_IN_ORDER) {
    const entity = entityOf(copy, kind, id);
    if (entity) return entity.name;
  }
  return null;
}

function readable(copy: Copy, value: Json): string {
  return (typeof value === 'string' && namedBy(copy, value)) || inLine(value);
}

/** One of several whole objects (the rules of a new session). */
function inOneLine(item: JsonObject): string {
  return Object.entries(item)
    .map(([key, part]) => `${key}: ${inLine(part)}`)
    .join(' · ');
}

/** A part of a whole rule, as a person reads it. */
function inLine(value: Json): string {
  if (Array.isArray(value)) return subnetTexts(value).join(', ') || 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
