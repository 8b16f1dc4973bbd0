import { expect, it } from 'vitest';
import { lineOf } from '../../electron/domain/draft/versions.ts';
import type { Draft } from '../../shared/draft.ts';
import type { DraftVersion } from '../../shared/draft-version.ts';
import type { JsonObject } from '../../shared/json.ts';
import { emptyEntity } from '../../shared/nsx/entity.ts';

const BASE: JsonObject = { id: 'i-1', display_name: 'ike', _revision: 3, _create_time: 7 };
type Of = Pick<Draft, 'kind' | 'operation'>;
const CHANGE: Of = { kind: 'ike-profiles', operation: 'change' };

/** A line counts as the draft itself is counted. */
it.each<[string, Of, JsonObject | null, JsonObject, number]>([
  ['that nothing was typed in changes none', CHANGE, BASE, BASE, 0],
  ['counts what goes out', CHANGE, BASE, { ...BASE, display_name: 'other', description: 'two' }, 2],
  [
    'does not count what does not go out',
    CHANGE,
    BASE,
    { ...BASE, _revision: 99, _create_time: 8 },
    0,
  ],
  [
    'of a new object counts what is filled in',
    { kind: 'ike-profiles', operation: 'create' },
    null,
    { ...emptyEntity('ike-profiles'), display_name: 'ike' },
    1,
  ],
  [
    'of what became a change since counts what was filled in',
    CHANGE,
    null,
    { ...emptyEntity('ike-profiles'), display_name: 'ike' },
    1,
  ],
  ['of a delete changes none', { ...CHANGE, operation: 'delete' }, BASE, {}, 0],
])('a version %s', (_name, of, base, body, fields) => {
  const version: DraftVersion = {
    ...{ key: 1, at: 1, name: null, reason: 'step', baseReadAt: null, text: null },
    ...{ base, body },
  };
  expect(lineOf(of, version).fields).toBe(fields);
});
