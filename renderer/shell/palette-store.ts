import { createSpotlight } from '@mantine/spotlight';

/** The palette: whether it is open, and which row Enter takes. */
export const [paletteStore, palette] = createSpotlight();

/** Puts Enter on the first row, unless the arrow keys have moved it on. */
export function selectFirstRow(): void {
  const { listId, selected } = paletteStore.getState();
  if (selected > 0 || listId === '') return;
  const rows = document.getElementById(listId)?.querySelectorAll('[data-action]') ?? [];
  // As the library does it: the mark is in the page, not in React.
  for (const [at, row] of rows.entries()) {
    if (at === 0) row.setAttribute('data-selected', 'true');
    else row.removeAttribute('data-selected');
  }
  if (rows.length > 0) paletteStore.updateState((state) => ({ ...state, selected: 0 }));
}
