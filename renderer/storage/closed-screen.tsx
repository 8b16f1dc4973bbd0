import { useEffect } from 'react';
import { loadUpdate, useStorageStore } from './storage-store.ts';
import { TroubleScreen } from './trouble-screen.tsx';
import { UpdatingScreen } from './updating-screen.tsx';

/** Instead of every screen while the data is not open: it is being brought up to date, or there is trouble with it. */
export function ClosedScreen() {
  const update = useStorageStore((state) => state.update);
  useEffect(() => void loadUpdate(), []);
  if (update === 'not asked') return null;
  return update === null ? <TroubleScreen /> : <UpdatingScreen update={update} />;
}
