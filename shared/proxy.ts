import * as z from 'zod';

const MAX_URL = 2048;

const HAS_USER = /^[a-z]+:\/\/[^/]*@/i;
const BARE = /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?\/?$/i;

/** What is wrong with the address of a proxy as typed; null if it can be used. */
export function proxyUrlError(typed: string): string | null {
  if (HAS_USER.test(typed)) {
    return 'Leave the user and password out: this is stored in the database, which holds no secret';
  }
  return BARE.test(typed) ? null : 'Type the proxy as http://host:port or https://host:port';
}

const ProxyUrl = z
  .string()
  .trim()
  .max(MAX_URL)
  .superRefine((typed, context) => {
    const message = proxyUrlError(typed);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** The way to a manager: as this computer's settings say, straight, or through an HTTP proxy. */
export const ProxyChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('manual'), url: ProxyUrl }),
]);
export type ProxyChoice = z.infer<typeof ProxyChoice>;

/** Where nothing was chosen, as in records from before there was a choice. */
export const DEFAULT_PROXY: ProxyChoice = { kind: 'system' };
