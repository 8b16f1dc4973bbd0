import { useRouteId } from '../shell/route-store.ts';
import { ComparePage } from './compare-page.tsx';
import { lookBackInRoute } from './compare-routes.ts';
import { ObjectHistoryPage } from './object-history-page.tsx';
import { RequestsScreen } from './requests-screen.tsx';

/** What stands under Requests: the list with one of them beside it, two side by side, or one object's changes. */
export function RequestsPlace() {
  const id = useRouteId('requests');
  const back = lookBackInRoute(id);
  if (back?.is === 'compare') return <ComparePage key={id} {...back} />;
  if (back?.is === 'object') return <ObjectHistoryPage key={id} {...back} />;
  return <RequestsScreen />;
}
