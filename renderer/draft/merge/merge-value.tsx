import type { Json } from '../../../shared/json.ts';
import { ChangeValue } from '../change-value.tsx';
import { plain } from '../field-changes.ts';
import type { Copy } from '../lookup.ts';

type MergeValueProps = {
  value: Json | undefined;
  /** What it is compared with. */
  other: Json | undefined;
  state: 'plain' | 'gone' | 'new' | 'moved';
  copy: Copy;
  /** The base: a field that it has not was not there; of a side, it is deleted. */
  isBase?: boolean;
};

/** One version of a field; a field that was there and is not any more says so. */
export function MergeValue({ value, other, state, copy, isBase = false }: MergeValueProps) {
  if (value === undefined && other !== undefined && !isBase) {
    return <span className="merge-deleted">deleted</span>;
  }
  return <ChangeValue value={readable(value)} other={readable(other)} copy={copy} state={state} />;
}

/** Subnets and tags as a person names them. */
function readable(value: Json | undefined): Json | undefined {
  const isSet =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'object' && item !== null && 'tag' in item);
  return isSet ? texts(value) : plain(value);
}

/** What came into a list and what went. */
export function ListMoves({
  added,
  removed,
  state,
  copy,
}: {
  added: Json[];
  removed: Json[];
  state: 'new' | 'moved';
  copy: Copy;
}) {
  const side = (words: string, items: Json[], look: 'gone' | 'new' | 'moved') =>
    items.length > 0 && (
      <span className="merge-moves">
        <span className="muted small">{words}</span>
        <ChangeValue value={texts(items)} other={[]} copy={copy} state={look} />
      </span>
    );
  return (
    <>
      {side('added', added, state)}
      {side('removed', removed, 'gone')}
    </>
  );
}

/** Items of a set as a person names them: `10.0.0.0/24`, `site: AMS`. */
function texts(items: Json[]): Json {
  const subnets = plain(items);
  if (Array.isArray(subnets) && subnets.every((item) => typeof item === 'string')) return subnets;
  return items.map((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return String(item);
    const { scope, tag } = item;
    return scope ? `${String(scope)}: ${String(tag ?? '')}` : String(tag ?? JSON.stringify(item));
  });
}
