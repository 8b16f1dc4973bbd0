import * as z from 'zod';
import { isObject, type JsonObject } from '../../../shared/json.ts';
import { filler, type Hole, KINDS, withLongs } from './fact-shape.ts';
import type { Texts } from './texts.ts';

const Path = z.array(z.string()).min(1);
/** How a fact's shape is stored: what is the same, where values were taken out, and which texts stand where. */
export const Shape = z.object({
  rest: z.custom<JsonObject>(isObject),
  holes: z.array(
    z.object({
      path: Path,
      kinds: z.array(z.enum(KINDS)).min(1),
      pieces: z.array(z.string()).optional(),
    }),
  ),
  longs: z.array(z.object({ path: Path, text: z.number(), json: z.boolean() })),
});
export type Shape = z.infer<typeof Shape>;

/** How facts of one shape are put together: unchecked until one of them has been read through its schema. */
export type Mould = {
  holes: readonly Hole[];
  fill: ReturnType<typeof filler>;
  isChecked: boolean;
};

/** Throws where the shape, or a text that it names, is not there or doesn't fit. */
export function mouldOf(stored: Pick<Texts, 'get'>, number: number): Mould {
  const text = stored.get(number);
  if (text === null) throw new Error(`there is no text ${number}`);
  const { rest, holes, longs } = Shape.parse(JSON.parse(text));
  const found = longs.map((long) => {
    const part = stored.get(long.text);
    if (part === null) throw new Error(`there is no text ${long.text}`);
    return { ...long, text: part };
  });
  return { holes, fill: filler(withLongs(rest, found), holes), isChecked: false };
}
