import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export type ConnectProxy = {
  port: number;
  /** The first lines and headers that came, one text for each connection. */
  heads: string[];
  /** What it says instead of opening a tunnel; null: it opens it. */
  say(words: string | null): void;
  /** Takes connections and says nothing. */
  stall(): void;
  /** How many connections it has taken. */
  connections(): number;
  /** Bytes that went through its tunnels, as text: what a proxy could read. */
  seen(): string;
  close(): Promise<void>;
};

/**
 * An HTTP proxy that knows CONNECT only. Wherever a tunnel is wanted to, it leads to `target` on this computer: so the
 * name of a manager that isn't in any DNS is enough. With a certificate it is an `https://` proxy.
 */
export async function startConnectProxy(
  target: string,
  certificate?: { key: string; cert: string },
): Promise<ConnectProxy> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  let answer: string | null = null;
  let silent = false;
  let seen = '';
  let connections = 0;

  function serve(socket: Socket): void {
    connections += 1;
    keep(socket);
    let head = '';
    const onData = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', onData);
      heads.push(head);
      if (silent) return;
      if (answer !== null) return void socket.end(answer);
      const there = connect(Number(target.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.on('data', (part: Buffer) => {
          seen += part.toString('latin1');
        });
        socket.pipe(there).pipe(socket);
      });
      keep(there);
    };
    socket.on('data', onData);
  }
  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  }

  const server = certificate ? createTlsServer(certificate, serve) : createTcpServer(serve);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    say(words) {
      answer = words;
    },
    stall() {
      silent = true;
    },
    connections: () => connections,
    seen: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
