import { EVENTFUL, EVERY_VERDICT, ONE_OBJECT, writeRequests } from '../support/every-verdict.ts';
import { expect, test } from './steps/app.ts';
import { findingsInEveryTheme } from './steps/axe.ts';
import type { Visit } from './steps/tour.ts';
import {
  openRequest,
  visitComparing,
  visitEachRequest,
  visitFound,
  visitRequestList,
  visitRequestPage,
  visitStorage,
} from './steps/tour-record.ts';

test('axe finds nothing on any screen or dialog of the record, in any theme', async ({
  spanwatch,
}) => {
  test.slow();
  await spanwatch.kill();
  writeRequests(spanwatch.dataDir, [...EVERY_VERDICT, ...ONE_OBJECT]);
  const window = await spanwatch.start();
  const wrong: Record<string, string[]> = {};
  const visit: Visit = async (stop, within) => {
    const found = await findingsInEveryTheme(window, within);
    if (found.length > 0) wrong[stop] = found;
  };
  await visitEachRequest(window, visit);
  await visitRequestList(window, visit);
  await visitRequestPage(window, EVENTFUL.name, visit);
  await visitComparing(window, 'Chain', visit);
  await visitFound(window, 'Eventful', visit);
  await visitStorage(window, visit);
  expect(wrong).toEqual({});

  await test.step('in the system’s own colours, which take every ground away, what is chosen has an edge', async () => {
    await openRequest(window, EVENTFUL.name);
    const chosen = [
      window.getByRole('listbox', { name: 'Requests' }).getByRole('option', { selected: true }),
      window
        .getByRole('navigation', { name: 'Screens' })
        .getByRole('button', { name: /^Requests/ }),
      window.getByRole('radio', { name: 'Linear', checked: true }),
      window.getByRole('button', { name: 'All', pressed: true }),
    ];
    const edges = async () =>
      Promise.all(
        chosen.map((one) => one.evaluate((element) => getComputedStyle(element).outlineStyle)),
      );
    await expect.poll(edges).toEqual(chosen.map(() => 'none'));
    await window.emulateMedia({ forcedColors: 'active' });
    await expect.poll(edges).toEqual(chosen.map(() => 'solid'));
  });
});
