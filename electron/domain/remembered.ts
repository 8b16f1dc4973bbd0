import type { ManagerId } from '../../shared/ids.ts';
import type { Manager, ManagerFacts } from '../../shared/manager.ts';
import type { NsxError } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Store } from './ports.ts';

/** A store whose managers, their facts and the settings are read once and kept: every check of every watch looks at them. */
export type Remembered = Store & {
  /** Another process may have changed them: they are read anew. */
  forget(): void;
  /** Differs whenever they may have changed. */
  generation(): number;
};

export function remembered(store: Store): Remembered {
  let managers: Manager[] | null = null;
  let settings: Settings | null = null;
  const facts = new Map<ManagerId, ManagerFacts | null>();
  let generation = 0;

  function forget(): void {
    managers = null;
    settings = null;
    facts.clear();
    generation += 1;
  }

  return Object.assign(Object.create(store) as Store, {
    forget,
    generation: () => generation,
    managers(): Manager[] {
      managers ??= store.managers();
      return managers;
    },
    facts(id: ManagerId): ManagerFacts | null {
      const known = facts.get(id);
      if (known !== undefined) return known;
      const found = store.facts(id);
      facts.set(id, found);
      return found;
    },
    saveFacts(id: ManagerId, next: ManagerFacts) {
      store.saveFacts(id, next);
      facts.delete(id);
    },
    settings(): Settings {
      settings ??= store.settings();
      return settings;
    },
    saveManager(manager: Manager) {
      store.saveManager(manager);
      forget();
    },
    setHalted(id: ManagerId, halted: NsxError | null) {
      store.setHalted(id, halted);
      forget();
    },
    removeManager(id: ManagerId) {
      store.removeManager(id);
      forget();
    },
    saveSettings(next: Settings) {
      store.saveSettings(next);
      forget();
    },
  });
}
