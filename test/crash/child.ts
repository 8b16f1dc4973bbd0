import type { Nsx, Store } from '../../electron/domain/ports.ts';
import { type Manager, Manager as ManagerSchema } from '../../shared/manager.ts';
import { startEngine } from './engine.ts';
import { isPoint, type Point, SPEED } from './points.ts';

/**
 * One life of Spanwatch that ends in a power cut: sends one change and follows it, and kills itself at the point that
 * it was told, before the next instruction can run.
 */
const [folder = '', point = '', entry = '', sessionId = ''] = process.argv.slice(2);
const manager: Manager = ManagerSchema.parse(JSON.parse(entry));
if (!isPoint(point)) throw new Error(`no such point: ${point}`);

const die = () => process.kill(process.pid, 'SIGKILL');
const at = (now: Point) => {
  if (now === point) die();
};

function cutStore(store: Store): Store {
  const counts = new Map<string, number>();
  /** Facts by their type, and the second of a type by its number too. */
  const named = (facts: readonly { type: string }[]) =>
    facts.map(({ type }) => {
      const nth = (counts.get(type) ?? 0) + 1;
      counts.set(type, nth);
      return nth === 1 ? type : `${type} ${nth}`;
    });
  return {
    ...store,
    addRequest(request) {
      at('before the intent is stored');
      store.addRequest(request);
      at('after the intent is stored');
    },
    addFact(id, when, fact) {
      const [name] = named([fact]);
      at(`before “${name}” is stored` as Point);
      const event = store.addFact(id, when, fact);
      at(`after “${name}” is stored` as Point);
      return event;
    },
    addFacts(id, when, facts) {
      const names = named(facts);
      for (const name of names) at(`before “${name}” is stored` as Point);
      const events = store.addFacts(id, when, facts);
      for (const name of names) at(`after “${name}” is stored` as Point);
      return events;
    },
  };
}

function cutNsx(nsx: Nsx): Nsx {
  return {
    ...nsx,
    write(connection, write, onSent) {
      const end = nsx.write(connection, write, onSent);
      at('while the write waits for its answer');
      return end;
    },
    state(...input) {
      const answer = nsx.state(...input);
      at('while a check waits for its answer');
      return answer;
    },
  };
}

const engine = startEngine({
  folder,
  manager,
  password: process.env.SPANWATCH_TEST_PASSWORD ?? '',
  speed: SPEED,
  store: cutStore,
  nsx: cutNsx,
});

async function live(): Promise<void> {
  const { product } = engine;
  const sent = await product.terminal.send({
    managerId: manager.id,
    method: 'PUT',
    kind: 'sessions',
    entityId: sessionId,
    body: JSON.parse(process.env.SPANWATCH_TEST_BODY ?? '{}'),
    follow: true,
  });
  if (!sent.ok) throw new Error(`not sent: ${JSON.stringify(sent.failure)}`);
  // In doubt is settled as the window would: by the manager's next answer.
  await product.handlers['manager.check']({ managerId: manager.id });
}

void live();
// Nothing but the point ends this process.
setInterval(() => {}, 1_000);
