import type { ManagerId } from '../../../shared/ids.ts';
import type { Store } from '../ports.ts';

/** Whether a halt of this manager is on record at this moment: window and terminal together try a password once. */
export function isHalted(store: Pick<Store, 'managers'>, id: ManagerId): boolean {
  return store.managers().some((manager) => manager.id === id && manager.halted !== undefined);
}
