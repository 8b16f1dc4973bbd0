import * as z from 'zod';

/** How many requests of how many have their summary of this version; until all have, nothing is sent. */
export const CatchingUp = z.object({ done: z.number().int(), total: z.number().int() });
export type CatchingUp = z.infer<typeof CatchingUp>;

const number = (n: number) => n.toLocaleString('en-US');

/** "Bringing the record up to date, 41,000 of 100,000" */
export const catchingUpText = ({ done, total }: CatchingUp): string =>
  `Bringing the record up to date, ${number(done)} of ${number(total)}`;
