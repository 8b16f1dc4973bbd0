import type { Database } from 'libsql';
import * as z from 'zod';
import type { RequestId } from '../../../../shared/ids.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { RequestEvent } from '../../../../shared/request.ts';
import { filler, takeApart, unpackValues, withLongs } from '../fact-shape.ts';
import type { Shape } from '../moulds.ts';
import { texts } from '../texts.ts';

/**
 * Facts as version 4 of the file stores them; a copy, which stays as it is.
 */
export type Facts = {
  lifeOf(id: RequestId, at: number): Life;
  /** `whole` gives the event as JSON: what is stored comes back as exactly that. */
  add(life: Life, event: RequestEvent, whole: () => string): void;
  /** Stores what may be no event at all as it is. */
  addWhole(life: Life, seq: number, at: number, whole: string): void;
};

/** `began`: the time of its first fact, from which those of the others are counted. */
export type Life = { number: number; began: number };

const Life = z.looseObject({ number: z.number(), began: z.number() });
/** Shapes that are remembered as proven; each is proven anew when it is forgotten. */
const MOST_PROVEN = 4000;
/** Lives that are remembered; each is looked up anew when it is forgotten. */
const MOST_LIVES = 4000;

export function facts(db: Database): Facts {
  const stored = texts(db);
  /** Shapes of which a fact was seen to come back exactly; then all do. */
  const proven = new Set<number>();
  /** Lives never change; those of the watches that are open are asked for with every check. */
  const lives = new Map<RequestId, Life>();

  const findLife = db.prepare('SELECT number, began FROM lives WHERE request_id = :id');
  const addLife = db.prepare(
    'INSERT INTO lives (request_id, began) VALUES (:id, :at) RETURNING number, began',
  );
  const insert = db.prepare(
    'INSERT INTO events (life, seq, after, shape, data) VALUES (:life, :seq, :after, :shape, :data)',
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

  function lifeOf(id: RequestId, at: number): Life {
    const known = lives.get(id);
    if (known) return known;
    const { number, began } = Life.parse(findLife.get({ id }) ?? addLife.get({ id, at }));
    const life = { number, began };
    if (lives.size >= MOST_LIVES) lives.clear();
    lives.set(id, life);
    return life;
  }

  return { lifeOf, add, addWhole };
}

const fits = (ms: number) => Number.isSafeInteger(ms);
