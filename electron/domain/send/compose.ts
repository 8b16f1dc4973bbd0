import { changedFieldNames } from '../../../shared/changes.ts';
import type { Draft } from '../../../shared/draft.ts';
import { METHOD_OF } from '../../../shared/draft.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { Manager } from '../../../shared/manager.ts';
import { bodyToSend, checkSession } from '../../../shared/nsx/session.ts';
import type { Request } from '../../../shared/request.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Write } from '../ports.ts';

/** Why this draft must not be sent; null where nothing speaks against it. The same schema as in the form guards here. */
export function refusal(draft: Draft, manager: Manager, typedName: string | null): Failure | null {
  if (manager.readOnly) return { kind: 'read-only', managerName: manager.name };
  if (draft.operation === 'delete') {
    const name = nameOf(draft);
    if (typedName === name) return null;
    const message = `Type “${name}” to delete it`;
    return { kind: 'invalid', issues: [{ path: ['typedName'], message }] };
  }
  if (draft.text !== null) {
    const message = 'The JSON can’t be read yet; the last text that could is not what you see';
    return { kind: 'invalid', issues: [{ path: [], message }] };
  }
  const issues = checkSession(draft.body, draft.operation);
  return issues.length > 0 ? { kind: 'invalid', issues } : null;
}

/** What people call the object of a draft: as they named it just now; for a delete, as it is named. */
export function nameOf(draft: Draft): string {
  const body = draft.operation === 'delete' ? (draft.base ?? draft.body) : draft.body;
  const name = body.display_name;
  return typeof name === 'string' && name !== '' ? name : (draft.entityId ?? 'new session');
}

/** The write of a draft. */
export function writeOf(draft: Draft, ereqId: string): Write {
  return {
    method: METHOD_OF[draft.operation],
    kind: draft.kind,
    entityId: draft.entityId,
    body: bodyToSend(draft.body, draft.base, draft.operation),
    ereqId,
  };
}

/** The record of a write, made before the first byte leaves. */
export function requestOf(
  draft: Draft,
  manager: Manager,
  write: Write,
  given: { id: RequestId; url: string; writtenAt: number },
): Request {
  return {
    ...given,
    managerId: manager.id,
    managerName: manager.name,
    managerAddress: manager.address,
    managerEnvironment: manager.environment,
    managerColour: manager.colour,
    user: manager.user,
    draftId: draft.id,
    draftVersion: draft.version,
    method: write.method,
    kind: write.kind,
    entityId: write.entityId,
    entityName: nameOf(draft),
    ereqId: write.ereqId,
    bodyBefore: draft.base,
    bodyAfter: write.body,
    changedFields: changedFieldNames(draft.base, write.body),
  };
}
