import { create } from 'zustand';

/** In the rail's order; Ctrl+1 … Ctrl+6. */
export const SCREENS = ['desk', 'managers', 'inventory', 'drafts', 'requests', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  screen: Screen;
  /** The object in the detail pane: a manager, an entity, a draft, a request. */
  id?: string | undefined;
  /** Managers: the three steps of adding one are in the detail pane. */
  adding?: boolean | undefined;
}

interface RouteState {
  route: Route;
  past: readonly Route[];
  future: readonly Route[];
}

const START: Route = { screen: 'desk' };
const KEPT_STEPS = 100;

export const useRouteStore = create<RouteState>(() => ({ route: START, past: [], future: [] }));

function same(a: Route, b: Route) {
  return a.screen === b.screen && a.id === b.id && Boolean(a.adding) === Boolean(b.adding);
}

/** The one screen that there is in reviewer mode; null: all of them. */
let only: Screen | null = null;

/** From now on there is this screen alone. */
export function keepTo(screen: Screen): void {
  only = screen;
  go({ screen });
}

/**
 * Shows a screen.
 * `replace` leaves no step behind (moving through a list with the arrow keys).
 */
export function go(to: Route, { replace = false } = {}): void {
  if (only !== null && to.screen !== only) return;
  useRouteStore.setState((state) => {
    if (same(state.route, to)) return state;
    if (replace) return { ...state, route: to };
    return { route: to, past: [...state.past, state.route].slice(-KEPT_STEPS), future: [] };
  });
}

/** As Alt+Left does. */
export function goBack(): void {
  useRouteStore.setState((state) => {
    const last = state.past.at(-1);
    if (!last) return state;
    return { route: last, past: state.past.slice(0, -1), future: [state.route, ...state.future] };
  });
}

/** As Alt+Right does. */
export function goForward(): void {
  useRouteStore.setState((state) => {
    const [next, ...future] = state.future;
    if (!next) return state;
    return { route: next, past: [...state.past, state.route], future };
  });
}

export function useRoute(): Route {
  return useRouteStore((state) => state.route);
}

/** The id in front of a screen, null while another screen is in front or none is chosen. */
export function useRouteId(screen: Screen): string | null {
  return useRouteStore((state) =>
    state.route.screen === screen ? (state.route.id ?? null) : null,
  );
}
