import type { SavedView } from '../../shared/history-query.ts';
import { call } from '../bridge.ts';
import { go } from '../shell/route-store.ts';
import { wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { applyView, useRequests, viewNow } from './requests-state.ts';

/** Shows the Requests screen as a view has it. */
export function openView(view: SavedView): void {
  applyView(view);
  go({ screen: 'requests' });
}

/** Keeps what is shown under a name, in the place of a view that has it. */
export async function saveView(name: string) {
  const answer = await call('view.save', viewNow(name.trim()));
  if (answer.ok) useRequests.setState({ viewName: name.trim() });
  return answer;
}

/** Gives a view another name; what it shows stays, also where something was changed of it just now. */
export async function renameView(view: SavedView, name: string) {
  const renamed = await call('view.save', { ...view, name: name.trim() });
  if (!renamed.ok || name.trim() === view.name) return renamed;
  useRequests.setState({ viewName: name.trim() });
  // Kept under its new name first: what fails here leaves one too many, never none.
  return call('view.remove', { name: view.name });
}

export async function removeView(name: string): Promise<void> {
  const answer = await call('view.remove', { name });
  if (!answer.ok) {
    const words = wordsOf(answer.failure);
    toast({ title: words.title, message: words.explanation, tone: words.tone });
    return;
  }
  useRequests.setState({ viewName: null });
  toast({ title: `View “${name}” is removed`, message: 'No request is touched by that.' });
}
