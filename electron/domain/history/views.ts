import type { SavedView } from '../../../shared/history-query.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { MAX_VIEWS, type Settings } from '../../../shared/settings.ts';
import type { Ports } from '../ports.ts';

type Needs = Pick<Ports['store'], 'settings' | 'saveSettings'>;

/** Filters that a person has named, by name; kept with the settings. */
export function createViews(store: Needs, told: (settings: Settings) => void) {
  function keep(views: readonly SavedView[]): Result<SavedView[]> {
    const settings = { ...store.settings(), views: [...views].sort(byName) };
    store.saveSettings(settings);
    told(settings);
    return ok(settings.views);
  }

  return {
    list: (): Result<SavedView[]> => ok(store.settings().views),
    save(view: SavedView): Result<SavedView[]> {
      const others = store.settings().views.filter(({ name }) => name !== view.name);
      if (others.length >= MAX_VIEWS) {
        const message = `There are ${MAX_VIEWS} views already. Remove one first`;
        return fail({ kind: 'invalid', issues: [{ path: ['name'], message }] });
      }
      return keep([...others, view]);
    },
    remove: (name: string): Result<SavedView[]> =>
      keep(store.settings().views.filter((view) => view.name !== name)),
  };
}

const byName = (a: SavedView, b: SavedView) => a.name.localeCompare(b.name, 'en');
