import * as z from 'zod';
import { type KindSpec, referencesIn } from './entity.ts';
import { managedFields, PolicyRule, RefId } from './fields.ts';
import { completeRules } from './policy-rules.ts';

const Service = z.looseObject({
  ...managedFields,
  logical_router_id: RefId,
  enabled: z.boolean().optional(),
  ike_log_level: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'EMERGENCY']).optional(),
  bypass_rules: z.array(PolicyRule).optional(),
  ipsec_ha_sync: z.boolean().optional(),
});

export const services: KindSpec = {
  kind: 'services',
  resourceTypes: ['IPSecVPNService'],
  resourceTypeRequired: false,
  messageName: 'IPSecVPNService',
  schemaOf: () => Service,
  // ipsec_ha_sync is of a later version than the Swagger (MP 4.2).
  writable: ['logical_router_id', 'enabled', 'ike_log_level', 'bypass_rules', 'ipsec_ha_sync'],
  readOnly: [],
  complete: (fields, existing, around) => ({
    ...fields,
    enabled: fields.enabled ?? true,
    ike_log_level: fields.ike_log_level ?? 'INFO',
    bypass_rules: completeRules(fields.bypass_rules, existing?.bypass_rules, 'BYPASS', around),
    ipsec_ha_sync: fields.ipsec_ha_sync ?? true,
  }),
  references: (entity) => referencesIn(entity, { logical_router_id: 'LogicalRouter' }),
};
