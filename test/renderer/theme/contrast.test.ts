import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../renderer/theme/tokens.css', import.meta.url), 'utf8');
const TEXT_CONTRAST = 4.5;
const HIGH_CONTRAST = 7;
const HEX_BASE = 16;

type Scheme = 'light' | 'dark';

/** The colours of one block of tokens.css, by token, for a scheme. */
function tokens(block: string, scheme: Scheme): Record<string, string> {
  const found = block.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return Object.fromEntries(
    [...found].map(([, name, light, dark]) => [name, scheme === 'light' ? light : dark]),
  );
}

const base = css.slice(0, css.indexOf('@media'));
const more = css.slice(css.indexOf('prefers-contrast'));

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), HEX_BASE) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string | undefined, b: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(a ?? '#000000'), luminance(b ?? '#000000')].sort(
    (x, y) => y - x,
  );
  return (light + 0.05) / (dark + 0.05);
}

const TONES = ['ok', 'info', 'unknown', 'warning', 'danger', 'neutral'];
const GROUNDS = ['bg', 'surface', 'raise', 'selection'];
const COLOURS = ['orange', 'red', 'violet', 'blue', 'teal', 'green', 'slate'];

describe.each(['light', 'dark'] as const)('the %s theme', (scheme) => {
  const of = tokens(base, scheme);

  test.each(TONES)('%s can be read on its own ground and on a panel', (tone) => {
    expect(contrast(of[tone], of[`${tone}-bg`])).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(contrast(of[tone], of.surface)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  test.each(GROUNDS)('text, muted text and the accent can be read on %s', (ground) => {
    for (const text of ['text', 'muted', 'accent']) {
      expect(contrast(of[text], of[ground])).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
  });

  test.each(COLOURS)('a manager’s name in %s can be read', (colour) => {
    for (const ground of ['bg', 'surface', 'raise', 'selection']) {
      expect(contrast(of[`colour-${colour}`], of[ground])).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
  });

  test('the words on the primary and the danger button can be read', () => {
    expect(contrast(of['on-accent'], of.accent)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(contrast(of['on-accent'], of.danger)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  test('high contrast reaches 7:1 for text on every ground', () => {
    const high = { ...of, ...tokens(more, scheme) };
    for (const text of ['text', 'muted', 'accent', ...TONES]) {
      for (const ground of GROUNDS) {
        expect(contrast(high[text], high[ground])).toBeGreaterThanOrEqual(HIGH_CONTRAST);
      }
    }
    for (const tone of TONES) {
      expect(contrast(high[tone], high[`${tone}-bg`])).toBeGreaterThanOrEqual(HIGH_CONTRAST);
    }
  });

  test.each(COLOURS)('high contrast reaches 7:1 for a manager’s name in %s', (colour) => {
    const high = { ...of, ...tokens(more, scheme) };
    for (const ground of GROUNDS) {
      const reached = contrast(high[`colour-${colour}`], high[ground]);
      expect(reached).toBeGreaterThanOrEqual(HIGH_CONTRAST);
    }
  });
});
