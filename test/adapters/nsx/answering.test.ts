import { createServer, connect as dial, type Socket } from 'node:net';
import { Client } from 'undici';
import { afterEach, expect, it } from 'vitest';
import { answering } from '../../../electron/adapters/nsx/answering.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that answers whatever comes with these bytes, and keeps what came. */
async function server(answer: string) {
  let came = '';
  let closed = 0;
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    sockets.add(socket);
    // Broken off by the other side.
    socket.on('error', () => {});
    socket.on('close', () => {
      closed += 1;
    });
    socket.on('data', (bytes) => {
      came += bytes;
      socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  });
  return { port: address.port, came: () => came, closed: () => closed };
}

const REQUEST = { path: '/', method: 'GET' } as const;
const plain = { onHead: () => {}, tooLarge: () => null };

it('what is given up while it waits for a socket ends at once, and is not sent when there is one', async () => {
  const { port, came } = await server('');
  let letIn: () => void = () => {};
  const isOpen = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  const client = new Client('http://manager', {
    connect(_options, done) {
      const socket = dial(port, '127.0.0.1');
      void isOpen.then(() => done(null, socket));
    },
  });
  open.push(() => void client.destroy());
  let abort: (reason: unknown) => void = () => {};
  const answer = answering(client, REQUEST, {
    ...plain,
    onEnd: (how) => {
      abort = how;
    },
  });
  await new Promise((resolve) => setImmediate(resolve));
  abort(new Error('nobody wants it'));
  await expect(answer).rejects.toThrow('nobody wants it');
  letIn();
  // The one that comes after it is sent: by then the one that was given up would have been.
  const next = answering(client, { ...REQUEST, path: '/next' }, { ...plain, onEnd: () => {} });
  void next.catch(() => {});
  await expect.poll(came).toContain('GET /next');
  expect(came()).not.toContain('GET / ');
});

it('an answer before the answer (103) is no answer', async () => {
  const early = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
  const { port } = await server(`${early}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok`);
  const client = new Client(`http://127.0.0.1:${port}`);
  open.push(() => void client.destroy());
  const heads: number[] = [];
  const onHead = (status: number) => void heads.push(status);
  const { status, bytes } = await answering(client, REQUEST, {
    ...plain,
    onHead,
    onEnd: () => {},
  });
  expect({ status, text: bytes.toString(), heads }).toEqual({
    status: 200,
    text: 'ok',
    heads: [200],
  });
});

it('an answer that grows beyond what is wanted ends with the reason', async () => {
  const { port } = await server(`HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n123456789`);
  const client = new Client(`http://127.0.0.1:${port}`);
  open.push(() => void client.destroy());
  const tooLarge = (status: number, size: number) =>
    size > 8 ? new Error(`${status}: ${size} bytes`) : null;
  const answer = answering(client, REQUEST, { ...plain, tooLarge, onEnd: () => {} });
  await expect(answer).rejects.toThrow('200: 9 bytes');
});

it('what is given up while its answer comes closes the connection, and is not sent again', async () => {
  const manager = await server('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n123');
  const client = new Client(`http://127.0.0.1:${manager.port}`);
  open.push(() => void client.destroy());
  let abort: (reason: unknown) => void = () => {};
  const answer = answering(client, REQUEST, {
    tooLarge: () => null,
    onHead: () => abort(new Error('nobody wants it')),
    onEnd: (how) => {
      abort = how;
    },
  });
  await expect(answer).rejects.toThrow('nobody wants it');
  await expect.poll(manager.closed).toBe(1);
  // The one that comes after it is sent: by then the one that was given up would have been.
  const next = answering(client, { ...REQUEST, path: '/next' }, { ...plain, onEnd: () => {} });
  void next.catch(() => {});
  await expect.poll(manager.came).toContain('GET /next');
  expect(manager.came().match(/GET \/ /g)).toHaveLength(1);
});
