import type { Input } from '../../shared/contract.ts';
import { COPY_WORDS, type CopyForm, copyText, type Told } from '../../shared/evidence/copy-as.ts';
import type { ListFormat } from '../../shared/evidence/list-export.ts';
import type { MadeOutcome } from '../../shared/evidence-contract.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { bytesText } from '../../shared/storage-words.ts';
import { call, onEvent } from '../bridge.ts';
import { loadRequest, useHistoryStore } from '../history/history-store.ts';
import { unsentNotes } from '../history/unsent-notes.ts';
import { wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { useEvidenceDialogs } from './evidence-store.ts';

function sayFailure(failure: Failure): void {
  const { title, explanation, tone } = wordsOf(failure);
  toast({ title, message: explanation, tone });
}

function sayWritten(answer: Result<MadeOutcome>, what: string): void {
  if (!answer.ok) {
    sayFailure(answer.failure);
    return;
  }
  if (answer.value.outcome === 'cancelled') return;
  if (answer.value.outcome === 'withheld') {
    toast({ title: `${what} not saved`, message: answer.value.problem, tone: 'warning' });
    return;
  }
  const { file, bytes } = answer.value;
  toast({
    title: `${what} saved`,
    message: `${file}, ${bytesText(bytes)}`,
    tone: 'ok',
    act: { label: 'Show in folder', run: () => void showInFolder(file) },
  });
}

/** Shows a file that was saved where it lies, in the system's own way. */
export async function showInFolder(file: string): Promise<void> {
  const answer = await call('evidence.show', { file });
  if (!answer.ok) sayFailure(answer.failure);
}

/** The window begins anew: a note that was begun would be gone without a word. */
function asksFirst(losing: 'leave' | 'open'): boolean {
  if (unsentNotes() === 0) return false;
  useEvidenceDialogs.setState({ losing });
  return true;
}

/** Does what was asked about, without the notes that were begun. */
export async function goWithoutNotes(losing: 'leave' | 'open'): Promise<void> {
  await (losing === 'leave' ? leaveNow() : openNow());
}

/** Asks for a pack and shows it in reviewer mode; one with any problem is refused, with the places. */
export async function openPack(): Promise<void> {
  if (!asksFirst('open')) await openNow();
}

async function openNow(): Promise<void> {
  const answer = await call('evidence.open', null);
  if (!answer.ok) {
    sayFailure(answer.failure);
    return;
  }
  if (answer.value.outcome === 'refused') useEvidenceDialogs.setState({ refused: answer.value });
}

/** Back to one's own record. */
export async function leaveReview(): Promise<void> {
  if (!asksFirst('leave')) await leaveNow();
}

async function leaveNow(): Promise<void> {
  const answer = await call('evidence.leave', null);
  if (!answer.ok) sayFailure(answer.failure);
}

export async function saveReview(): Promise<void> {
  sayWritten(await call('evidence.save-review', null), 'Review');
}

/** Asks for a reviewer's file and shows what it says; merging it is another act. */
export async function mergeReview(): Promise<void> {
  const answer = await call('evidence.read-review', null);
  if (!answer.ok) {
    sayFailure(answer.failure);
    return;
  }
  if (answer.value.outcome !== 'cancelled') useEvidenceDialogs.setState({ review: answer.value });
}

export async function savePdf(requestId: RequestId): Promise<void> {
  sayWritten(await call('evidence.pdf', { requestId }), 'Report');
}

type ListOf = Input<'evidence.list'>['of'];

/** Saves a list of requests as a file: of those that were chosen, or of all that a filter leaves. */
export async function exportList(of: ListOf, format: ListFormat): Promise<void> {
  sayWritten(await call('evidence.list', { of, format }), 'List');
}

/** The facts of a request: those that are held, else they are read; null where they can't be. */
async function toldOf({ request: { id } }: RequestSummary): Promise<Told | null> {
  const held = () => useHistoryStore.getState().details[id] ?? null;
  if (held() === null) await loadRequest(id);
  return held();
}

export async function copyAs(form: CopyForm, summary: RequestSummary): Promise<void> {
  const text = copyText(form, summary, form === 'markdown' ? await toldOf(summary) : null);
  const { label } = COPY_WORDS[form];
  if (text === null) {
    toast({
      title: 'Nothing to copy',
      message: 'NSX gave this request no id.',
      tone: 'warning',
    });
    return;
  }
  try {
    await navigator.clipboard.writeText(text);
    toast({ title: `Copied: ${label}`, tone: 'ok' });
  } catch {
    toast({ title: 'Could not copy', message: 'The system did not take it.', tone: 'warning' });
  }
}

/** The application's menu has an item for it as well. */
export function startEvidence(): void {
  onEvent('evidence.open-asked', () => void openPack());
}
