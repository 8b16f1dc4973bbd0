import type { CSSVariablesResolver } from '@mantine/core';
import { createTheme } from '@mantine/core';

const BLUE = [
  '#eaf0fc',
  '#d3dff8',
  '#a9c0f2',
  '#86a8ff',
  '#6389e6',
  '#4470d6',
  '#2b59c3',
  '#2249a6',
  '#1b3f94',
  '#142f70',
] as const;

/**
 * Mantine in the design's sizes. Colours are not set here but in tokens.css; `mantineVariables` below
 * points Mantine's own variables at them, so that both schemes follow one table.
 */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: BLUE },
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    // The page itself never scrolls, so there is nothing to lock (and no style to inject for it).
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        transitionProps: { duration: 100 },
      },
    },
    // A menu stands where its button is in the page's order, so within its landmark, and is cut off by no pane.
    Menu: {
      defaultProps: {
        transitionProps: { duration: 80 },
        offset: 4,
        withinPortal: false,
        floatingStrategy: 'fixed',
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 350, withinPortal: true, multiline: true } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
  },
  respectReducedMotion: true,
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--neutral-bg)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--selection)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--selection)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
};

/** Mantine's colours as the design's tokens, the same in both schemes (the tokens know the scheme). */
export const mantineVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
