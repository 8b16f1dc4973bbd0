import * as z from 'zod';
import { NodeState } from './realization.ts';
import { RequestEvent } from './request.ts';

/**
 * Facts on their way to the window: most checks have the body and the nodes of the one before, so each text goes over
 * once and is named by its place. What comes out shares them too: 10,000 checks hold one body.
 */
export const PackedEvents = z.object({
  texts: z.array(z.string()),
  events: z.array(
    z.object({
      /** Without what is in `texts`. */
      event: RequestEvent,
      body: z.number().int().min(0).optional(),
      nodes: z.number().int().min(0).optional(),
    }),
  ),
});
export type PackedEvents = z.infer<typeof PackedEvents>;

/** Shorter ones go along as they are. */
const SHORT = 40;

export function packEvents(events: readonly RequestEvent[]): PackedEvents {
  const places = new Map<string, number>();
  const place = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, places.size);
    return places.size - 1;
  };
  const packed = events.map((event) => {
    const { fact } = event;
    const one: PackedEvents['events'][number] = { event };
    const exchange = 'exchange' in fact ? fact.exchange : null;
    if (exchange && exchange.body.length > SHORT) {
      one.body = place(exchange.body);
      const bare = { ...fact, exchange: { ...exchange, body: '' } } as typeof fact;
      one.event = { ...event, fact: bare };
    }
    if (fact.type === 'checked' && fact.nodes.length > 0) {
      one.nodes = place(JSON.stringify(fact.nodes));
      one.event = { ...one.event, fact: { ...one.event.fact, nodes: [] } as typeof fact };
    }
    return one;
  });
  return { texts: [...places.keys()], events: packed };
}

const Nodes = z.array(NodeState);

/** Throws where a text is missing, or is none of nodes: main has put them together. */
export function unpackEvents({ texts, events }: PackedEvents): RequestEvent[] {
  const read = new Map<number, NodeState[]>();
  const textAt = (place: number): string => {
    const text = texts[place];
    if (text === undefined) throw new Error(`there is no text ${place}`);
    return text;
  };
  const nodesAt = (place: number): NodeState[] => {
    const nodes = read.get(place) ?? Nodes.parse(JSON.parse(textAt(place)));
    read.set(place, nodes);
    return nodes;
  };
  return events.map(({ event, body, nodes }) => {
    let { fact } = event;
    if (body !== undefined && 'exchange' in fact && fact.exchange) {
      fact = { ...fact, exchange: { ...fact.exchange, body: textAt(body) } } as typeof fact;
    }
    if (nodes !== undefined && fact.type === 'checked') fact = { ...fact, nodes: nodesAt(nodes) };
    return { ...event, fact };
  });
}
