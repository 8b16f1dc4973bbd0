import { useState } from 'react';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { draftStore } from '../draft/drafts.ts';
import { putSummary } from '../history/history-store.ts';
import { go } from '../shell/route-store.ts';
import type { Act } from './next-step.ts';

export type Doing = Act | 'read-tunnel';

/** Gives main the command of each act; one at a time. What fails is shown until the next act. */
export function useRequestActs(summary: RequestSummary) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function run(act: Doing): Promise<void> {
    if (doing !== null) return;
    setDoing(act);
    setFailure(null);
    const answer = await perform(act, summary);
    if (!answer.ok) setFailure(answer.failure);
    setDoing(null);
  }
  return { doing, failure, run, clear: () => setFailure(null) };
}

async function perform(act: Doing, { request }: RequestSummary): Promise<Result<unknown>> {
  const requestId = request.id;
  switch (act) {
    case 'check-now':
      return take(await call('watch.check-now', { requestId }));
    case 'stop':
      return take(await call('watch.stop', { requestId }));
    case 'resume':
      return take(await call('watch.resume', { requestId }));
    case 'settle':
      return take(await call('send.settle', { requestId }));
    case 'read-tunnel':
      return take(await call('watch.read-tunnel', { requestId }));
    case 'draft-from':
      return openDraft(await call('history.draft-from', { requestId }));
    case 'restore':
      return openDraft(await call('history.draft-from', { requestId, state: 'before' }));
    case 'rebase':
      return request.draftId === null
        ? openDraft(await call('history.draft-from', { requestId }))
        : openDraft(await draftStore.getState().rebase(request.draftId));
    case 'open-draft':
      return openOwnDraft(request);
    case 'open-manager':
      go({ screen: 'managers', id: request.managerId });
      return { ok: true, value: null };
  }
}

function take(answer: Result<RequestSummary>): Result<RequestSummary> {
  if (answer.ok) putSummary(answer.value);
  return answer;
}

function openDraft<T extends { id: string }>(answer: Result<T>): Result<T> {
  if (answer.ok) go({ screen: 'drafts', id: answer.value.id });
  return answer;
}

/** The draft that this was sent from; where it was discarded meanwhile, a new one from this request. */
async function openOwnDraft(request: RequestSummary['request']): Promise<Result<unknown>> {
  const drafts = await call('draft.list', null);
  if (!drafts.ok) return drafts;
  const own = drafts.value.find(({ id }) => id === request.draftId);
  return openDraft(
    own ? { ok: true, value: own } : await call('history.draft-from', { requestId: request.id }),
  );
}
