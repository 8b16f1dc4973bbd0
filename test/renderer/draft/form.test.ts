import { describe, expect, test } from 'vitest';
import { directionWas } from '../../../renderer/draft/advanced-section.tsx';
import { typedNumber } from '../../../renderer/draft/draft-form.ts';
import type { Copy } from '../../../renderer/draft/lookup.ts';
import { lockOf, serviceOf, sessionsSharing } from '../../../renderer/draft/lookup.ts';
import { protectedNote } from '../../../renderer/draft/protected-section.tsx';
import {
  countBySection,
  elementIdsFor,
  issuesAt,
  issuesUnder,
} from '../../../renderer/draft/sections.ts';
import { preservedWords } from '../../../renderer/send/diff-card.tsx';
import { ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { asNewEntity } from '../../../shared/nsx/as-new.ts';
import { pathOfLabel } from '../../../shared/nsx/body.ts';
import type { InventoryKind } from '../../../shared/nsx/kinds.ts';

const managerId = ManagerId.parse('m1');
const entity = (kind: InventoryKind, id: string, body: JsonObject) => ({
  [id]: { managerId, kind, id, name: `name of ${id}`, body, readAt: 1 },
});

const copy: Copy = {
  services: entity('services', 'svc', { enabled: true }),
  'local-endpoints': entity('local-endpoints', 'le', {
    ipsec_vpn_service_id: { target_id: 'svc' },
  }),
  'peer-endpoints': {
    ...entity('peer-endpoints', 'pe1', { ike_profile_id: 'ike' }),
    ...entity('peer-endpoints', 'pe2', { ike_profile_id: 'ike' }),
  },
  sessions: {
    ...entity('sessions', 's1', { peer_endpoint_id: 'pe1' }),
    ...entity('sessions', 's2', { peer_endpoint_id: 'pe2' }),
    ...entity('sessions', 's3', { peer_endpoint_id: 'gone' }),
  },
};

describe('what the form says around a session', () => {
  test.each([
    ['no peer endpoint', '', null],
    ['one that is not in the inventory', 'gone', null],
    ['one that names no profile', 'pe3', 'from the peer endpoint, which names no profile'],
    ['shared profiles', 'pe1', /; 1 other session uses at least one of these profiles$/],
  ])('with %s: only what is known of who shares the profiles', (_name, peer, words) => {
    const bare = entity('peer-endpoints', 'pe3', {});
    const known = { ...copy, 'peer-endpoints': { ...copy['peer-endpoints'], ...bare } };
    const said = protectedNote(known, peer, 's1');
    if (words instanceof RegExp) expect(said).toMatch(words);
    else expect(said).toBe(words);
  });

  test.each([
    [undefined, 'NONE', undefined],
    ['NONE', 'NONE', undefined],
    [undefined, 'BOTH', 'None'],
    ['INBOUND_CONNECTION', 'NONE', 'Inbound connections'],
    ['LATER', 'NONE', 'LATER'],
  ])('what MSS clamping was, %s, beside %s is said as the choices are: %s', (was, now, words) => {
    expect(directionWas(was, now)).toBe(words);
  });

  test.each([
    [['ttl'], '1 unknown field preserved: ttl'],
    [['a', 'b', 'c', 'd'], '4 unknown fields preserved: a, b, c and 1 more'],
  ])('which unknown fields are preserved: %s', (fields, words) => {
    expect(preservedWords(fields)).toBe(words);
  });
});

describe('the form', () => {
  test('counts what is to fix in the section that shows it', () => {
    const at = (path: (string | number)[]) => ({ path, message: '' });
    const issues = [at(['policy_rules', 0, 'sources']), at(['tags', 0]), at(['_revision'])];
    expect(countBySection(issues)).toMatchObject({ what: 0, traffic: 1, advanced: 2 });
  });

  test('finds an issue at its field, and under the part that holds it', () => {
    const deep = { path: ['policy_rules', 0, 'sources', 1, 'subnet'], message: 'x' };
    expect(issuesAt([deep], ['policy_rules', 0, 'sources'])).toEqual([]);
    expect(issuesUnder([deep], ['policy_rules', 0, 'sources'])).toEqual([deep]);
    expect(issuesUnder([deep], ['policy_rules', 1])).toEqual([]);
  });

  test('leads from a deep path to the nearest control there is', () => {
    expect(elementIdsFor(['policy_rules', 0, 'logged'])).toEqual([
      'field-policy_rules-0-logged',
      'field-policy_rules-0',
      'field-policy_rules',
      'section-traffic',
    ]);
  });

  test('reads a field’s label back as its path', () => {
    expect(pathOfLabel('policy_rules[0].ttl')).toEqual(['policy_rules', 0, 'ttl']);
    expect(pathOfLabel('vendor')).toEqual(['vendor']);
  });

  test('keeps typed text that is no number, for the check to complain about', () => {
    expect(typedNumber(' 1360 ')).toBe(1360);
    expect(typedNumber('13b0')).toBe('13b0');
    expect(typedNumber('')).toBeUndefined();
  });

  test('follows the service through the local endpoint’s reference', () => {
    expect(serviceOf(copy, { local_endpoint_id: 'le' })?.id).toBe('svc');
    expect(serviceOf(copy, { local_endpoint_id: 'unknown' })).toBeNull();
  });

  test('counts the other sessions that share a profile', () => {
    expect(sessionsSharing(copy, 'ike_profile_id', 'ike', 's1').map((one) => one.id)).toEqual([
      's2',
    ]);
  });

  test.each([
    [{ _system_owned: true }, 'System-owned'],
    [{ _protection: 'REQUIRE_OVERRIDE', _create_user: 'nsx_policy' }, 'Owned by another principal'],
    [{ _protection: 'PROTECTED' }, 'Protected'],
  ])('locks %j, with its reason', (body, title) => {
    expect(lockOf(body)?.title).toBe(title);
    expect(lockOf(body)?.reason).not.toBe('');
  });

  test('does not lock what may be edited', () => {
    expect(lockOf({ _protection: 'NOT_PROTECTED', _system_owned: false })).toBeNull();
  });

  test('a copy as a new one leaves out what NSX gave to the old, and keeps unknown fields', () => {
    const copied = asNewEntity(
      'sessions',
      {
        id: 's1',
        _revision: 3,
        _create_user: 'admin',
        ipsec_vpn_service_id: 'svc',
        vendor_field: 7,
        policy_rules: [{ id: '1', _revision: 2, logged: true }],
        tunnel_ports: [{ tunnel_port_id: 'p', ip_subnets: [] }],
      },
      'new name',
    );
    expect(copied).toEqual({
      display_name: 'new name',
      vendor_field: 7,
      policy_rules: [{ logged: true }],
      tunnel_ports: [{ ip_subnets: [] }],
    });
  });
});
