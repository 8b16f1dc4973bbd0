import { randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { fingerprintOf, newCertificate, type PracticeCertificate } from './certificate.ts';
import type { PracticeControl } from './control.ts';
import { createLimits, DEFAULT_RATE_LIMIT, type RateLimit } from './limits.ts';
import { createRequestLog } from './request-log.ts';
import { createScenarioChoice, findScenario, SCENARIOS } from './scenarios.ts';
import { type Line, type Parts, serve } from './server.ts';
import { createSignIn, DEFAULT_SESSION_IDLE_MS } from './sign-in.ts';
import { createWorld, type Role } from './world.ts';

export type { PracticeControl } from './control.ts';

/** A running practice manager. `fingerprint` and `certificatePem` are those of the certificate in use now. */
export type PracticeManager = {
  /** `127.0.0.1:PORT`; `localhost` is in the certificate too. */
  readonly address: string;
  readonly url: string;
  /** SHA-256 of the DER certificate: 64 lower-case hex digits, no colons. */
  readonly fingerprint: string;
  readonly certificatePem: string;
  readonly user: string;
  readonly password: string;
  readonly control: PracticeControl;
  /** Stops listening and closes every connection. */
  close(): Promise<void>;
};

export type PracticeOptions = {
  /** 0, the default: a port that is free. */
  port?: number;
  /** Random for each manager, unless given. */
  password?: string;
  /** The estate is the same for the same seed. */
  seed?: number;
  /** The estate has at least as many sessions, each with a peer endpoint of its own: for large inventories. */
  sessions?: number;
  certificate?: PracticeCertificate;
  /** Idle sessions expire after this; 0 means never. NSX's own default is 1,800,000. */
  sessionIdleMs?: number;
  /** A limit of 0 is off. */
  rateLimit?: Partial<RateLimit>;
  /** The clock of the rate limit, in milliseconds; not `now`, which a test may hold still. */
  rateClock?: () => number;
  /** 1 is normal seconds; 0.05 makes realization 20 times faster, for tests. */
  pace?: number;
  /** Milliseconds since the epoch: drives realization, expiry, lock-out and time stamps. */
  now?: () => number;
  /** `product_version` without the build, 4.2.1 by default. From 9 on the VPN calls are gone, as in NSX. */
  nsxVersion?: string;
  role?: Role;
  /** The scenario of every change until another is chosen. Throws on an unknown id. */
  scenario?: string;
};

const HOST = '127.0.0.1';
const KEEP_ALIVE_MS = 65_000;
const PASSWORD_BYTES = 12;
const DEFAULT_SEED = 1;

/** Starts a whole NSX manager in memory, on loopback only. Rejects when the port is taken. */
export async function startPracticeManager(
  options: PracticeOptions = {},
): Promise<PracticeManager> {
  const now = options.now ?? Date.now;
  const user = 'admin';
  const password =
    options.password ?? `Practice-${randomBytes(PASSWORD_BYTES).toString('base64url')}`;
  const idleMs = options.sessionIdleMs ?? DEFAULT_SESSION_IDLE_MS;
  const rate = { ...DEFAULT_RATE_LIMIT, ...options.rateLimit };
  let certificate = options.certificate ?? (await newCertificate());

  const scenarios = createScenarioChoice(scenarioNamed(options.scenario ?? SCENARIOS[0]?.id ?? ''));
  const newWorld = () =>
    createWorld({
      scenarios,
      seed: options.seed ?? DEFAULT_SEED,
      sessions: options.sessions ?? 0,
      nsxVersion: options.nsxVersion ?? '4.2.1.0.0',
      role: options.role ?? 'enterprise_admin',
      pace: options.pace ?? 1,
      now,
    });
  const newSignIn = () => createSignIn({ user, password, sessionIdleMs: idleMs, now });
  let world = newWorld();
  let signIn = newSignIn();
  const log = createRequestLog();
  const line: Line = { dropAnswer: false, dropRequest: false, gate: undefined };
  let openGate: () => void = () => {};

  const control: PracticeControl = {
    scenarios: () => scenarios.list(),
    scenario: (id) => scenarios.chooseNext(scenarioNamed(id).id),
    nextScenario: () => scenarios.chosen(),
    defaultScenario: (id) => scenarios.chooseDefault(scenarioNamed(id).id),
    requests: () => log.all(),
    clearRequests: () => log.clear(),
    entities: (kind) => world.store.all(kind),
    mutate(kind, id, patch) {
      const before = world.store.get(kind, id);
      if (before === undefined) throw new Error(`the practice manager has no ${kind}/${id}`);
      return world.store.replace(kind, id, { ...before, ...patch }, 'another.engineer@example.net');
    },
    remove: (kind, id) => world.store.remove(kind, id),
    protect: (kind, id, owner) => world.store.protect(kind, id, owner),
    setServiceEnabled: (id, enabled) => control.mutate('services', id, { enabled }),
    async rotateCertificate() {
      certificate = await newCertificate();
      server.setSecureContext(certificate);
      server.closeAllConnections();
      return { fingerprint: fingerprintOf(certificate.cert), certificatePem: certificate.cert };
    },
    dropNextAnswer: () => {
      line.dropAnswer = true;
    },
    dropNextRequest: () => {
      line.dropRequest = true;
    },
    stall() {
      openGate();
      const gate = new Promise<void>((resolve) => {
        openGate = () => {
          line.gate = undefined;
          resolve();
        };
      });
      line.gate = gate;
      return openGate;
    },
    expireSessions: () => signIn.expireSessions(),
    offerSignIn: (ways) => signIn.offer(ways),
    registerPrincipal: (name, pem) => signIn.registerPrincipal(name, fingerprintOf(pem)),
    lockState: () => signIn.lockState(),
    unlock: () => signIn.unlock(),
    reset() {
      scenarios.reset();
      world = newWorld();
      signIn = newSignIn();
      log.clear();
      line.dropAnswer = false;
      line.dropRequest = false;
      openGate();
    },
  };

  const parts: Parts = {
    world: () => world,
    signIn: () => signIn,
    limits: createLimits(rate, options.rateClock ?? (() => performance.now())),
    rate,
    idleMs,
    line,
    log,
    control,
  };
  // Any client certificate is let in: which principal identity it is, if any, is for the sign-in to say.
  const tls = { minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false } as const;
  const server = createServer({ ...certificate, ...tls }, (request, response) => {
    serve(parts, request, response).catch(() => request.socket.destroy());
  });
  // Node's 5 seconds are shorter than the pause between two checks, and would close the connection under the second.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // `closeAllConnections` knows none that is still in its handshake: such a one holds `close` up for two minutes.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // A client that breaks off its handshake (a refused certificate) is no trouble of ours.
  server.on('tlsClientError', () => {});
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, HOST, () => resolve((server.address() as AddressInfo).port));
  });

  return {
    address: `${HOST}:${port}`,
    url: `https://${HOST}:${port}`,
    get fingerprint() {
      return fingerprintOf(certificate.cert);
    },
    get certificatePem() {
      return certificate.cert;
    },
    user,
    password,
    control,
    close: () =>
      new Promise((resolve) => {
        openGate();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function scenarioNamed(id: string) {
  const found = findScenario(id);
  if (found === undefined) throw new Error(`unknown practice scenario: ${id}`);
  return found;
}
