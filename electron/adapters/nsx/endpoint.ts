import { Address } from '../../../shared/manager.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** Where a manager listens. `host` is without brackets, as sockets want it. */
export type Endpoint = { address: string; host: string; port: number; origin: string };

const HTTPS_PORT = 443;

/** Takes `host[:port]` apart; `invalid` where it is no address or the port is beyond 65535. */
export function parseEndpoint(address: string): Result<Endpoint> {
  const parsed = Address.safeParse(address);
  const origin = `https://${address}`;
  if (!parsed.success || !URL.canParse(origin)) {
    const message = parsed.error?.issues[0]?.message ?? 'This is not an address with a port';
    return fail({ kind: 'invalid', issues: [{ path: ['address'], message }] });
  }
  const url = new URL(origin);
  return ok({
    address,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? HTTPS_PORT : Number(url.port),
    origin: url.origin,
  });
}
