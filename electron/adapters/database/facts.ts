import type { Database } from 'libsql';
import * as z from 'zod';
import type { RequestId } from '../../../shared/ids.ts';
import { isObject, type JsonObject } from '../../../shared/json.ts';
import { RequestEvent } from '../../../shared/request.ts';
import { filler, type Hole, KINDS, takeApart, unpackValues, withLongs } from './fact-shape.ts';
import { readRow, type Skipped } from './rows.ts';
import { texts } from './texts.ts';

/**
 * The rows of facts: of each its request (a number), its time, its shape (a text that is stored once) and the few
 * bytes that vary. A fact that would not come back exactly is stored whole, as JSON, without a shape.
 * Migration 4 writes with this too: whoever changes these tables leaves a copy of it to that migration.
 */
export type Facts = {
  /** The life of a request, begun with its first fact. */
  lifeOf(id: RequestId, at: number): Life;
  nextSeq(life: Life): number;
  /** `whole` gives the event as JSON: what is stored comes back as exactly that. */
  add(life: Life, event: RequestEvent, whole: () => string): void;
  /** Stores what may be no event at all as it is. */
  addWhole(life: Life, seq: number, at: number, whole: string): void;
  read(id: RequestId): RequestEvent[];
  /** To be called when a transaction was undone. */
  forget(): void;
};

/** `began`: the time of its first fact, from which those of the others are counted. */
export type Life = { number: number; began: number };

const Life = z.looseObject({ number: z.number(), began: z.number() });
const Next = z.looseObject({ next: z.number() });
const Row = z.looseObject({
  seq: z.number(),
  after: z.number(),
  shape: z.number().nullable(),
  data: z.union([z.string(), z.instanceof(ArrayBuffer)]),
});
const Path = z.array(z.string()).min(1);
const Shape = z.object({
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
type Shape = z.infer<typeof Shape>;

type Filled = ReturnType<typeof filler>;
/** How facts of one shape are put together: unchecked until one of them has been read through its schema. */
type Mould = { holes: readonly Hole[]; fill: Filled; isChecked: boolean };

/** Shapes that are remembered as proven; each is proven anew when it is forgotten. */
const MOST_PROVEN = 4000;
/** Lives that are remembered; each is looked up anew when it is forgotten. */
const MOST_LIVES = 4000;

export function facts(db: Database, skipped: Skipped): Facts {
  const stored = texts(db);
  /** Shapes of which a fact was seen to come back exactly; then all do. */
  const proven = new Set<number>();
  /** Lives never change; those of the watches that are open are asked for with every check. */
  const lives = new Map<RequestId, Life>();

  const findLife = db.prepare('SELECT number, began FROM lives WHERE request_id = :id');
  const addLife = db.prepare(
    'INSERT INTO lives (request_id, began) VALUES (:id, :at) RETURNING number, began',
  );
  const findNext = db.prepare(
    'SELECT COALESCE(MAX(seq), 0) + 1 AS next FROM events WHERE life = :life',
  );
  const insert = db.prepare(
    'INSERT INTO events (life, seq, after, shape, data) VALUES (:life, :seq, :after, :shape, :data)',
  );
  const select = db.prepare(
    'SELECT seq, after, shape, data FROM events WHERE life = :life ORDER BY seq',
  );

  function addWhole(life: Life, seq: number, at: number, whole: string): void {
    // It says its time itself; this one is for who looks into the file.
    const after = fits(at - life.began) ? at - life.began : 0;
    insert.run({ life: life.number, seq, after, shape: null, data: whole });
  }

  function add(life: Life, event: RequestEvent, whole: () => string): void {
    const { requestId, seq, at } = event;
    if (!fits(at - life.began)) {
      addWhole(life, seq, at, whole());
      return;
    }
    const { rest, holes, longs, data } = takeApart(event.fact as unknown as JsonObject, at);
    const numbered = longs.map(({ path, text, json }) => ({ path, text: stored.put(text), json }));
    const shape = stored.put(JSON.stringify({ rest, holes, longs: numbered } satisfies Shape));
    if (!proven.has(shape)) {
      const fact = filler(withLongs(rest, longs), holes)(unpackValues(holes, data, at));
      const text = whole();
      if (JSON.stringify({ requestId, seq, at, fact }) !== text) {
        addWhole(life, seq, at, text);
        return;
      }
      if (proven.size >= MOST_PROVEN) proven.clear();
      proven.add(shape);
    }
    insert.run({ life: life.number, seq, after: at - life.began, shape, data });
  }

  /** Throws where the shape, or a text that it names, is not there or doesn't fit. */
  function mouldOf(number: number): Mould {
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

  function read(id: RequestId): RequestEvent[] {
    const life = Life.safeParse(findLife.get({ id })).data;
    if (!life) return [];
    const moulds = new Map<number, Mould>();
    return select.all({ life: life.number }).flatMap((raw): RequestEvent[] => {
      try {
        const { seq, after, shape, data } = Row.parse(raw);
        if (shape === null) {
          if (typeof data !== 'string') throw new Error('it has no shape');
          const found = readRow({ data }, RequestEvent, 'events', skipped);
          return found ? [found] : [];
        }
        if (typeof data === 'string') throw new Error('its values are not packed');
        const mould = moulds.get(shape) ?? mouldOf(shape);
        moulds.set(shape, mould);
        const at = life.began + after;
        const fact = mould.fill(unpackValues(mould.holes, Buffer.from(data), at));
        const event = { requestId: id, seq, at, fact } as unknown as RequestEvent;
        if (mould.isChecked) return [event];
        const checked = RequestEvent.parse(event);
        // From here on those of this shape are made from the checked one: what varies has its type by its kind.
        mould.fill = filler(checked.fact as unknown as JsonObject, mould.holes);
        mould.isChecked = true;
        return [checked];
      } catch (error) {
        skipped.note('events', problemOf(error));
        return [];
      }
    });
  }

  function lifeOf(id: RequestId, at: number): Life {
    const known = lives.get(id);
    if (known) return known;
    const { number, began } = Life.parse(findLife.get({ id }) ?? addLife.get({ id, at }));
    const life = { number, began };
    if (lives.size >= MOST_LIVES) lives.clear();
    lives.set(id, life);
    return life;
  }

  return {
    lifeOf,
    nextSeq: ({ number }) => Next.parse(findNext.get({ life: number })).next,
    add,
    addWhole,
    read,
    forget() {
      stored.forget();
      proven.clear();
      lives.clear();
    },
  };
}

const fits = (ms: number) => Number.isSafeInteger(ms);

/** Of a value only where it is wrong: it may be anything. */
function problemOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map((issue) => issue.path.join('.')).join(', ') || 'does not fit';
  }
  return error instanceof SyntaxError ? 'not JSON' : String(error);
}
