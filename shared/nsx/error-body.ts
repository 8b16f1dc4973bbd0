import * as z from 'zod';
import type { NsxError } from '../result.ts';

/** NSX's `ApiError`, all fields optional; the status name comes as `httpStatus` or `http_status` (both in the guide). */
export const ApiErrorBody = z.looseObject({
  error_code: z.number().optional().catch(undefined),
  error_message: z.string().optional().catch(undefined),
  module_name: z.string().optional().catch(undefined),
  httpStatus: z.string().optional().catch(undefined),
  http_status: z.string().optional().catch(undefined),
});

/** The VPN service of the session is disabled: there is no realization status to be had (the guide). */
export const ERROR_SERVICE_DISABLED = 110199;
/** The object is not there (`common-services`; the guide). */
export const ERROR_NOT_FOUND = 600;
/** The object belongs to another principal; needs `X-Allow-Overwrite`. */
export const ERROR_NOT_OWNER = 289;
/** Wrong credentials, or the account is locked: the two cannot be told apart. */
export const ERROR_CREDENTIALS = 403;
/** Session or XSRF token expired. */
export const ERROR_SESSION_EXPIRED = 98;

const MAX_WORDS = 2000;

/** As much of a page as is looked at for words: more than any error page needs to come to the point. */
const MAX_READ = 100_000;

/** Without its tags, in one go: a `<` that nothing closes is a sign like any other. */
function withoutTags(page: string): string {
  let words = '';
  let from = 0;
  for (let open = page.indexOf('<'); open >= 0; open = page.indexOf('<', from)) {
    const close = page.indexOf('>', open);
    if (close < 0) break;
    words += `${page.slice(from, open)} `;
    from = close + 1;
  }
  return words + page.slice(from);
}

/** Reads NSX's module, code and message out of any answer body; text that isn't JSON becomes the message. */
export function readNsxError(body: string): NsxError {
  try {
    const parsed = ApiErrorBody.safeParse(JSON.parse(body));
    if (parsed.success && (parsed.data.error_message || parsed.data.error_code !== undefined)) {
      return {
        module: parsed.data.module_name ?? null,
        code: parsed.data.error_code ?? null,
        message: (parsed.data.error_message ?? '').slice(0, MAX_WORDS),
      };
    }
  } catch {
    // Not JSON: a proxy's page or plain text. Its words are all there is.
  }
  const words = withoutTags(body.slice(0, MAX_READ)).replace(/\s+/g, ' ').trim();
  return { module: null, code: null, message: words.slice(0, MAX_WORDS) };
}

/** "VPN:110199 VPN service … is disabled" */
export function nsxErrorText(error: NsxError): string {
  const where = [error.module, error.code].filter((part) => part !== null).join(':');
  return [where, error.message].filter(Boolean).join(' ') || 'no words in the answer';
}
