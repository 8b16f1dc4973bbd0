import type { Draft } from '../../../shared/draft.ts';
import type { ManagerId } from '../../../shared/ids.ts';
import { asNewEntity } from '../../../shared/nsx/as-new.ts';
import { REDACTED } from '../../../shared/redaction.ts';
import type { Result } from '../../../shared/result.ts';
import { call } from '../../bridge.ts';
import { draftStore } from '../drafts.ts';
import type { PastedDraft } from './pasted-draft.ts';

/**
 * Makes the draft of a paste; its key goes to main by itself, and only its mark is in the draft. `isGone`: the manager
 * has no object of that id, so it becomes a new one.
 */
export async function draftOfPaste(
  pasted: PastedDraft,
  managerId: ManagerId,
  isGone: boolean,
): Promise<Result<Draft>> {
  const { kind, body, psk } = pasted;
  const operation = isGone ? 'create' : pasted.operation;
  const typed = typeof body.display_name === 'string' ? body.display_name : '';
  const made = await draftStore.getState().create({
    managerId,
    kind,
    operation,
    entityId: operation === 'create' ? null : pasted.entityId,
    body:
      operation === 'delete'
        ? null
        : operation === 'create'
          ? asNewEntity(kind, body, typed)
          : body,
  });
  if (!made.ok || psk === null) return made;
  const draftId = made.value.id;
  const kept = await call('draft.keep-secret', { draftId, field: 'psk', value: psk });
  if (!kept.ok) return kept;
  draftStore.getState().edit(draftId, ['psk'], REDACTED);
  return made;
}
