import type { PreflightLine } from '../../../shared/draft.ts';

/**
 * What NSX's own roles may do with VPN (feature `vpn`, domain.md §3.2: writing needs `crud`). The list of roles is of
 * the product's role-based access tables; one that is made by the customer (3.1 and later) is not known here.
 */
const MAY_WRITE = new Set([
  'enterprise_admin',
  'network_engineer',
  'network_admin',
  'security_engineer',
  'security_admin',
  'vpn_admin',
  'cloud_service_admin',
]);
const READS_ONLY = new Set(['auditor', 'lb_auditor', 'cloud_service_auditor']);

type Said = Pick<PreflightLine, 'level' | 'title' | 'detail'>;

/** Whether a user with these roles may write: NSX gives what any one of them allows. */
export function roleSays(roles: readonly string[] | null, user: string): Said {
  if (roles === null || roles.length === 0) {
    const detail = 'NSX decides when it is sent';
    return { level: 'ask', title: 'Role not known', detail };
  }
  const writing = roles.find((role) => MAY_WRITE.has(role));
  if (writing !== undefined) {
    return { level: 'ok', title: `Role ${writing} may write`, detail: `${user} on this manager` };
  }
  const words = roles.join(', ');
  if (roles.every((role) => READS_ONLY.has(role))) {
    const detail = `${user} is ${words}: sign in as someone who may write`;
    return { level: 'stop', title: 'The role only reads', detail };
  }
  const detail = `${user} is ${words}; NSX decides when it is sent`;
  return { level: 'ask', title: 'Not known whether the role may write', detail };
}
