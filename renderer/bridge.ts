import * as z from 'zod';
import type { CommandName, EventName, Input, Output, Payload } from '../shared/contract.ts';
import { commands, events } from '../shared/contract.ts';
import type { Result } from '../shared/result.ts';
import { Failure, fail } from '../shared/result.ts';

// The page's CSP has no eval; zod must not try it.
z.config({ jitless: true });

/** What the preload puts on `window`: two functions, nothing else. */
interface Spanwatch {
  call: (name: string, input: unknown) => Promise<unknown>;
  onEvent: (listener: (message: { name: string; payload: unknown }) => void) => () => void;
}

declare global {
  interface Window {
    spanwatch?: Spanwatch;
  }
}

const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: Failure }),
]);

function bug(detail: string) {
  return fail({ kind: 'bug', detail });
}

/** Gives main a command. Everything that can go wrong comes back as a Failure; this never throws. */
export async function call<N extends CommandName>(
  name: N,
  input: Input<N>,
): Promise<Result<Output<N>>> {
  if (!window.spanwatch) return bug('The window was opened without its preload.');
  try {
    const answer = Answer.safeParse(await window.spanwatch.call(name, input));
    if (!answer.success) return bug(`${name} was answered in an unknown form.`);
    if (!answer.data.ok) return answer.data;
    const output = commands[name].output.safeParse(answer.data.value);
    if (!output.success) return bug(`${name}: ${z.prettifyError(output.error)}`);
    return { ok: true, value: output.data as Output<N> };
  } catch (error) {
    return bug(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Listener = (payload: never) => void;
const listeners = new Map<EventName, Set<Listener>>();
let listening = false;

function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

/** One subscription for the whole window; a payload that does not fit the contract is dropped, and said. */
function listen() {
  if (listening || !window.spanwatch) return;
  listening = true;
  window.spanwatch.onEvent(({ name, payload }) => {
    if (!isEvent(name)) return;
    const parsed = events[name].safeParse(payload);
    if (!parsed.success) {
      console.error(`event ${name} does not fit the contract`, z.prettifyError(parsed.error));
      return;
    }
    for (const listener of listeners.get(name) ?? []) listener(parsed.data as never);
  });
}

/** Hears what main tells unasked. Returns the function that ends it. */
export function onEvent<N extends EventName>(
  name: N,
  listener: (payload: Payload<N>) => void,
): () => void {
  listen();
  const of = listeners.get(name) ?? new Set<Listener>();
  listeners.set(name, of);
  of.add(listener as Listener);
  return () => of.delete(listener as Listener);
}
