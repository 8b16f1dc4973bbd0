import type { JsonObject } from '../json.ts';

/**
 * Who may change an object, by its `_system_owned` and `_protection` (Swagger 2.5.1, `ManagedResource`).
 * `override`: another principal owns it, and NSX takes a change only with `X-Allow-Overwrite: true`.
 */
export type Protection =
  | { is: 'free' }
  | { is: 'system' }
  | { is: 'protected' }
  | { is: 'override'; owner: string | null };

/** What an object says of its own protection; `UNKNOWN` and words that are not in the schema lock nothing. */
export function protectionOf(body: JsonObject | null): Protection {
  if (body?._system_owned === true) return { is: 'system' };
  if (body?._protection === 'PROTECTED') return { is: 'protected' };
  if (body?._protection !== 'REQUIRE_OVERRIDE') return { is: 'free' };
  const owner = body._create_user;
  return { is: 'override', owner: typeof owner === 'string' && owner !== '' ? owner : null };
}

/** Whether what a person said of an object's protection is still about this owner: a new owner is asked about anew. */
export function isOverridden(
  body: JsonObject | null,
  override: { owner: string | null } | undefined,
): boolean {
  const protection = protectionOf(body);
  return protection.is === 'override' && override?.owner === protection.owner;
}
