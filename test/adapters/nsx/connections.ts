import type { Connection } from '../../../electron/domain/ports.ts';
import { ManagerId } from '../../../shared/ids.ts';

type Server = { address: string; fingerprint: string; user?: string; password?: string };

/** A connection that trusts the server's certificate of this moment. */
export function connectionTo(server: Server, more: Partial<Connection> = {}): Connection {
  return {
    id: ManagerId.parse('m-1'),
    address: server.address,
    trust: { kind: 'fingerprint', sha256: server.fingerprint },
    user: server.user ?? 'admin',
    auth: 'session',
    password: server.password ?? 'pass&word=1 +%ä',
    ...more,
  };
}
