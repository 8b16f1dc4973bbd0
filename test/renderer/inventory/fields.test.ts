import { expect, test } from 'vitest';
import { fieldsOf } from '../../../renderer/inventory/fields.ts';
import { progressPart, progressWords } from '../../../renderer/inventory/reading-strip.tsx';
import { ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';

const managerId = ManagerId.parse('m1');
const entity = (kind: InventoryKind, body: JsonObject) =>
  fieldsOf({ managerId, kind, id: 'x', name: 'x', body, readAt: 1 });

test('fields have the form’s labels and order; what is not known is shown as such', () => {
  const { known, managed, unknown } = entity('dpd-profiles', {
    of_a_later_version: { deep: true },
    _revision: 3,
    retry_count: 4,
    dpd_probe_interval: 20,
    id: 'x',
    display_name: 'x',
  });
  const present = known.filter(({ value }) => value !== undefined).map(({ label }) => label);
  expect(present).toHaveLength(2);
  expect(present.join()).toMatch(/interval.*retr/i);
  expect(managed.map(({ key, value }) => [key, value])).toEqual([['_revision', 3]]);
  expect(unknown).toMatchObject([{ key: 'of_a_later_version', value: { deep: true } }]);
});

test('a field that isn’t there says what NSX takes for it', () => {
  const { known } = entity('services', {});
  expect(known.find(({ key }) => key === 'enabled')).toMatchObject({
    value: undefined,
    preset: true,
  });
});

test('gateways and certificates, which have no form, show every field under a readable name', () => {
  const { known, managed, unknown } = entity('logical-routers', {
    router_type: 'TIER0',
    high_availability_mode: 'ACTIVE_STANDBY',
    _create_user: 'admin',
  });
  expect(known.map(({ label }) => label)).toEqual(['Router type', 'High availability mode']);
  expect(managed.map(({ key }) => key)).toEqual(['_create_user']);
  expect(unknown).toEqual([]);
});

const progress = (objects: number, expected: number | null, kindsRead = 2) =>
  ({ managerId, kind: 'peer-endpoints', kindsRead, kinds: 4, objects, expected }) as const;
test('how far a reading is, in words and as a part', () => {
  expect(progressWords(progress(3000, 10_013))).toBe('3,000 of 10,013 peer endpoints');
  expect(progressWords(progress(3000, null))).toBe('3,000 peer endpoints');
  expect(progressWords(progress(0, null))).toBe('peer endpoints');
  expect(progressPart(progress(500, 1000))).toBe(0.625);
  expect(progressPart(progress(0, 0))).toBe(0.5);
  expect(progressPart(progress(9000, 1000, 3))).toBe(1);
});
