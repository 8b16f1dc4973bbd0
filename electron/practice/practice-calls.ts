import * as z from 'zod';
import { EntityKind } from '../../shared/nsx/kinds.ts';
import { type Answer, type Call, ok } from './answers.ts';
import type { PracticeControl } from './control.ts';
import { parseJson } from './entities/body.ts';
import { invalidJson, invalidParameter, methodNotAllowed, noSuchPath } from './errors.ts';

const Choice = z.object({ id: z.string() });
const Mutation = z.object({
  kind: EntityKind,
  id: z.string(),
  patch: z.record(z.string(), z.unknown()),
});

/** `/practice/…`: the control for a process of its own. Not part of NSX; the caller is signed in already. */
export function routePractice(control: PracticeControl, call: Call): Answer {
  if (call.path === '/practice/scenarios') {
    return call.method === 'GET'
      ? ok({ results: control.scenarios() })
      : methodNotAllowed(call.method);
  }
  if (call.method !== 'POST') return methodNotAllowed(call.method);
  if (call.path === '/practice/reset') {
    control.reset();
    return ok({});
  }
  const body = parseJson(call.body);
  if (body === undefined) return invalidJson();
  if (call.path === '/practice/scenario' || call.path === '/practice/default-scenario') {
    const choice = Choice.safeParse(body);
    const known =
      choice.success && control.scenarios().some((scenario) => scenario.id === choice.data.id);
    if (!choice.success || !known) return invalidParameter('id', String(body.id));
    if (call.path === '/practice/scenario') control.scenario(choice.data.id);
    else control.defaultScenario(choice.data.id);
    return ok({ id: choice.data.id });
  }
  if (call.path === '/practice/mutate') {
    const mutation = Mutation.safeParse(body);
    if (!mutation.success) return invalidParameter('kind', String(body.kind));
    const { kind, id, patch } = mutation.data;
    if (!control.entities(kind).some((entity) => entity.id === id))
      return invalidParameter('id', id);
    const { psk: _psk, ...changed } = control.mutate(kind, id, patch);
    return ok(changed);
  }
  return noSuchPath(call.path);
}
