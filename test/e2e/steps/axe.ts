import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inProject } from '../../../electron/launch/paths.mjs';

/** axe-core's text: the page's policy loads no script, so it is put in through the debugger. */
const AXE = readFileSync(inProject('node_modules', 'axe-core', 'axe.min.js'), 'utf8');

type Finding = { id: string; nodes: { target: unknown[]; failureSummary?: string }[] };
type Axe = { axe: { run(): Promise<{ violations: Finding[] }> } };

/** Everything that axe-core finds wrong on the page as it is now. */
export async function findings(window: Page): Promise<string[]> {
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(AXE);
  // Colours are judged once what fades in has come, and what fades out has gone.
  await window.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    ),
  );
  const violations = await window.evaluate(
    async () => (await (globalThis as unknown as Axe).axe.run()).violations,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** What axe-core finds on the page in light and in dark. */
export async function findingsInBoth(window: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found.push(...(await findings(window)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
}
