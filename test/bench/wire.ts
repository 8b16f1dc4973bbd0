import tls from 'node:tls';

/** What went over this process's TLS connections: bytes of HTTP in both directions, and how many were opened. */
export type Wire = { bytes: number; connections: number };

/** Counts from now on. Both sides of the comparison open their sockets with `tls.connect`. */
export function countWire(): () => Wire {
  const open = new Set<tls.TLSSocket>();
  let ended = 0;
  let connections = 0;
  const bytesOf = (socket: tls.TLSSocket) => socket.bytesRead + socket.bytesWritten;
  const connect = tls.connect as (...given: unknown[]) => tls.TLSSocket;
  tls.connect = (...given: unknown[]) => {
    const socket = connect(...given);
    connections += 1;
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      ended += bytesOf(socket);
    });
    return socket;
  };
  return () => ({
    bytes: [...open].reduce((sum, socket) => sum + bytesOf(socket), ended),
    connections,
  });
}
