import { existsSync, readFileSync } from 'node:fs';
import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type DraftForm, DraftFormProvider } from '../../../renderer/draft/draft-form.ts';
import type { Copy } from '../../../renderer/draft/lookup.ts';
import { elementIdOf, sectionsOf } from '../../../renderer/draft/sections.ts';
import { SessionForm } from '../../../renderer/draft/session-form.tsx';
import { isShown, SpecForm } from '../../../renderer/draft/spec-form.tsx';
import { DraftId, ManagerId } from '../../../shared/ids.ts';
import type { Entity } from '../../../shared/inventory.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { catalogueOf } from '../../../shared/nsx/entity/catalogue.ts';
import { SPECS } from '../../../shared/nsx/entity/specs.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../shared/nsx/kinds.ts';

/** A form as the window draws it, with this body. */
function drawn(kind: EntityKind, body: JsonObject): string {
  const draft: DraftForm['draft'] = {
    id: DraftId.parse('d'),
    managerId: ManagerId.parse('m'),
    kind,
    operation: 'change',
    entityId: 'x',
    base: body,
    baseReadAt: 1,
    body,
    text: null,
    createdAt: 1,
    savedAt: 1,
    version: 1,
  };
  const nothing = () => undefined;
  const form = { draft, copy: {}, issues: [], warnings: [], disabled: false };
  return renderToStaticMarkup(
    <MantineProvider>
      <DraftFormProvider value={{ ...form, edit: nothing, replace: nothing }}>
        {kind === 'sessions' ? <SessionForm /> : <SpecForm kind={kind} />}
      </DraftFormProvider>
    </MantineProvider>,
  );
}

const RULE: JsonObject = {
  id: '1',
  display_name: 'r',
  description: 'd',
  enabled: true,
  logged: false,
  action: 'PROTECT',
  sources: [{ subnet: '10.0.0.0/8' }],
  destinations: [{ subnet: '10.0.0.0/8' }],
};
const META: JsonObject = {
  id: 'x',
  _revision: 1,
  display_name: 'n',
  description: 'd',
  tags: [{ scope: 's', tag: 't' }],
  _create_user: 'a',
  _create_time: 1,
  _last_modified_user: 'a',
  _last_modified_time: 1,
  _protection: 'NOT_PROTECTED',
  _system_owned: false,
};

/** Bodies that have everything, so that every control has something to stand for. */
function wholeBodies(kind: EntityKind): JsonObject[] {
  if (kind === 'sessions') {
    const ends = { local_endpoint_id: 'l', peer_endpoint_id: 'p', enabled: true };
    const mss = { tcp_mss_clamping: { direction: 'BOTH', max_segment_size: 1300 } };
    const port = {
      tunnel_port_id: 't',
      ip_subnets: [{ ip_addresses: ['169.254.1.1'], prefix_length: 30 }],
    };
    const both = { ...META, ...ends, ...mss };
    return [
      { ...both, resource_type: POLICY_BASED, policy_rules: [RULE] },
      { ...both, resource_type: ROUTE_BASED, tunnel_ports: [port] },
    ];
  }
  const fields = SPECS[kind].fields.map((spec) => {
    switch (spec.type) {
      case 'rules':
        return [spec.key, [RULE]];
      case 'reference':
        return [spec.key, spec.named ? { target_id: 'x', target_type: spec.named } : 'x'];
      case 'references':
        return [spec.key, ['x']];
      case 'text':
      case 'secret':
        return [spec.key, 'x'];
      default:
        return [spec.key, spec.default];
    }
  });
  return [{ ...META, resource_type: SPECS[kind].resourceType, ...Object.fromEntries(fields) }];
}

/** The ids of the elements that stand for a field: `policy_rules[].sources[].subnet` is looked for in the first of each. */
function idsFor(path: string): string[] {
  const steps = path.split('.').flatMap((step) => {
    const name = step.replaceAll('[]', '');
    return [name, ...(step.match(/\[\]/g) ?? []).map(() => 0)];
  });
  return [elementIdOf(steps), `fact-${path}`];
}

const isInside = (path: string, whole: string): boolean =>
  path.startsWith(`${whole}.`) || path.startsWith(`${whole}[]`);

/** A list of choices or of ids is one control; a container is shown by what is in it. */
const isShownBy = (markup: string, path: string, all: readonly string[]): boolean =>
  idsFor(path).some((id) => markup.includes(`id="${id}"`)) ||
  (path.endsWith('[]') && isShownBy(markup, path.slice(0, -2), all)) ||
  all.some((other) => isInside(other, path) && isShownBy(markup, other, []));

/** What the form itself does not draw, and why that is right. */
const NOT_DRAWN: Partial<Record<EntityKind, Record<string, string>>> = {
  services: { 'bypass_rules[].resource_type': 'the type of a rule is sent back as it was read' },
  sessions: { 'policy_rules[].resource_type': 'the type of a rule is sent back as it was read' },
  'local-endpoints': {
    'ipsec_vpn_service_id.target_type': 'goes along with the service that is chosen',
  },
};
/** The revision of each rule goes back as it was read (domain.md §4). */
const isRuleRevision = (path: string): boolean => path.endsWith('[]._revision');

