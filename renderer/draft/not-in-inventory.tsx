import type { ManagerId } from '../../shared/ids.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import { useInventory } from '../inventory/inventories.ts';
import { TimeText } from '../ui/time-text.tsx';

/** That an id is of nothing known, by which inventory: the object may be newer than that. */
export function NotInInventory({ managerId, kind }: { managerId: ManagerId; kind: InventoryKind }) {
  const asOf = useInventory(managerId)?.state?.asOf ?? null;
  return (
    <>
      No {KIND_NAME[kind]} in the inventory
      {asOf !== null && (
        <>
          {' '}
          read <TimeText at={asOf} />
        </>
      )}{' '}
      has this id; it is kept as it is.
    </>
  );
}
