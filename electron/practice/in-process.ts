import type { Practice } from '../domain/ports.ts';
import type { PracticeManager } from './practice-manager.ts';
import { SCENARIOS } from './scenarios.ts';

/** The practice manager inside this process, started when it is first wanted. */
export function createPractice(): Practice & { close(): Promise<void> } {
  let starting: Promise<PracticeManager> | null = null;
  let running: PracticeManager | null = null;
  let offFromTheStart = new Set<string>();

  async function begin(): Promise<PracticeManager> {
    const { startPracticeManager } = await import('./practice-manager.ts');
    running = await startPracticeManager();
    offFromTheStart = new Set(disabledServices(running));
    return running;
  }

  const offNow = (of: PracticeManager) =>
    disabledServices(of).filter((id) => !offFromTheStart.has(id));

  /** The way out of "service disabled": nobody else could enable it again. */
  function enableAgain(of: PracticeManager): void {
    for (const id of offNow(of)) of.control.setServiceEnabled(id, true);
  }

  return {
    async start() {
      starting ??= begin().catch((error: unknown) => {
        starting = null;
        throw error;
      });
      const { address, fingerprint, user, password } = await starting;
      return { address, fingerprint, user, password };
    },
    scenarios: () => ({
      running: running !== null,
      next: running?.control.nextScenario() ?? null,
      scenarios: SCENARIOS.map(({ id, title, description }) => ({ id, title, description })),
      servicesOff: running ? offNow(running).length : 0,
    }),
    choose(scenario) {
      const known = SCENARIOS.find((one) => one.id === scenario);
      if (!known || !running) {
        const what = running ? 'a scenario of that name' : 'a running practice manager';
        return { ok: false, failure: { kind: 'not-found', what } };
      }
      running.control.scenario(known.id);
      if (known.id === 'normal') enableAgain(running);
      return { ok: true, value: null };
    },
    enableServices() {
      if (running) enableAgain(running);
      return { ok: true, value: null };
    },
    close: async () => running?.close(),
  };
}

function disabledServices({ control }: PracticeManager): string[] {
  return control
    .entities('services')
    .filter((service) => service.enabled === false)
    .map((service) => service.id);
}
