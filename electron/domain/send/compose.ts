import { changedFieldNames } from '../../../shared/changes.ts';
import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import { METHOD_OF } from '../../../shared/draft.ts';
import type { Json } from '../../../shared/json.ts';
import type { Manager } from '../../../shared/manager.ts';
import { bodyToSend } from '../../../shared/nsx/body.ts';
import { checkEntity } from '../../../shared/nsx/entity.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { isOverridden } from '../../../shared/nsx/protection.ts';
import { unresolvedIn } from '../../../shared/plan.ts';
import { isSecretField, REDACTED, redactJson } from '../../../shared/redaction.ts';
import type { Request } from '../../../shared/request.ts';
import type { Failure, Issue } from '../../../shared/result.ts';
import { isTypedName } from '../../../shared/typed-name.ts';
import type { Write } from '../ports.ts';

/** What is to be written: a draft, or what the terminal was given. */
export type Change = Pick<
  Draft,
  'managerId' | 'kind' | 'operation' | 'entityId' | 'base' | 'body' | 'override'
> & {
  /** The revision that a PUT of the terminal names itself: it is what its file was made from, so NSX decides (412). */
  ownRevision?: Json | undefined;
};

/** Why this draft must not be sent; null where nothing speaks against it. */
export function refusalOfDraft(
  draft: Draft,
  manager: Manager,
  typedName: string | null,
): Failure | null {
  const refused = refusalOf(draft, manager);
  if (refused?.kind === 'read-only') return refused;
  if (draft.operation === 'delete') {
    const name = nameOf(draft);
    if (typedName !== null && isTypedName(name, typedName)) return null;
    const message = `Type “${name}” to delete it`;
    return { kind: 'invalid', issues: [{ path: ['typedName'], message }] };
  }
  if (draft.merging) {
    const detail = 'Somebody else changed the object too. Choose under Changes, then send.';
    return { kind: 'stale', detail };
  }
  if (draft.text !== null) {
    const message = 'The JSON can’t be read yet; the last text that could is not what you see';
    return { kind: 'invalid', issues: [{ path: [], message }] };
  }
  return refused;
}

/** What sending meets by itself, and puts on record as *not sent*: pre-flight says it, and does not decide it. */
const MET_BY_SENDING: ReadonlySet<string> = new Set(['reachable', 'trusted', 'signed-in']);

/** What pre-flight stops, in main too: a window that was slower, or another asker, must not get past it. */
export function refusalOfPreflight(lines: readonly PreflightLine[]): Failure | null {
  const stops = lines.filter((line) => line.level === 'stop' && !MET_BY_SENDING.has(line.id));
  if (stops.length === 0) return null;
  const issues = stops.map((line) => ({
    path: line.path ?? [],
    message: line.detail === '' ? line.title : `${line.title}. ${line.detail}`,
  }));
  return { kind: 'invalid', issues };
}

/** Why this change must not be sent, whoever asks for it. The same schema as in the form guards here. */
export function refusalOf(change: Change, manager: Manager): Failure | null {
  if (manager.readOnly) return { kind: 'read-only', managerName: manager.name };
  const issues = [
    ...otherId(change),
    ...checkEntity(change.kind, change.body, change.operation),
    ...(change.operation === 'delete' ? [] : notCreatedYet(change)),
  ];
  return issues.length > 0 ? { kind: 'invalid', issues } : null;
}

/** A name of what another draft is yet to create is no id that NSX knows. */
function notCreatedYet({ kind, body }: Change): Issue[] {
  return unresolvedIn(kind, body).map(({ path, label }) => {
    const message = `${label}: is not created yet; send the plan that creates it, or choose another`;
    return { path: [...path], message };
  });
}

/** The body of another object: sent, it would make this one a copy of that. */
function otherId({ operation, entityId, body, kind }: Change): Issue[] {
  if (operation !== 'change' || body.id === undefined || body.id === entityId) return [];
  const message = `This is another object’s id: the change goes to the ${KIND_NAME[kind]} ${entityId}. Name the object that is meant, or leave the id out`;
  return [{ path: ['id'], message }];
}

/** What people call the object of a change: as they named it just now; for a delete, as it is named. */
export function nameOf(draft: Change): string {
  const body = draft.operation === 'delete' ? (draft.base ?? draft.body) : draft.body;
  const name = body.display_name;
  return typeof name === 'string' && name !== '' ? name : (draft.entityId ?? 'new session');
}

/** The write of a change. */
export function writeOf(draft: Change, ereqId: string): Write {
  const { ownRevision: own } = draft;
  const body = bodyToSend(draft.kind, draft.body, draft.base, draft.operation);
  return {
    method: METHOD_OF[draft.operation],
    kind: draft.kind,
    entityId: draft.entityId,
    body: body && own !== undefined ? { ...body, _revision: own } : body,
    ereqId,
    // Said of an object that nobody protects any more, or another one, it does not hold.
    ...(isOverridden(draft.base, draft.override) && { allowOverwrite: true }),
  };
}

/** The write as it goes out: a mark takes its key, and one without a key is left out, so that NSX keeps its own. */
export function withSecrets(write: Write, secrets: Readonly<Record<string, string>>): Write {
  if (write.body === null) return write;
  const body = Object.entries(write.body).flatMap(([name, value]) => {
    if (!isSecretField(name) || value !== REDACTED) return [[name, value] as const];
    const secret = secrets[name];
    return secret === undefined ? [] : [[name, secret] as const];
  });
  return { ...write, body: Object.fromEntries(body) };
}

/** The record of a write, made before the first byte leaves. */
export function requestOf(
  draft: Change,
  manager: Manager,
  write: Write,
  given: Pick<
    Request,
    | 'id'
    | 'url'
    | 'writtenAt'
    | 'draftId'
    | 'draftVersion'
    | 'preflight'
    | 'merged'
    | 'following'
    | 'named'
  >,
): Request {
  return {
    ...given,
    managerId: manager.id,
    managerName: manager.name,
    managerAddress: manager.address,
    managerEnvironment: manager.environment,
    managerColour: manager.colour,
    user: manager.user,
    method: write.method,
    kind: write.kind,
    entityId: write.entityId,
    entityName: nameOf(draft),
    ereqId: write.ereqId,
    bodyBefore: draft.base && redactJson(draft.base),
    bodyAfter: write.body && redactJson(write.body),
    changedFields: changedFieldNames(draft.base, write.body),
    ...(write.allowOverwrite && { allowOverwrite: true }),
  };
}

/** The record of a write that was made elsewhere: its bodies and its answer are not known here. */
export function requestOfElsewhere(
  manager: Manager,
  session: { id: string; name: string },
  given: Pick<Request, 'id' | 'url' | 'writtenAt' | 'method' | 'named'>,
): Request {
  return {
    ...given,
    origin: 'elsewhere',
    managerId: manager.id,
    managerName: manager.name,
    managerAddress: manager.address,
    managerEnvironment: manager.environment,
    managerColour: manager.colour,
    user: '',
    draftId: null,
    kind: 'sessions',
    entityId: session.id,
    entityName: session.name,
    ereqId: '',
    bodyBefore: null,
    bodyAfter: null,
    changedFields: [],
  };
}
