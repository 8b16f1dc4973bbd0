let loading: Promise<typeof import('undici')> | null = null;

/** undici, read from disk at the first call to a manager and not at the start of the application. */
export function loadUndici(): Promise<typeof import('undici')> {
  loading ??= import('undici');
  return loading;
}
