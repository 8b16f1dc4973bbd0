/** A menu that stands where its button is in the page's order, and is cut off by no pane. */
export const IN_PLACE = {
  withinPortal: false,
  floatingStrategy: 'fixed',
  withInitialFocusPlaceholder: false,
} as const;
