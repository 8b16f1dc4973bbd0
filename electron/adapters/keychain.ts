import { fail, ok, type Result } from '../../shared/result.ts';
import type { SecretId, Vault } from '../domain/ports.ts';

/** The name under which a person finds the passwords in the keychain. Never changes. */
export const KEYCHAIN_SERVICE = 'Spanwatch';

type Keytar = typeof import('keytar');

export type VaultOptions = {
  load?: () => Promise<Keytar>;
  /** For calls that never ask the user anything, ms. */
  quietMs?: number;
  /** For calls during which the system may ask to unlock the keychain, ms. */
  promptMs?: number;
};

/** The status is asked at start-up: a service that hangs must not hold up the window's first answer for long. */
const QUIET_MS = 10_000;
/** A person may have to type the keychain's password first. */
const PROMPT_MS = 60_000;
const MAX_DETAIL = 300;
/** What libsecret says of an address that leads nowhere; a person can do nothing with its words. */
const NO_BUS = /unsupported transport|autolaunch D-Bus/i;

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};

/**
 * Passwords in the operating system's keychain, or in this process's memory for this session. Nothing is written
 * to a file. No error's text can hold a password: keytar's messages are the system's own, and are cleaned besides.
 */
export function createVault(service: string = KEYCHAIN_SERVICE, options: VaultOptions = {}): Vault {
  const { quietMs = QUIET_MS, promptMs = PROMPT_MS } = options;
  const load = options.load ?? (() => import('keytar'));
  const memory = new Map<SecretId, string>();
  const name = NAMES[process.platform] ?? 'Secret Service keychain';
  let loading: Promise<Keytar> | null = null;

  /** Loaded at the first use: its native part needs a library that a server may not have. */
  function keytar(): Promise<Keytar> {
    loading ??= load().then(defaultOf);
    return loading;
  }

  async function call<T>(
    ms: number,
    run: (keytar: Keytar) => Promise<T>,
    secret?: string,
  ): Promise<Result<T>> {
    try {
      return ok(await within(ms, keytar().then(run)));
    } catch (error) {
      return fail({ kind: 'keychain', detail: words(error, secret) });
    }
  }

  const inKeychain = (id: SecretId) =>
    call(promptMs, (keys) => keys.getPassword(service, accountOf(id)));
  const removeFromKeychain = (id: SecretId) =>
    call(promptMs, (keys) => keys.deletePassword(service, accountOf(id)));

  return {
    async status() {
      // Looks for a service that nobody uses: reaches the keychain, and brings no password into this process.
      const probe = await call(quietMs, (keys) => keys.findCredentials(`${service} (probe)`));
      if (probe.ok) return { available: true, name, detail: null };
      const detail = probe.failure.kind === 'keychain' ? probe.failure.detail : null;
      return { available: false, name, detail };
    },

    async keep(id, password, where) {
      if (where === 'session-only') {
        // What an earlier choice left in the keychain must not come back. With no keychain there is nothing.
        memory.set(id, password);
        await call(quietMs, (keys) => keys.deletePassword(service, accountOf(id)));
        return ok(null);
      }
      const kept = await call(
        promptMs,
        (keys) => keys.setPassword(service, accountOf(id), password),
        password,
      );
      if (!kept.ok) return kept;
      memory.delete(id);
      return ok(null);
    },

    async password(id) {
      const here = memory.get(id);
      return here === undefined ? inKeychain(id) : ok(here);
    },

    async place(id) {
      if (memory.has(id)) return 'session-only';
      const found = await inKeychain(id);
      return found.ok && found.value !== null ? 'keychain' : 'none';
    },

    async remove(id) {
      const wasOnlyHere = memory.delete(id);
      const removed = await removeFromKeychain(id);
      // Without a keychain, a password of this session is all there was.
      return removed.ok || wasOnlyHere ? ok(null) : removed;
    },
  };
}

function accountOf(id: SecretId): string {
  return id.startsWith('draft:') ? id : `manager:${id}`;
}

/** keytar is CommonJS: as an ES module its functions stand under `default`. */
function defaultOf(loaded: Keytar & { default?: Keytar }): Keytar {
  return loaded.default ?? loaded;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function words(error: unknown, secret: string | undefined): string {
  const text = error instanceof Error ? error.message : String(error);
  if (NO_BUS.test(text)) return 'There is no D-Bus session here in which a keychain could answer.';
  const clean = secret ? text.replaceAll(secret, '…') : text;
  return clean.slice(0, MAX_DETAIL) || 'no words from the keychain';
}
