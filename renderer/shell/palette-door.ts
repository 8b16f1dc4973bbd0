import { settle } from './settled.ts';

/** What opens and closes the palette, once it is drawn. */
interface Palette {
  open: () => void;
  toggle: () => void;
}

let palette: Palette | null = null;
let wanted = false;

/** Opens the palette; one that is not drawn yet comes at once. */
export function openPalette(): void {
  if (palette) {
    palette.open();
    return;
  }
  wanted = true;
  settle();
}

export function togglePalette(): void {
  if (palette) {
    palette.toggle();
    return;
  }
  wanted = !wanted;
  settle();
}

/** The palette is drawn. Who wanted it before gets it now. */
export function placePalette(drawn: Palette): void {
  palette = drawn;
  if (wanted) drawn.open();
  wanted = false;
}
