import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inProject } from '../../../electron/launch/paths.mjs';
import { expect } from './app.ts';

/** axe-core's text: the page's policy loads no script, so it is put in through the debugger. */
const AXE = readFileSync(inProject('node_modules', 'axe-core', 'axe.min.js'), 'utf8');

type Finding = { id: string; nodes: { target: unknown[]; failureSummary?: string }[] };
type Options = { runOnly?: readonly string[]; resultTypes: readonly ['violations'] };
type Axe = {
  axe: {
    run(within: Document | Element, options: Options): Promise<{ violations: Finding[] }>;
  };
};

/** What a theme changes is colour: all else is looked at once. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];
/** High contrast promises 7:1. */
const OF_HIGH_CONTRAST = ['color-contrast-enhanced'];

const THEMES = [
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference', only: OF_COLOUR },
  { name: 'dark, high contrast', colorScheme: 'dark', contrast: 'more', only: OF_HIGH_CONTRAST },
  { name: 'light, high contrast', colorScheme: 'light', contrast: 'more', only: OF_HIGH_CONTRAST },
  { name: 'light', colorScheme: 'light', contrast: 'no-preference', only: null },
] as const;

/** Over the page lies what is to be looked at: what is under it has been. */
const ON_TOP = '[role="dialog"], [role="menu"]';

/**
 * Everything that axe-core finds wrong on the page as it is now, or `within` a part of it; or of some rules only, on what
 * is on top of it.
 */
export async function findings(
  window: Page,
  only: readonly string[] | null = null,
  within: string | null = null,
): Promise<string[]> {
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(AXE);
  const violations = await window.evaluate(
    async ([rules, onTop, part]) => {
      // Colours are judged once what fades in has come, and what fades out has gone.
      await Promise.allSettled(
        document
          .getAnimations()
          .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
          .map((one) => one.finished),
      );
      const { axe } = globalThis as unknown as Axe;
      const whole = (part === null ? null : document.querySelector(part)) ?? document;
      // Of what passes nobody asks for the place of each node, which costs most.
      const wanted = { resultTypes: ['violations'] } as const;
      if (!rules) return (await axe.run(whole, wanted)).violations;
      const top = [...document.querySelectorAll(onTop)].findLast((one) => one.checkVisibility());
      return (await axe.run(top ?? whole, { ...wanted, runOnly: rules })).violations;
    },
    [only, ON_TOP, within] as const,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** What axe-core finds on the page in light and in dark, and in both where the system asks for more contrast. */
export async function findingsInEveryTheme(window: Page, within?: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name, colorScheme, contrast, only } of THEMES) {
    await window.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    found.push(...(await findings(window, only, within)).map((one) => `${name}: ${one}`));
  }
  return found;
}
