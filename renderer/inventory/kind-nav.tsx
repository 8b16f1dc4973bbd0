import type { InventoryState } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_PLURAL } from '../../shared/nsx/kinds.ts';
import { SelectInput } from '../ui/field.tsx';

/** Sessions first; what they are made of after. */
export const KINDS_IN_ORDER = [
  'sessions',
  'local-endpoints',
  'peer-endpoints',
  'services',
  'ike-profiles',
  'tunnel-profiles',
  'dpd-profiles',
  'logical-routers',
  'transport-nodes',
  'certificates',
  'crls',
] as const satisfies readonly InventoryKind[];

type KindNavProps = {
  kind: InventoryKind;
  onChange: (kind: InventoryKind) => void;
  counts: InventoryState['counts'];
};

/** The kinds with their counts: a column, or a list to choose from where the window is narrow. */
export function KindNav({ kind, onChange, counts }: KindNavProps) {
  return (
    <>
      <nav className="kind-nav" aria-label="Kinds">
        {KINDS_IN_ORDER.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === kind ? 'true' : undefined}
            onClick={() => onChange(each)}
          >
            {KIND_PLURAL[each]} <span>{counts[each] ?? ''}</span>
          </button>
        ))}
      </nav>
      <div className="kind-select">
        <SelectInput
          aria-label="Kind"
          value={kind}
          onChange={(event) => {
            const chosen = KINDS_IN_ORDER.find((each) => each === event.target.value);
            if (chosen) onChange(chosen);
          }}
        >
          {KINDS_IN_ORDER.map((each) => (
            <option key={each} value={each}>
              {KIND_PLURAL[each]} ({counts[each] ?? 0})
            </option>
          ))}
        </SelectInput>
      </div>
    </>
  );
}
