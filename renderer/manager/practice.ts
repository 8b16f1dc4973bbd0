import type { ManagerId } from '../../shared/ids.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { call } from '../bridge.ts';
import { chooseManager } from '../settings/settings-store.ts';
import { go } from '../shell/route-store.ts';
import { wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { putManager } from './manager-store.ts';

/** Reads a manager's inventory if this computer has no copy of it: the first thing that one wants of a new manager. */
export async function readIfNeverRead(managerId: ManagerId): Promise<void> {
  const state = await call('inventory.state', { managerId });
  if (!state.ok || state.value.asOf !== null || state.value.reading) return;
  await call('inventory.refresh', { managerId });
}

/** Starts the practice manager (or finds it running), puts it in front and shows its sessions. */
export async function openPractice(): Promise<ManagerView | null> {
  const answer = await call('practice.open', null);
  if (!answer.ok) {
    const words = wordsOf(answer.failure);
    toast({ title: words.title, message: words.explanation, tone: 'danger' });
    return null;
  }
  putManager(answer.value);
  chooseManager(answer.value.manager.id);
  go({ screen: 'inventory' });
  void readIfNeverRead(answer.value.manager.id);
  return answer.value;
}
