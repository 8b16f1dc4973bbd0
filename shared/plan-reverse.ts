import type { Operation } from './draft.ts';
import type { JsonObject } from './json.ts';
import { merge } from './merge.ts';
import type { EntityKind } from './nsx/kinds.ts';
import { isSecretField } from './redaction.ts';
import type { Request } from './request.ts';

/** A step that was taken: its request, and the object that it made or changed. */
export type TakenStep = { request: Request; entityId: string | null };

/** What takes a step back. `body` null: a delete needs none. */
export type Undo = {
  operation: Operation;
  kind: EntityKind;
  entityId: string | null;
  body: JsonObject | null;
  name: string;
};

/**
 * What takes the steps back, in reverse: delete what was created, put back what was changed, create again what was
 * deleted. `live` gives an object as the copy has it; what is not there any more can't be taken back, and is told.
 * Keys are on no record: where one was sent or deleted, it has to be typed again.
 */
export function reverseOf(
  taken: readonly TakenStep[],
  live: (kind: EntityKind, id: string) => JsonObject | null,
): { undo: Undo[]; notes: string[] } {
  const undo: Undo[] = [];
  const notes: string[] = [];
  for (const { request, entityId } of [...taken].reverse()) {
    const { kind, method, bodyBefore, bodyAfter, entityName: name } = request;
    if (method === 'DELETE') {
      if (!bodyBefore) notes.push(`“${name}” can’t be made again: what it was is not on record.`);
      else {
        const body = withoutSecrets(bodyBefore);
        undo.push({ operation: 'create', kind, entityId: null, body, name });
      }
      continue;
    }
    const now = entityId === null ? null : live(kind, entityId);
    if (entityId === null || !now) {
      notes.push(
        `“${name}” is not in the copy of the inventory any more; nothing is left to undo.`,
      );
    } else if (method === 'POST') {
      undo.push({ operation: 'delete', kind, entityId, body: null, name });
    } else if (!bodyBefore) {
      notes.push(`“${name}” can’t be put back: what it was is not on record.`);
    } else {
      const { body, alsoTheirs } = putBackOver(bodyBefore, bodyAfter ?? {}, now);
      undo.push({ operation: 'change', kind, entityId, body, name });
      if (alsoTheirs.length > 0) {
        notes.push(
          `Someone else has changed ${alsoTheirs.join(', ')} of “${name}” since this plan did; look at it before it is put back.`,
        );
      }
      if (Object.keys(bodyAfter ?? {}).some(isSecretField)) {
        notes.push(
          `The key of “${name}” before this plan is not known here; type it if it changed.`,
        );
      }
    }
  }
  return { undo, notes };
}

/**
 * A change taken back: what it changed is as before, everything else as it is now, so that what someone else changed
 * since is not reverted with it. `_revision` is the live one.
 */
export function putBack(before: JsonObject, after: JsonObject, live: JsonObject): JsonObject {
  return putBackOver(before, after, live).body;
}

/** `alsoTheirs`: what someone else changed since, and is put back all the same, for the plan had changed it too. */
function putBackOver(before: JsonObject, after: JsonObject, live: JsonObject) {
  const versions = [after, before, live].map(withoutSecrets);
  const [base = {}, mine = {}, theirs = {}] = versions;
  const { body, conflicts } = merge(base, mine, theirs);
  return { body, alsoTheirs: conflicts.map(({ label }) => label) };
}

function withoutSecrets(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !isSecretField(key)));
}
