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
};

/** One version of a field; a field that was there and is not any more says so. */
export function MergeValue({ value, other, state, copy }: MergeValueProps) {
  if (value === undefined && other !== undefined) {
    return <span className="merge-deleted">deleted</span>;
  }
  return <ChangeValue value={plain(value)} other={plain(other)} copy={copy} state={state} />;
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