const swagger = new URL('../../../../shared/nsx/nsx-api-2.5.1-vpn.swagger.json', import.meta.url);
const present = existsSync(swagger);
if (!present) console.log('skipped: the official Swagger is not at ../shared/nsx');

/** Every field that the official schema has for a kind, by path. */
function officialFields(kind: EntityKind): string[] {
  const { definitions } = JSON.parse(readFileSync(swagger, 'utf8'));
  const found = new Set<string>();
  const walk = (schema: JsonObject, path: string): void => {
    if (path !== '') found.add(path);
    if (catalogueOf(kind).get(path)?.whole) return;
    if (typeof schema.$ref === 'string')
      walk(definitions[schema.$ref.split('/').at(-1) ?? ''], path);
    for (const part of (schema.allOf ?? []) as JsonObject[]) walk(part, path);
    if (schema.items) walk(schema.items as JsonObject, `${path}[]`);
    const properties = (schema.properties ?? {}) as Record<string, JsonObject>;
    for (const [key, value] of Object.entries(properties)) {
      walk(value, path === '' ? key : `${path}.${key}`);
    }
  };
  const types = kind === 'sessions' ? [POLICY_BASED, ROUTE_BASED] : [SPECS[kind].resourceType];
  for (const type of types) walk(definitions[type], '');
  return [...found];
}

describe.each(ENTITY_KINDS)('the form of %s', (kind) => {
  const markup = wholeBodies(kind)
    .map((body) => drawn(kind, body))
    .join();

  it.skipIf(!present)('draws every field of the official schema, or names it read-only', () => {
    const fields = officialFields(kind);
    expect(fields.length).toBeGreaterThan(15);
    const missing = fields.filter((path) => {
      const isReadOnly = catalogueOf(kind).get(path)?.readOnly === true;
      const isElsewhere = NOT_DRAWN[kind]?.[path] !== undefined || isRuleRevision(path);
      return !isReadOnly && !isElsewhere && !isShownBy(markup, path, fields);
    });
    expect(missing).toEqual([]);
  });

  it('draws each of its sections, which the left column leads to', () => {
    for (const { id, title } of sectionsOf(kind)) {
      expect(markup).toContain(`id="section-${id}"`);
      expect(markup).toContain(title);
    }
    const ids = sectionsOf(kind).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows what NSX fills as facts, and a field that it does not know as preserved', () => {
    const [body = {}] = wholeBodies(kind);
    const whole = drawn(kind, { ...body, from_a_later_version: 7 });
    for (const key of ['id', '_revision', '_create_user', '_protection', '_system_owned']) {
      expect(whole).toContain(`id="fact-${key}"`);
    }
    expect(whole).toContain('from_a_later_version');
    expect(whole).toContain('preserved, not editable here');
  });
});

describe('a field that has no effect', () => {
  it.each<[EntityKind, JsonObject, RegExp]>([
    ['tunnel-profiles', { enable_perfect_forward_secrecy: false }, /so no group is used/],
    ['peer-endpoints', { authentication_mode: 'CERTIFICATE' }, /no key is used/],
  ])('of %s says why, with %j', (kind, body, says) => {
    expect(drawn(kind, body)).toMatch(says);
    expect(drawn(kind, {})).not.toMatch(says);
  });
});

it('a default stands there as one, and a field of later versions only where the object has it', () => {
  const empty = drawn('dpd-profiles', {});
  expect(empty).toContain('NSX’s default');
  expect(empty).not.toContain('Retries');
  expect(drawn('dpd-profiles', { retry_count: 3 })).toContain('Retries');
});

it('what is not a choice of the schema is shown as such, and stays', () => {
  const markup = drawn('ike-profiles', { encryption_algorithms: ['AES_128', 'KYBER'] });
  expect(markup).toMatch(/KYBER.*Not a choice that Spanwatch knows/);
});

it('the digest that NSX takes by itself is none beside AES-GCM alone', () => {
  const digest = (markup: string) => markup.split('id="field-digest_algorithms"')[1] ?? '';
  const head = (markup: string) => digest(markup).split('</fieldset>')[0] ?? '';
  expect(head(drawn('ike-profiles', { encryption_algorithms: ['AES_GCM_128'] }))).toContain(
    'None is chosen',
  );
  expect(head(drawn('ike-profiles', { encryption_algorithms: ['AES_128'] }))).not.toContain(
    'None is chosen',
  );
});

describe('a field of a later version', () => {
  const { fields } = SPECS['dpd-profiles'];
  const draft = { kind: 'dpd-profiles', body: {} } as const;
  const shown = (copy: Copy) =>
    fields.filter((field) => isShown(field, draft, copy)).map(({ key }) => key);

  it('is in a new object where another one of its manager has it, and nowhere else', () => {
    const other = { body: { dpd_probe_mode: 'ON_DEMAND' } } as unknown as Entity;
    expect(shown({})).toEqual(['enabled', 'dpd_probe_interval']);
    expect(shown({ 'dpd-profiles': { other } })).toContain('dpd_probe_mode');
  });

  it('has one range: that of its mode', () => {
    expect(drawn('dpd-profiles', {})).toContain('From 3 to 360 s');
    expect(drawn('dpd-profiles', { dpd_probe_mode: 'ON_DEMAND' })).toContain('From 1 to 10 s');
  });
});
