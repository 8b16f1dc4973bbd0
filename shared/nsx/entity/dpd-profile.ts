import type { EntitySpec } from './field.ts';

/** 2.5.1 and PERIODIC later: 3 to 360 s. ON_DEMAND, which later versions have: 1 to 10 s. */
const PERIODIC = { min: 3, max: 360 } as const;
const ON_DEMAND = { min: 1, max: 10 } as const;
const DEFAULT_S = 60;
const DEFAULT_RETRIES = 5;
const MAX_RETRIES = 100;

/** How a dead peer is found out (Swagger 2.5.1, `IPSecVPNDPDProfile`; mode and retries of later versions). */
export const DPD_PROFILE: EntitySpec = {
  kind: 'dpd-profiles',
  resourceType: 'IPSecVPNDPDProfile',
  fields: [
    {
      key: 'enabled',
      label: 'Dead peer detection',
      help: 'Asks a silent peer whether it is there; without it a dead tunnel looks alive.',
      section: 'Probes',
      type: 'switch',
      default: true,
    },
    {
      key: 'dpd_probe_mode',
      label: 'Probe mode',
      help: 'When the peer is asked.',
      section: 'Probes',
      later: true,
      type: 'choice',
      default: 'PERIODIC',
      choices: [
        { value: 'PERIODIC', word: 'Periodic', meaning: 'At each interval, 3 to 360 seconds.' },
        {
          value: 'ON_DEMAND',
          word: 'On demand',
          meaning: 'When traffic goes out and none comes in, after 1 to 10 seconds.',
        },
      ],
    },
    {
      key: 'dpd_probe_interval',
      label: 'Probe interval',
      help: 'How long the peer may be silent before it is asked.',
      section: 'Probes',
      type: 'number',
      ...PERIODIC,
      limitsIn: (body) =>
        body.dpd_probe_mode === 'ON_DEMAND'
          ? { ...ON_DEMAND, when: ', as the mode On demand wants it' }
          : PERIODIC,
      default: DEFAULT_S,
      unit: 's',
    },
    {
      key: 'retry_count',
      label: 'Retries',
      help: 'So many probes without an answer, and the peer counts as dead.',
      section: 'Probes',
      later: true,
      type: 'number',
      min: 1,
      max: MAX_RETRIES,
      default: DEFAULT_RETRIES,
      unit: '',
    },
  ],
};
