import type { Input } from '../../../shared/contract.ts';
import type { Draft } from '../../../shared/draft.ts';
import { type ManagerId, type RequestId, TemplateId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { EntityKind, InventoryKind } from '../../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { landedBody, landingsOf, type Portable, portableOf } from '../../../shared/portable.ts';
import type { Request } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { DraftSource, SourceView, Template } from '../../../shared/template.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports, 'store' | 'clock' | 'newId'>;
type Deps = {
  request(id: RequestId): Request | null;
  create(input: Input<'draft.create'>): Result<Draft>;
};

/** Where a new draft comes from, besides an object that is edited: a copy, a template, a request of the past. */
export function createSources({ store, clock, newId }: Needs, deps: Deps) {
  function take(managerId: ManagerId, kind: EntityKind, body: JsonObject, id: string): Portable {
    const typed = body.display_name;
    const name = typeof typed === 'string' && typed !== '' ? typed : id;
    const nameOf = (to: InventoryKind, of: string) => store.entity(managerId, to, of)?.name ?? null;
    return portableOf(kind, body, name, nameOf);
  }

  function read(source: DraftSource): Result<Portable> {
    switch (source.from) {
      case 'draft': {
        const draft = store.draft(source.draftId);
        if (!draft) return fail({ kind: 'not-found', what: 'that draft' });
        const { managerId, kind, body, entityId } = draft;
        return ok(take(managerId, kind, body, entityId ?? `New ${KIND_NAME[kind]}`));
      }
      case 'entity': {
        const { managerId, kind, entityId } = source;
        const entity = store.entity(managerId, kind, entityId);
        const what = `that ${KIND_NAME[kind]} in the copy of the inventory`;
        return entity
          ? ok(take(managerId, kind, entity.body, entityId))
          : fail({ kind: 'not-found', what });
      }
      case 'template': {
        const template = store.templates().find((one) => one.id === source.templateId);
        return template
          ? ok(template.portable)
          : fail({ kind: 'not-found', what: 'that template' });
      }
      case 'before': {
        const request = deps.request(source.requestId);
        if (!request?.bodyBefore) {
          return fail({ kind: 'not-found', what: 'what the object was before that request' });
        }
        const { managerId, kind, bodyBefore, entityName } = request;
        return ok(take(managerId, kind, bodyBefore, entityName));
      }
    }
  }

  function landingsOn(portable: Portable, managerId: ManagerId) {
    return landingsOf(portable, (to) => store.inventory(managerId, to).entities);
  }

  /** What the source becomes on a manager, by the copy of its inventory. */
  function look(source: DraftSource, managerId: ManagerId): Result<SourceView> {
    const portable = read(source);
    if (!portable.ok) return portable;
    const { kind, name, body } = portable.value;
    const mode = body.authentication_mode ?? 'PSK';
    return ok({
      kind,
      name,
      landings: landingsOn(portable.value, managerId),
      needsKey: kind === 'peer-endpoints' && mode === 'PSK',
      asOf: store.inventory(managerId, kind).asOf,
    });
  }

  /** A draft of a new object; what it names is named anew on that manager. */
  function draft(input: Input<'source.draft'>): Result<Draft> {
    const portable = read(input.source);
    if (!portable.ok) return portable;
    const landings = landingsOn(portable.value, input.managerId);
    const body = landedBody(portable.value, landings, input.chosen);
    return deps.create({
      managerId: input.managerId,
      kind: portable.value.kind,
      operation: 'create',
      entityId: null,
      body: { ...body, display_name: input.name },
    });
  }

  function saveTemplate(source: DraftSource, name: string): Result<Template> {
    const portable = read(source);
    if (!portable.ok) return portable;
    const id = TemplateId.parse(newId());
    const template = { id, name, portable: portable.value, createdAt: clock.now() };
    store.saveTemplate(template);
    return ok(template);
  }

  return { look, draft, saveTemplate };
}
