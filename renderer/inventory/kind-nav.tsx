import type { InventoryState } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_PLURAL, KINDS_IN_ORDER } from '../../shared/nsx/kinds.ts';
import { SelectInput } from '../ui/field.tsx';

type KindNavProps = {
  /** null: everything. */
  kind: InventoryKind | null;
  onChange: (kind: InventoryKind | null) => void;
  /** Of what is found, where something is looked for. */
  counts: InventoryState['counts'];
  /** Kinds that the manager doesn't show to this user. */
  hidden: InventoryState['hidden'];
};

const EVERYTHING = 'Everything';
const ALL: readonly (InventoryKind | null)[] = [null, ...KINDS_IN_ORDER];

export function kindTitle(kind: InventoryKind | null): string {
  return kind === null ? EVERYTHING : KIND_PLURAL[kind];
}

/** The kinds with their counts: a column, or a list to choose from where the window is narrow. */
export function KindNav({ kind, onChange, counts, hidden }: KindNavProps) {
  const countOf = (each: InventoryKind | null) => {
    if (each !== null && hidden?.[each]) return '–';
    const sum = KINDS_IN_ORDER.reduce((all, one) => all + (counts[one] ?? 0), 0);
    return (each === null ? sum : (counts[each] ?? 0)).toLocaleString('en-US');
  };
  return (
    <>
      <nav className="kind-nav" aria-label="Kinds">
        {ALL.map((each) => (
          <button
            key={each ?? EVERYTHING}
            type="button"
            aria-current={each === kind ? 'true' : undefined}
            onClick={() => onChange(each)}
          >
            {kindTitle(each)} <span>{countOf(each)}</span>
          </button>
        ))}
      </nav>
      <div className="kind-select">
        <SelectInput
          aria-label="Kind"
          value={kind ?? ''}
          onChange={(event) => {
            const chosen = KINDS_IN_ORDER.find((each) => each === event.target.value);
            onChange(chosen ?? null);
          }}
        >
          {ALL.map((each) => (
            <option key={each ?? EVERYTHING} value={each ?? ''}>
              {kindTitle(each)} ({countOf(each)})
            </option>
          ))}
        </SelectInput>
      </div>
    </>
  );
}
