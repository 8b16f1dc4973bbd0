import { warnRuleList } from '../session-warn.ts';
import type { EntitySpec } from './field.ts';

/** The VPN of one gateway (Swagger 2.5.1, `IPSecVPNService`; `ipsec_ha_sync` of later versions). */
export const SERVICE: EntitySpec = {
  kind: 'services',
  resourceType: 'IPSecVPNService',
  fields: [
    {
      key: 'logical_router_id',
      label: 'Gateway',
      help: 'The logical router that the service runs on; one service a gateway.',
      section: 'Gateway',
      type: 'reference',
      to: 'logical-routers',
      required: true,
    },
    {
      key: 'enabled',
      label: 'Enabled',
      help: 'Off: every session of the gateway stands still, and NSX has no realization status.',
      section: 'Gateway',
      type: 'switch',
      default: true,
    },
    {
      key: 'ike_log_level',
      label: 'IKE log level',
      help: 'How much the edge node writes down about key exchanges.',
      section: 'Operation',
      type: 'choice',
      default: 'INFO',
      choices: [
        {
          value: 'DEBUG',
          word: 'Debug',
          meaning: 'Everything; for a fault hunt, not for every day.',
        },
        { value: 'INFO', word: 'Info', meaning: 'What happens in normal work.' },
        { value: 'WARN', word: 'Warn', meaning: 'What may become a fault.' },
        { value: 'ERROR', word: 'Error', meaning: 'Faults.' },
        { value: 'EMERGENCY', word: 'Emergency', meaning: 'Only what stops the service.' },
      ],
    },
    {
      key: 'ipsec_ha_sync',
      label: 'HA sync',
      help: 'The standby edge node knows the tunnels’ state, so that a failover doesn’t begin anew.',
      section: 'Operation',
      later: true,
      type: 'switch',
      default: true,
    },
    {
      key: 'bypass_rules',
      label: 'Bypass rules',
      help: 'Traffic that no policy-based session of this gateway protects; these outrank the sessions’ own rules.',
      section: 'Bypass rules',
      type: 'rules',
    },
  ],
  warn: (body) => warnRuleList(body.bypass_rules, 'bypass_rules'),
};
