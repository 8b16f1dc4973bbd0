import * as z from 'zod';
import { Millis } from './ids.ts';
import { Json } from './json.ts';

/** That the object of a draft is not as it was when the draft was made, as far as the copy of the inventory knows. */
export const DraftStanding = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('moved'),
    /** `_revision` in the copy. */
    revision: Json.optional(),
    /** Who changed it last, where NSX says so. */
    by: z.string().nullable(),
    readAt: Millis,
  }),
  z.object({ state: z.literal('gone'), readAt: Millis.nullable() }),
]);
export type DraftStanding = z.infer<typeof DraftStanding>;
